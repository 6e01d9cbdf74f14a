import { createHash } from 'node:crypto';
import { FailureError } from '../base/failure.ts';
import type { Credentials } from '../git/askpass/credentials.ts';
import { openOrUpdate, type Proposed } from '../forges/proposals/openOrUpdate.ts';
import type { Forge } from '../forges/terms/forge.ts';
import type { Plan } from '../stages/terms/plan.ts';
import { commitMessage } from '../stages/words/commitMessage.ts';
import { movedApplications, type Promotion } from '../stages/words/promotion.ts';
import { pullRequestBody, pullRequestTitle, type PullRequestFacts } from '../stages/words/pullRequestText.ts';
import { makePromotion, type Pushed } from './makePromotion.ts';
import { originsOf } from './originalCommits.ts';
import type { PromotionWish } from './preparePromotion.ts';
import type { PromotionPreview } from './previewPromotion.ts';

/** A promotion that somebody agreed to. */
export interface PublishOrder {
  readonly root: string;
  readonly preview: PromotionPreview;
  readonly wish: PromotionWish;
  readonly credentials: Credentials;
  /** Of the CI run. */
  readonly buildNumber?: string;
  /** For stages that are changed by pull requests. */
  readonly review?: ReviewOrder;
}

/** How a pull request is opened. */
export interface ReviewOrder {
  /** Absent where no API is known: the branch is pushed, and a person opens it. */
  readonly forge: Forge | undefined;
  /** What the body says besides; the forge's own limit counts where it is shorter. */
  readonly facts: PullRequestFacts;
  /** The page of a commit. */
  readonly commitPage?: (commit: string) => string;
}

/** What became of a promotion. */
export interface Published extends Pushed {
  /** The branch that was pushed to. */
  readonly branch: string;
  readonly title: string;
  /** What the forge has now; absent where nothing was proposed. */
  readonly proposed?: Proposed;
}

/**
 * Commits and pushes a promotion, and opens or updates its pull request where the stage wants one. Done again it ends in the
 * same state. Throws a FailureError with a sentence (WriteFailure, ForgeFailure, `changedMeanwhile`, `noRemote`), or the
 * signal's reason.
 */
export async function publishPromotion(order: PublishOrder, signal: AbortSignal): Promise<Published> {
  const { root, preview, wish, credentials, review } = order;
  const { pair, plan, source, target, remote, branch } = preview;
  if (remote === undefined || branch === undefined || source.commit === undefined || target.commit === undefined) {
    const message = `There is no remote to push to: ${preview.notes.join(' ')}`.trim();
    throw new FailureError({ code: 'noRemote', message });
  }
  const { change } = pair.to.stage;
  const head = change === 'pullRequest' ? headBranch(plan) : undefined;
  const commits = { from: source.commit, to: target.commit };
  const promotionOf = async (now: Plan): Promise<Promotion> => ({
    plan: now,
    ...(await originsOf(root, now, commits, signal)),
    ...(order.buildNumber !== undefined && { buildNumber: order.buildNumber }),
  });
  const message = async (now: Plan): Promise<string> => commitMessage(await promotionOf(now), pair.config.commit);
  const pushed = await makePromotion(
    { pair, wish, plan, source, message },
    { root, remote: remote.name, branch, credentials, ...(head !== undefined && { head }) },
    signal,
  );
  const promotion = await promotionOf(plan);
  const title = pullRequestTitle(promotion, pair.config.pullRequest);
  const done = { ...pushed, branch: head ?? branch, title };
  if (head === undefined || pushed.outcome === 'nothing' || review?.forge === undefined) return done;
  const facts = { promotion, plan, pair, head, base: branch, title };
  return { ...done, proposed: await propose(review.forge, review, facts, signal) };
}

interface ProposalFacts extends Pick<PromotionPreview, 'pair' | 'plan'> {
  readonly promotion: Promotion;
  readonly head: string;
  readonly base: string;
  readonly title: string;
}

function propose(
  forge: Forge,
  { facts, commitPage }: ReviewOrder,
  { promotion, plan, pair, head, base, title }: ProposalFacts,
  signal: AbortSignal,
): Promise<Proposed> {
  const { labels, reviewers, draft, body } = pair.config.pullRequest;
  const commits = promotion.commits.map((one) => ({ ...one, ...(commitPage && { url: commitPage(one.commit) }) }));
  // Room for the marker that tells promotions apart.
  const mostCharacters = Math.min(facts.mostCharacters, forge.limits.body - 1_000);
  const proposal = {
    base,
    head,
    title,
    body: pullRequestBody({ ...promotion, commits }, { body }, { ...facts, mostCharacters }),
    isDraft: draft,
    labels,
    reviewers,
  };
  const marker = {
    family: familyOf(plan),
    key: hash(plan.moves.map(({ difference, after }) => [difference.id, after])),
  };
  return openOrUpdate(forge, { marker, proposal }, signal);
}

/** Promotions of the same applications between the same stages replace each other. */
function familyOf(plan: Plan): string {
  return `${plan.from}>${plan.to}:${[...movedApplications(plan)].sort().join(',')}`;
}

/** The branch of a promotion: the same for the same applications and stages, so that a newer version takes its place. */
export function headBranch(plan: Plan): string {
  const applications = [...movedApplications(plan)].sort();
  const [first = 'nothing'] = applications;
  const more = applications.length > 1 ? `-and-${applications.length - 1}-more` : '';
  const plain = `${first}${more}-to-${plan.to}`
    .replace(/[^\w.-]+/g, '-')
    .replace(/\.{2,}|^[.-]+|[.-]+$/g, '')
    .slice(0, 60);
  return `sluice/promote/${plain}-${hash(familyOf(plan)).slice(0, 8)}`;
}

function hash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32);
}
