import { FailureError, messageOf } from '../base/failure.ts';
import type { Credentials } from '../git/askpass/credentials.ts';
import { filesAtEach } from '../git/sourceFiles.ts';
import { resolveRevision } from '../git/repository.ts';
import type { ApplicationComparison } from '../stages/terms/difference.ts';
import type { Plan } from '../stages/terms/plan.ts';
import type { Stage } from '../stages/terms/config.ts';
import { placeOf } from './branches.ts';
import { gitChanges, treeAfter } from './changedTree.ts';
import { compareStagePair, preparePromotion, type PromotionWish, type StagePair } from './preparePromotion.ts';
import { requireStage, type Project } from './project.ts';
import type { Destination } from './publishChange.ts';
import { readRemote } from './readRemote.ts';
import { defaultBranch, remoteOf, type Remote } from './remotes.ts';
import { treeOf, workingTree, type Tree } from './trees.ts';
import { unifiedDiff } from './unifiedDiff.ts';

/** Which stages are looked at. */
export interface PairOrder {
  readonly project: Project;
  readonly from: string;
  readonly to: string;
  /** The remote's name; absent: the usual one. */
  readonly remote?: string;
  readonly credentials: Credentials;
  /** Whether what was fetched last may stand for a remote that does not answer: for a look, not for a commit. */
  readonly mayBeOld?: boolean;
}

/** Two stages as the remote has them at this moment. */
export interface ReadPair {
  readonly pair: StagePair;
  readonly comparisons: readonly ApplicationComparison[];
  readonly source: Tree;
  readonly target: Tree;
  /** Where a promotion would be pushed; absent where there is no remote. */
  readonly remote?: Remote;
  /** The target's branch there; absent outside of Git. */
  readonly branch?: string;
  /** What the files were taken from instead of the remote, as a sentence each. */
  readonly notes: readonly string[];
}

/** A promotion before it is made. */
export interface PromotionPreview extends ReadPair {
  readonly plan: Plan;
  /** The files that it writes, as they would be. */
  readonly after: Tree;
  /** What would be committed, for `git apply`; empty for nothing. */
  readonly patch: string;
}

/**
 * Reads and compares two stages as the remote has them now. Throws a FailureError with a sentence where that cannot be told,
 * or the signal's reason.
 */
export async function readPair(order: PairOrder, signal: AbortSignal): Promise<ReadPair> {
  const { project } = order;
  const [from, to] = [requireStage(project, order.from), requireStage(project, order.to)];
  if (from === to)
    throw new FailureError({ code: 'noStage', message: 'A stage cannot be promoted to itself. Name two.' });
  const read = await readStagesNow(order, { from, to }, signal);
  const pair: StagePair = {
    config: project.config,
    from: { stage: from, files: read.from.files },
    to: { stage: to, files: read.to.files },
  };
  return { pair, comparisons: compareStagePair(pair), source: read.from, target: read.to, ...read.where };
}

/** Plans what a person chose. Throws a FailureError (`noApplication`) where they named an application that is not there. */
export function previewPromotion(read: ReadPair, wish: PromotionWish): PromotionPreview {
  const { pair, comparisons, source, target } = read;
  const plan = preparePromotion(pair, wish, comparisons);
  const after = treeAfter(target, gitChanges(plan, source, target));
  const patch = unifiedDiff({ paths: plan.changes.map(({ path }) => path), before: target, after });
  return { ...read, plan, after, patch };
}

/** Where a promotion goes. */
export function destinationOf({ remote, branch, pair }: Pick<ReadPair, 'remote' | 'branch' | 'pair'>): Destination {
  return { remote, branch, way: pair.to.stage.change, config: pair.config };
}

interface Read {
  readonly from: Tree;
  readonly to: Tree;
  readonly where: Pick<ReadPair, 'remote' | 'branch' | 'notes'>;
}

async function readStagesNow(
  { project: { root, inGit }, remote: wanted, credentials, mayBeOld }: PairOrder,
  { from, to }: { readonly from: Stage; readonly to: Stage },
  signal: AbortSignal,
): Promise<Read> {
  if (!inGit) {
    const { tree } = await workingTree(root, signal);
    return {
      from: tree,
      to: tree,
      where: { notes: [`${root} is in no Git repository: its files were read as they are.`] },
    };
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
  const branches = { from: from.branch ?? main, to: to.branch ?? main };
  try {
    const trees = await readRemote({ root, remote: remote.name, credentials }, branches, signal);
    return { ...trees, where: { remote, branch: branches.to, notes: [] } };
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
  { from, to }: { readonly from: Stage; readonly to: Stage },
  note: string,
  signal: AbortSignal,
  remote?: string,
): Promise<Read> {
  const main = remote === undefined ? undefined : await defaultBranch(root, remote, signal);
  const names = remote === undefined ? [] : [remote];
  const revisionOf = async ({ branch = main }: Stage): Promise<string | undefined> =>
    resolveRevision(root, branch === undefined ? 'HEAD' : await placeOf({ root, names }, branch, signal), signal);
  const [source, target] = [await revisionOf(from), await revisionOf(to)];
  if (source === undefined || target === undefined) {
    const { tree } = await workingTree(root, signal);
    return { from: tree, to: tree, where: { notes: [note] } };
  }
  const read = await filesAtEach(root, [{ revision: target }, { revision: source }], signal);
  const [first, second] = read.map(({ files, commit }) => treeOf(files, commit));
  if (first === undefined || second === undefined) throw new Error('never: two revisions were asked for');
  const isOne = source === target;
  return { to: first, from: isOne ? first : second, where: { notes: [note], ...(to.branch && { branch: to.branch }) } };
}
