import { FailureError } from '../base/failure.ts';
import { createLimiter } from '../base/limiter.ts';
import { isLargeFilePointer } from './largeFiles.ts';
import { listTree, missingObjects, type TreeEntry } from './listTree.ts';
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

/** A source that is to be read. */
export interface SourceRequest {
  /** A branch, a tag, a commit. */
  readonly revision: string;
  /** Folders and files, as paths from the root, that are read with all below them; absent or empty: all. */
  readonly folders?: readonly string[];
}

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
  const [files] = await filesAtEach(root, [{ revision }], signal, limits);
  if (files === undefined) throw new FailureError(unknownRevision(root, revision));
  return files;
}

/**
 * Reads files of several revisions, in the order asked for, with one process for all contents; what several of them hold is
 * read once and is one value. The limits are those of all together. Throws as {@link filesAt}.
 */
export async function filesAtEach(
  root: string,
  requests: readonly SourceRequest[],
  signal: AbortSignal,
  limits: SourceLimits = sourceLimits,
): Promise<(SourceFiles & { readonly commit: string })[]> {
  const limited = createLimiter(4);
  const listings = await Promise.all(
    requests.map(({ revision, folders }) =>
      limited(async () => {
        const commit = await resolveRevision(root, revision, signal);
        if (commit === undefined) throw new FailureError(unknownRevision(root, revision));
        return { commit, entries: await listTree(root, commit, signal, folders) };
      }, signal),
    ),
  );
  const wanted = new Set<string>();
  let left = limits.all;
  for (const { type, id, size } of listings.flatMap(({ entries }) => entries)) {
    if (type !== 'file' || wanted.has(id) || size > limits.file || size > left) continue;
    left -= size;
    wanted.add(id);
  }
  const contents = await readAll(root, [...wanted], signal).catch(async (error: unknown) => {
    const missing = new Set<string>();
    for (const { commit } of listings) for (const id of await missingObjects(root, commit, signal)) missing.add(id);
    if (missing.size === 0) throw error;
    const here = [...wanted].filter((id) => !missing.has(id));
    return readAll(root, here, signal);
  });
  return listings.map(({ commit, entries }) => ({ commit, ...filesOf(entries, { wanted, contents, limits }) }));
}

interface Contents {
  /** What was asked for; the rest is too large. */
  readonly wanted: ReadonlySet<string>;
  readonly contents: ReadonlyMap<string, Uint8Array>;
  readonly limits: SourceLimits;
}

function filesOf(entries: readonly TreeEntry[], { wanted, contents, limits }: Contents): SourceFiles {
  const notes: SourceNote[] = [];
  const found: SourceNote[] = [];
  const files = new Map<string, Uint8Array>();
  for (const { path, type, id } of entries) {
    const content = contents.get(id);
    if (type !== 'file') notes.push({ path, code: type });
    else if (!wanted.has(id)) notes.push({ path, code: 'tooLarge' });
    else if (content === undefined) found.push({ path, code: 'missing' });
    else if (content.length > limits.file) found.push({ path, code: 'tooLarge' });
    else {
      files.set(path, content);
      if (isLargeFilePointer(content)) found.push({ path, code: 'largeFilePointer' });
    }
  }
  return { files, notes: [...notes, ...found] };
}

async function readAll(
  root: string,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const contents = new Map<string, Uint8Array>();
  let at = 0;
  for await (const content of readBlobs(root, ids, signal)) {
    const id = ids[at++];
    if (id !== undefined && content !== undefined) contents.set(id, content);
  }
  return contents;
}

function unknownRevision(root: string, revision: string): GitFailure {
  return { code: 'gitFailed', message: `The repository ${root} has no revision ${revision}. Is it fetched?` };
}
