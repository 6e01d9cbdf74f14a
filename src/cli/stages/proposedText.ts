import type { PromotionPreview } from '../../promote/promotion/previewPromotion.ts';
import type { TextOrder } from '../../promote/text/promotionText.ts';
import type { GatesVerdict } from '../../stages/gates/gatesOf.ts';
import { commandRenderer, filesEngine } from '../clusterEngine.ts';
import { lazy } from '../lazy.ts';

/** A promotion whose pull request is written. */
interface Proposing extends Pick<GatesVerdict, 'results'> {
  readonly root: string;
  readonly preview: PromotionPreview;
}

/** The pull request of a promotion, before it is opened. */
export interface ProposedText {
  readonly title: string;
  readonly body: string;
}

/** What the pull request says besides what moves; what Flux would make of it is built only where one is opened. */
export async function factsOf(
  { root, preview, results }: Proposing,
  isProposed: boolean,
  signal: AbortSignal,
): Promise<NonNullable<TextOrder['facts']>> {
  if (!isProposed) return { evidence: results };
  const renderer = commandRenderer();
  try {
    const engine = filesEngine(root, renderer);
    return { evidence: results, rendered: await lazy('promote').renderedPromotion({ root, preview }, engine, signal) };
  } finally {
    renderer.dispose();
  }
}

/** The pull request as it would be opened; undefined for a stage that is committed to, and outside of Git. */
export async function proposedText(proposing: Proposing, signal: AbortSignal): Promise<ProposedText | undefined> {
  const { root, preview } = proposing;
  const { destinationOf, knownCommitPage, longestText, promotionText } = lazy('promote');
  const destination = destinationOf(preview);
  if (destination.way === 'commit' || preview.target.commit === undefined) return undefined;
  const facts = await factsOf(proposing, true, signal);
  const { title, body } = await promotionText(
    { root, preview, facts, commitPage: knownCommitPage(destination) },
    signal,
  );
  return { title, body: body(longestText) };
}
