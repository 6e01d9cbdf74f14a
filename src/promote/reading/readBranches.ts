import { FailureError, messageOf } from '../../base/failure.ts';
import type { Credentials } from '../../git/askpass/credentials.ts';
import { resolveRevision } from '../../git/repository.ts';
import { filesAtEach } from '../../git/sourceFiles.ts';
import { placeOf } from './branches.ts';
import type { Project } from './project.ts';
import { readRemote } from './readRemote.ts';
import { defaultBranch, remoteOf, type Remote } from './remotes.ts';
import { treeOf, workingTree, type Tree } from './trees.ts';

/** Whose branches are read, and how. */
export interface BranchOrder {
  readonly project: Pick<Project, 'root' | 'inGit'>;
  /** The remote's name; absent: the usual one. */
  readonly remote?: string;
  readonly credentials: Credentials;
  /** Whether what was fetched last may stand for a remote that does not answer: for a look, not for a commit. */
  readonly mayBeOld?: boolean;
}

/** Where files were read. */
export interface BranchPlace {
  /** Where a change would be pushed; absent where there is no remote. */
  readonly remote?: Remote;
  /** The target's branch there; absent outside of Git. */
  readonly branch?: string;
  /** What the files were taken from instead of the remote, as a sentence each. */
  readonly notes: readonly string[];
}

/** Branches, which may be one; absent: the usual one. */
interface Branches {
  readonly from: string | undefined;
  readonly to: string | undefined;
}

interface Read {
  readonly from: Tree;
  readonly to: Tree;
  readonly place: BranchPlace;
}

/**
 * Reads two branches as the remote has them now; where there is no Git or no remote, what is here. Throws a FailureError with
 * a sentence where that cannot be told, or the signal's reason.
 */
export async function readBranches(
  { project: { root, inGit }, remote: wanted, credentials, mayBeOld }: BranchOrder,
  { from, to }: Branches,
  signal: AbortSignal,
): Promise<Read> {
  if (!inGit) {
    const { tree, unread } = await workingTree(root, signal);
    const left = unread.length === 0 ? [] : [`Not read, for that is not allowed or failed: ${unread.join(', ')}.`];
    const notes = [`${root} is in no Git repository: its files were read as they are.`, ...left];
    return { from: tree, to: tree, place: { notes } };
  }
  const remote = await remoteOf(root, wanted, signal);
  if (remote === undefined) {
    if (wanted !== undefined)
      throw new FailureError({
        code: 'noRemote',
        message: `There is no remote ${wanted}: git remote -v lists those that there are.`,
      });
    return local(root, { from, to }, 'There is no remote: what is committed here was read.', signal);
  }
  const main = (await defaultBranch(root, remote.name, signal)) ?? 'main';
  const branches = { from: from ?? main, to: to ?? main };
  try {
    const trees = await readRemote({ root, remote: remote.name, credentials }, branches, signal);
    return { ...trees, place: { remote, branch: branches.to, notes: [] } };
  } catch (error) {
    signal.throwIfAborted();
    if (mayBeOld !== true) throw error;
    const note = `${messageOf(error)} What is here was read instead.`;
    return local(root, { from, to }, note, signal, remote.name);
  }
}

/** What is here of two stages: branches as they were fetched last, else what is checked out, else the files themselves. */
async function local(
  root: string,
  { from, to }: Branches,
  note: string,
  signal: AbortSignal,
  remote?: string,
): Promise<Read> {
  const main = remote === undefined ? undefined : await defaultBranch(root, remote, signal);
  const names = remote === undefined ? [] : [remote];
  const revisionOf = async (branch = main): Promise<string | undefined> =>
    resolveRevision(root, branch === undefined ? 'HEAD' : await placeOf({ root, names }, branch, signal), signal);
  const [source, target] = [await revisionOf(from), await revisionOf(to)];
  if (source === undefined || target === undefined) {
    const { tree } = await workingTree(root, signal);
    return { from: tree, to: tree, place: { notes: [note] } };
  }
  const read = await filesAtEach(root, [{ revision: target }, { revision: source }], signal);
  const [first, second] = read.map(({ files, commit }) => treeOf(files, commit));
  if (first === undefined || second === undefined) throw new Error('never: two revisions were asked for');
  const isOne = source === target;
  return { to: first, from: isOne ? first : second, place: { notes: [note], ...(to !== undefined && { branch: to }) } };
}
