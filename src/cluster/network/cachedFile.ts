import { readFile, stat } from 'node:fs/promises';
import { messageOf } from '../../base/failure.ts';
import { credentialsError } from '../api/clusterError.ts';

/** A small text file that others may replace; see {@link createCachedFile}. */
export interface CachedFile {
  /** The file's text, read again when it has changed. Throws FailureError `credentials`, naming file and cause. */
  read(signal: AbortSignal): Promise<string>;
  /** Forgets what was read, so that the next read looks at the file. */
  forget(): void;
}

/** How long a text is taken as current without a look at the file. */
const freshMs = 10_000;

/** Keeps a file's text and looks for changes when asked again some seconds later. Nothing is watched. */
export function createCachedFile(file: string, now: () => number = Date.now): CachedFile {
  let kept: { readonly text: string; readonly version: string; checkedAt: number } | undefined;
  return {
    async read(signal) {
      const age = kept ? now() - kept.checkedAt : Infinity;
      if (kept && age >= 0 && age < freshMs) return kept.text;
      try {
        const version = await versionOf(file);
        if (kept?.version !== version) {
          kept = { text: await readFile(file, { encoding: 'utf8', signal }), version, checkedAt: now() };
        }
        kept.checkedAt = now();
        return kept.text;
      } catch (error) {
        signal.throwIfAborted();
        throw credentialsError(`cannot read ${file}: ${messageOf(error)}`, error);
      }
    },
    forget: () => void (kept = undefined),
  };
}

async function versionOf(file: string): Promise<string> {
  const { ino, size, mtimeNs } = await stat(file, { bigint: true });
  return `${ino}:${size}:${mtimeNs}`;
}
