import { FailureError } from '../base/failure.ts';
import type { Credentials } from '../git/askpass/credentials.ts';
import type { Forge } from '../forges/terms/forge.ts';
import type { Plan } from '../stages/terms/plan.ts';
import { commitMessage } from '../stages/words/commitMessage.ts';
import { movedApplications, type Promotion } from '../stages/words/promotion.ts';
import { pullRequestBody, pullRequestTitle, type PullRequestFacts } from '../stages/words/pullRequestText.ts';
import { promotionEdit } from './promotionEdit.ts';
import { originsOf } from './originalCommits.ts';
import type { PromotionWish } from './preparePromotion.ts';
import { destinationOf, type PromotionPreview } from './previewPromotion.ts';
import { hashOf, headBranchOf, publishChange, type Change, type Published } from './publishChange.ts';

/** A promotion that somebody agreed to. */
export interface PublishOrder {
  readonly root: string;
  readonly preview: PromotionPreview;
  readonly wish: PromotionWish;
  readonly credentials: Credentials;
  /** Of the CI run. */
  readonly buildNumber?: string;
  /** For stages that are changed by pull requests; absent where no API is known: a person opens it. */
  readonly forge?: Forge | undefined;
  /** What a pull request says besides what moves. */
  readonly facts?: Omit<PullRequestFacts, 'mostCharacters'>;
  /** The page of a commit. */
  readonly commitPage?: (commit: string) => string;
}

/**
 * Commits and pushes a promotion, and opens or updates its pull request where the stage wants one. Throws as
 * {@link publishChange}, or a FailureError (`changedMeanwhile`).
 */
export async function publishPromotion(order: PublishOrder, signal: AbortSignal): Promise<Published> {
  const { root, preview, wish, credentials, forge } = order;
  const { pair, plan, source, target } = preview;
  if (source.commit === undefined || target.commit === undefined) {
    const message = `There is no remote to push to: ${preview.notes.join(' ')}`.trim();
    throw new FailureError({ code: 'noRemote', message });
  }
  const commits = { from: source.commit, to: target.commit };
  const promotionOf = async (now: Plan): Promise<Promotion> => ({
    plan: now,
    ...(await originsOf(root, now, commits, signal)),
    ...(order.buildNumber !== undefined && { buildNumber: order.buildNumber }),
  });
  const message = async (now: Plan): Promise<string> => commitMessage(await promotionOf(now), pair.config.commit);
  const promotion = await promotionOf(plan);
  const change: Change = {
    edit: (tree) => promotionEdit({ pair, wish, plan, source, message }, tree),
    head: headBranch(plan),
    title: pullRequestTitle(promotion, pair.config.pullRequest),
    body: (mostCharacters) => bodyOf(promotion, order, mostCharacters),
    family: familyOf(plan),
    key: hashOf(plan.moves.map(({ difference, after }) => [difference.id, after])),
  };
  const destination = destinationOf(preview);
  return publishChange(change, { root, destination, credentials, forge }, signal);
}

function bodyOf(promotion: Promotion, order: PublishOrder, mostCharacters: number): string {
  const { preview, facts = { evidence: [], diffs: [] }, commitPage } = order;
  const commits = promotion.commits.map((one) => ({ ...one, ...(commitPage && { url: commitPage(one.commit) }) }));
  const settings = preview.pair.config.pullRequest;
  return pullRequestBody({ ...promotion, commits }, settings, { ...facts, mostCharacters });
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
  return headBranchOf('promote', `${first}${more}-to-${plan.to}`, familyOf(plan));
}
