import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { worktreeState, type ChangedPath, type WorktreeState } from './changes.ts';
import { isLargeFilePointer } from './largeFiles.ts';
import { noneOn, runGit } from './runGit.ts';
import { filesAt, sourceLimits, type SourceFiles, type SourceNote } from './sourceFiles.ts';
import { conversionsOf, toCommit } from './toCommit.ts';

/** Files of a worktree, and how they differ from its commit. */
export interface WorktreeFiles extends SourceFiles, WorktreeState {}

/** What the worktree's files are made of, besides the disk. */
export interface WorktreeOptions {
  /** Texts that count instead of those on disk, by path from the root: unsaved editors. */
  readonly unsaved?: ReadonlyMap<string, string>;
  /** The files of the commit that is checked out, if they were read before: by {@link filesAt}. */
  readonly committed?: (commit: string) => Promise<SourceFiles>;
}

/**
 * Reads the files of a worktree as a commit of everything (`git add -A`) would hold them: what is ignored is left out, line
 * endings and pointers of Git LFS are as git keeps them. What did not change is taken from the commit. Throws a FailureError
 * with a GitFailure, or the signal's reason.
 */
export async function worktreeFiles(
  root: string,
  signal: AbortSignal,
  { unsaved = new Map(), committed = (commit) => filesAt(root, commit, signal) }: WorktreeOptions = {},
): Promise<WorktreeFiles> {
  const { commit, changes: onDisk } = await worktreeState(root, signal);
  const base = commit === undefined ? { files: new Map<string, Uint8Array>(), notes: [] } : await committed(commit);
  const typed = await typedPaths({ root, unsaved, known: base.files, onDisk }, signal);
  const changes = [
    ...onDisk.filter(({ path }) => !typed.has(path)),
    ...Array.from(typed, ([path, change]): ChangedPath => ({ path, change })),
  ];
  const written = changes.filter(({ change }) => change === 'modified' || change === 'untracked');
  const conversions = await conversionsOf(
    root,
    written.map(({ path }) => path),
    signal,
  );

  const changed = new Set(changes.map(({ path }) => path));
  const same = new Set<string>();
  const files = new Map(base.files);
  const notes: SourceNote[] = base.notes.filter(({ path }) => !changed.has(path));
  for (const { path, change } of changes) {
    if (change === 'submodule') notes.push({ path, code: 'submodule' });
    files.delete(path);
  }
  for (const { path } of written) {
    signal.throwIfAborted();
    const text = unsaved.get(path);
    const content = text === undefined ? await readWritten(root, path) : Buffer.from(text);
    if (typeof content === 'string') notes.push({ path, code: content });
    if (content === undefined || typeof content === 'string') continue;
    const by = conversions.get(path);
    const before = base.files.get(path);
    const kept = toCommit(content, by, before);
    if (before !== undefined && Buffer.from(before).equals(kept)) same.add(path);
    files.set(path, kept);
    if (isLargeFilePointer(kept)) notes.push({ path, code: 'largeFilePointer' });
    else if (by?.filter !== undefined) notes.push({ path, code: 'filtered' });
  }
  return { commit, changes: changes.filter(({ path }) => !same.has(path)), files, notes };
}

/** What is at a path of the worktree; undefined where it went away meanwhile. */
async function readWritten(root: string, path: string): Promise<Uint8Array | 'link' | 'tooLarge' | undefined> {
  const full = join(root, path);
  const stats = await lstat(full).catch(() => undefined);
  if (stats?.isSymbolicLink() === true) return 'link';
  if (stats?.isFile() !== true) return undefined;
  return stats.size > sourceLimits.file ? 'tooLarge' : readFile(full).catch(() => undefined);
}

interface Typed {
  readonly root: string;
  readonly unsaved: ReadonlyMap<string, string>;
  readonly known: ReadonlyMap<string, Uint8Array>;
  readonly onDisk: readonly ChangedPath[];
}

/** The unsaved texts that are to be committed, and that say something else than the commit does. */
async function typedPaths(
  { root, unsaved, known, onDisk }: Typed,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, 'modified' | 'untracked'>> {
  const changed = new Set(onDisk.map(({ path }) => path));
  const strange = [...unsaved.keys()].filter((path) => !known.has(path) && !changed.has(path));
  const ignored = await ignoredAmong(root, strange, signal);
  const typed = new Map<string, 'modified' | 'untracked'>();
  for (const [path, text] of unsaved) {
    if (ignored.has(path)) continue;
    const before = known.get(path);
    if (before !== undefined && !changed.has(path) && Buffer.from(text).equals(before)) continue;
    typed.set(path, before === undefined ? 'untracked' : 'modified');
  }
  return typed;
}

async function ignoredAmong(root: string, paths: readonly string[], signal: AbortSignal): Promise<ReadonlySet<string>> {
  if (paths.length === 0) return new Set();
  const input = paths.map((path) => `${path}\0`).join('');
  const run = runGit({ folder: root, args: ['check-ignore', '-z', '--stdin'], signal, input });
  const printed = await run.catch(noneOn(1));
  return new Set(printed.split('\0'));
}
