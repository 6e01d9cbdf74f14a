import { FailureError } from '../base/failure.ts';
import { isLargeFilePointer } from './largeFiles.ts';
import { listTree, missingObjects } from './listTree.ts';
import { readBlobs } from './readBlobs.ts';
import { resolveRevision } from './repository.ts';
import type { GitFailure } from './runGit.ts';

/** Files by path from the repository's root: slashes between names, no leading slash. A map that was given never changes. */
export type SourceFileMap = ReadonlyMap<string, Uint8Array>;

/** Why a path of a source is not among its files as one might expect. */
export interface SourceNote {
  readonly path: string;
  readonly code:
    /** A symbolic link: source-controller leaves it out of its artifact. */
    | 'link'
    /** A submodule: empty for Flux too, unless the source says `recurseSubmodules`. */
    | 'submodule'
    /** A pointer of Git LFS, which is what Flux sees too. */
    | 'largeFilePointer'
    /** Left out here, but not by Flux: what is made of the files may be wrong. */
    | 'tooLarge'
    /** Not on this machine: the clone is partial. Flux sees it. */
    | 'missing'
    /** A filter of the repository's attributes changes it when it is committed: here it is as it lies on disk. */
    | 'filtered';
}

/** All files of a source at one moment, as Flux would find them after a clone. */
export interface SourceFiles {
  readonly files: SourceFileMap;
  readonly notes: readonly SourceNote[];
}

/** How much of a repository is held in memory. */
export interface SourceLimits {
  /** Bytes of one file. */
  readonly file: number;
  /** Bytes of all files. */
  readonly all: number;
}

/** More than any source that controllers can handle: an artifact may have 50 MB there, packed. */
export const sourceLimits: SourceLimits = { file: 10_000_000, all: 300_000_000 };

/**
 * Reads all files of a revision, without a checkout. Throws a FailureError with a GitFailure (`gitFailed`: there is no such
 * revision), or the signal's reason.
 */
export async function filesAt(
  root: string,
  revision: string,
  signal: AbortSignal,
  limits: SourceLimits = sourceLimits,
): Promise<SourceFiles & { readonly commit: string }> {
  const commit = await resolveRevision(root, revision, signal);
  if (commit === undefined) throw new FailureError(unknownRevision(root, revision));
  const notes: SourceNote[] = [];
  const wanted: Wanted[] = [];
  let left = limits.all;
  for (const { path, type, id, size } of await listTree(root, commit, signal)) {
    if (type !== 'file') notes.push({ path, code: type });
    else if (size > limits.file || size > left) notes.push({ path, code: 'tooLarge' });
    else {
      left -= size;
      wanted.push({ path, id });
    }
  }
  const contents = await readAll(root, wanted, signal).catch(async (error: unknown) => {
    const missing = await missingObjects(root, commit, signal);
    if (missing.size === 0) throw error;
    const here = wanted.filter(({ id }) => !missing.has(id));
    return readAll(root, here, signal);
  });
  const files = new Map<string, Uint8Array>();
  for (const { path } of wanted) {
    const content = contents.get(path);
    if (content === undefined) notes.push({ path, code: 'missing' });
    else if (content.length > limits.file) notes.push({ path, code: 'tooLarge' });
    else {
      files.set(path, content);
      if (isLargeFilePointer(content)) notes.push({ path, code: 'largeFilePointer' });
    }
  }
  return { commit, files, notes };
}

interface Wanted {
  readonly path: string;
  readonly id: string;
}

async function readAll(
  root: string,
  wanted: readonly Wanted[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const contents = new Map<string, Uint8Array>();
  const ids = wanted.map(({ id }) => id);
  let at = 0;
  for await (const content of readBlobs(root, ids, signal)) {
    const path = wanted[at++]?.path;
    if (path !== undefined && content !== undefined) contents.set(path, content);
  }
  return contents;
}

function unknownRevision(root: string, revision: string): GitFailure {
  return { code: 'gitFailed', message: `The repository ${root} has no revision ${revision}. Is it fetched?` };
}
