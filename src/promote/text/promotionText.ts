import { applicationId } from '../../stages/terms/applicationId.ts';
import type { Difference } from '../../stages/terms/difference.ts';
import type { Plan } from '../../stages/terms/plan.ts';
import { movedApplications, type Promotion } from '../../stages/words/promotion.ts';
import { pullRequestBody, pullRequestTitle, type PullRequestFacts } from '../../stages/words/pullRequestText.ts';
import { originsOf } from '../promotion/originalCommits.ts';
import type { PromotionPreview } from '../promotion/previewPromotion.ts';
import { noRemote } from '../reading/remotes.ts';

/** What the texts of a promotion are made of. */
export interface TextOrder {
  readonly root: string;
  readonly preview: PromotionPreview;
  /** Of the CI run. */
  readonly buildNumber?: string;
  /** What a pull request says besides what moves. */
  readonly facts?: Pick<PullRequestFacts, 'evidence' | 'rendered'>;
  /** The page of a commit. */
  readonly commitPage?: ((commit: string) => string) | undefined;
}

/** The texts of a promotion. */
export interface PromotionText {
  /** What a plan moves, with where it comes from. */
  readonly promotionOf: (plan: Plan) => Promise<Promotion>;
  readonly title: string;
  /** The body of its pull request, in so many characters. */
  readonly body: (mostCharacters: number) => string;
}

/** Finds whose changes a promotion carries on, and puts it in words. Throws a FailureError with a sentence, or the signal's reason. */
export async function promotionText(
  { root, preview, buildNumber, facts = { evidence: [] }, commitPage }: TextOrder,
  signal: AbortSignal,
): Promise<PromotionText> {
  const { pair, plan, source, target } = preview;
  if (source.commit === undefined || target.commit === undefined) throw noRemote(preview.notes);
  const between = { from: source.commit, to: target.commit };
  const promotionOf = async (now: Plan): Promise<Promotion> => ({
    plan: now,
    ...(await originsOf(root, now, between, signal)),
    ...(buildNumber !== undefined && { buildNumber }),
  });
  const promotion = await promotionOf(plan);
  const settings = pair.config.pullRequest;
  const commits = promotion.commits.map((one) => ({ ...one, ...(commitPage && { url: commitPage(one.commit) }) }));
  const all = { ...facts, staying: stayingOf(preview) };
  return {
    promotionOf,
    title: pullRequestTitle(promotion, settings),
    body: (mostCharacters) => pullRequestBody({ ...promotion, commits }, settings, { ...all, mostCharacters }),
  };
}

/** What else differs in the applications that are promoted, and stays: on purpose, or as nobody chose it. */
function stayingOf({ plan, comparisons }: PromotionPreview): readonly Difference[] {
  const moved = new Set(plan.moves.map(({ difference }) => difference.id));
  const refused = new Set(plan.refusals.map(({ difference }) => difference));
  const applications = movedApplications(plan);
  return comparisons
    .filter((one) => one.target !== undefined && applications.has(applicationId(one)))
    .flatMap(({ differences }) => differences)
    .filter(({ id }) => !moved.has(id) && !refused.has(id))
    .toSorted((one, other) => Number(one.protected === undefined) - Number(other.protected === undefined));
}
