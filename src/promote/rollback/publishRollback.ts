import { FailureError } from '../../base/failure.ts';
import type { Forge } from '../../forges/terms/forge.ts';
import type { Credentials } from '../../git/askpass/credentials.ts';
import { historyOf } from '../../git/history.ts';
import { issueKeys } from '../../stages/words/issueKeys.ts';
import { rollbackBody, rollbackMessage, rollbackTitle, type RollbackStory } from '../../stages/words/rollback.ts';
import { gitChanges } from '../reading/changedTree.ts';
import { hashOf, headBranchOf, publishChange, type Change, type Published } from '../publishing/publishChange.ts';
import type { Edit } from '../../git/write/commitAndPush.ts';
import type { Tree } from '../reading/trees.ts';
import type { OpenedRollback } from './openRollback.ts';
import { planRollback, type Rollback } from './planRollback.ts';

/** A rollback that somebody agreed to. */
export interface RollbackOrder {
  readonly opened: OpenedRollback;
  readonly rollback: Rollback;
  readonly credentials: Credentials;
  /** Absent where no API is known: the branch is pushed, and a person opens the pull request. */
  readonly forge: Forge | undefined;
  /** Of the CI run. */
  readonly buildNumber?: string;
}

/**
 * Commits and pushes a rollback, and opens or updates its pull request where that is the way. On whatever the branch holds by
 * then it is planned anew, and only what was agreed to is written. Throws as {@link publishChange}, or a FailureError
 * (`changedMeanwhile`).
 */
export async function publishRollback(order: RollbackOrder, signal: AbortSignal): Promise<Published> {
  const { opened, rollback, credentials, forge } = order;
  const { root, subject, destination } = opened;
  const story = await storyOf(order, rollback, signal);
  const edit = async (tree: Tree): Promise<Edit | undefined> => {
    const now = tree.commit === rollback.target.commit ? rollback : await again(order, tree, signal);
    const changes = gitChanges(now, now.then, tree);
    if (changes.length === 0) return undefined;
    const message = rollbackMessage(await storyOf(order, now, signal), opened.config.commit);
    return { changes, message };
  };
  const family = familyOf(opened);
  const change: Change = {
    edit,
    head: rollbackHead(opened),
    title: rollbackTitle(story),
    body: (mostCharacters) => rollbackBody(story, mostCharacters),
    family,
    key: hashOf([subject.id, rollback.then.commit, rollback.changes.map(({ path }) => path)]),
  };
  return publishChange(change, { root, destination, credentials, forge }, signal);
}

/** The branch of a rollback's pull request: one for each that is rolled back, so that another revision takes its place. */
export function rollbackHead(opened: OpenedRollback): string {
  const { subject, stage } = opened;
  return headBranchOf('rollback', `${subject.name}${stage === undefined ? '' : `-in-${stage.name}`}`, familyOf(opened));
}

function familyOf({ subject, destination: { branch = '' } }: OpenedRollback): string {
  return `rollback:${subject.id}>${branch}`;
}

/** The same rollback for files as they are now. Throws a FailureError (`changedMeanwhile`) where it would do anything else. */
async function again(
  { opened, rollback }: Pick<RollbackOrder, 'opened' | 'rollback'>,
  tree: Tree,
  signal: AbortSignal,
): Promise<Rollback> {
  const { root, subject, runs } = opened;
  const now = await planRollback({ root, subject, runs, to: rollback.then.commit ?? '', target: tree }, signal);
  const agreed = new Set(rollback.changes.map(({ path }) => path));
  for (const { path } of now.changes) {
    if (!agreed.has(path)) throw changedMeanwhile(`${path} would be changed too now.`);
    if (!isSame(tree.bytes.get(path), rollback.target.bytes.get(path)))
      throw changedMeanwhile(`${path} is another one now, and what is new in it would be lost.`);
  }
  const named = new Set(rollback.others.map(readerId));
  const news = now.others.find((one) => !named.has(readerId(one)));
  if (news !== undefined) throw changedMeanwhile(`${news.name} (${news.declaredIn}) reads what is restored now, too.`);
  return now;
}

function readerId({ name, declaredIn }: { readonly name: string; readonly declaredIn: string }): string {
  return `${declaredIn} ${name}`;
}

function isSame(one: Uint8Array | undefined, other: Uint8Array | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return Buffer.compare(one, other) === 0;
}

function changedMeanwhile(what: string): FailureError {
  const message = `The branch changed while the rollback was made: ${what} Nothing was pushed; look at it again.`;
  return new FailureError({ code: 'changedMeanwhile', message });
}

async function storyOf(
  { opened, buildNumber }: Pick<RollbackOrder, 'opened' | 'buildNumber'>,
  plan: Rollback,
  signal: AbortSignal,
): Promise<RollbackStory> {
  const { root, subject, stage } = opened;
  const [to, target] = [plan.then.commit ?? '', plan.target.commit ?? ''];
  const paths = plan.changes.map(({ path }) => path);
  const [restored] = (await historyOf(root, { to, most: 1 }, signal)).commits;
  const since = await historyOf(root, { from: to, to: target, paths, most: 50 }, signal);
  return {
    name: subject.name,
    sentence: subject.sentence,
    stage: stage?.name,
    to,
    subject: restored?.subject ?? '',
    plan,
    doubts: plan.doubts,
    undone: since.commits.map(({ commit, author: { name, email }, subject: title }) => ({
      commit,
      author: `${name} <${email}>`,
      subject: title,
    })),
    more: since.more,
    issues: [...new Set(since.commits.flatMap(({ subject: title, body }) => issueKeys(`${title}\n${body}`)))],
    ...(buildNumber !== undefined && { buildNumber }),
  };
}
