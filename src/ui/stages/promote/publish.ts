import type { PromotionWish } from '../../../promote/preparePromotion.ts';
import type { PromotionPreview } from '../../../promote/previewPromotion.ts';
import type { GatesVerdict } from '../../../stages/gates/gatesOf.ts';
import { promotionTitle } from '../../../stages/words/title.ts';
import { lazy } from '../../lazy.ts';
import { withLateProgress } from '../../progress.ts';
import { texts } from '../../texts.ts';
import { agreed } from './agreed.ts';
import { askAndPublish } from './askAndPublish.ts';
import { gatesHere } from './gatesHere.ts';
import type { Promoting } from './promoting.ts';

/** A promotion that was looked at. */
interface Chosen {
  readonly root: string;
  readonly preview: PromotionPreview;
  readonly wish: PromotionWish;
}

/** Asks once, makes the promotion and says what became of it. Throws a FailureError with a sentence where it failed. */
export async function publish(promoting: Promoting, { root, preview, wish }: Chosen): Promise<void> {
  const { destinationOf, publishPromotion } = lazy('promote');
  await askAndPublish<GatesVerdict>(promoting, {
    root,
    destination: destinationOf(preview),
    title: promotionTitle(preview.plan),
    agree: async (review) => {
      const verdict = await withLateProgress(texts.promote.gates.asking(), (signal) =>
        gatesHere(promoting, { root, preview, forge: review?.forge }, signal),
      );
      return (await agreed(preview, review, verdict)) ? verdict : undefined;
    },
    // What the gates said goes into the pull request.
    make: ({ results }, way, signal) =>
      publishPromotion({ root, preview, wish, ...way, facts: { evidence: results, diffs: [] } }, signal),
  });
}
