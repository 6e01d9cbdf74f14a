import { readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { env } from 'node:process';
import { writingEnvironment } from '../environment.ts';
import { execGit } from '../execGit.ts';
import { runGit } from '../runGit.ts';
import { folderPrefix, isOver, refsFolder } from './runName.ts';

/**
 * Takes away what runs left that ended half-way: their refs in this repository and locks of these, and their temporary
 * folders. What belongs to a run that may still be going stays, and so does whatever has another name. Gives the names of
 * what it took away. Throws a FailureError with a GitFailure, or the signal's reason.
 */
export async function cleanUp(root: string, signal: AbortSignal): Promise<string[]> {
  const folders = await removeOver(tmpdir(), (name) =>
    name.startsWith(folderPrefix) ? name.slice(folderPrefix.length) : '',
  );
  signal.throwIfAborted();
  const common = (await runGit({ folder: root, args: ['rev-parse', '--git-common-dir'], signal })).trim();
  // Loose refs, empty folders, and locks of refs that were never written.
  const loose = await removeOver(join(resolve(root, common), refsFolder), (name) => name);
  const packed = await deleteRefs(root, signal);
  return [...folders, ...loose, ...packed];
}

async function deleteRefs(root: string, signal: AbortSignal): Promise<string[]> {
  const printed = await runGit({ folder: root, args: ['for-each-ref', '--format=%(refname)', refsFolder], signal });
  const refs = printed
    .split('\n')
    .filter((ref) => isOver(ref.slice(refsFolder.length).split('/', 1)[0] ?? '') === true);
  if (refs.length === 0) return [];
  const input = refs.map((ref) => `delete ${ref}\n`).join('');
  const environment = writingEnvironment(env, {});
  const { exitCode } = await execGit({ folder: root, args: ['update-ref', '--stdin'], environment, input, signal });
  return exitCode === 0 ? refs : [];
}

/** Removes the entries of a folder that runs left which are over; `runOf` gives the run's name, or an empty text for none. */
async function removeOver(folder: string, runOf: (entry: string) => string): Promise<string[]> {
  const entries = await readdir(folder).catch(() => []);
  const over = entries.filter((entry) => isOver(runOf(entry)) === true).map((entry) => join(folder, entry));
  for (const path of over) await rm(path, { recursive: true, force: true }).catch(() => undefined);
  return over;
}
