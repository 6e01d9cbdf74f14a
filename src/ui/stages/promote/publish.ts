import type { PromotionWish } from '../../../promote/promotion/preparePromotion.ts';
import type { PromotionPreview } from '../../../promote/promotion/previewPromotion.ts';
import { movedApplications } from '../../../stages/words/promotion.ts';
import { promotionTitle } from '../../../stages/words/title.ts';
import { lazy } from '../../lazy.ts';
import { withLateProgress } from '../../progress.ts';
import { texts } from '../../texts.ts';
import { agreed } from './agreed.ts';
import { askAndPublish } from './askAndPublish.ts';
import type { Found } from './found.ts';
import { gatesHere } from './gatesHere.ts';
import type { Promoting } from './promoting.ts';
import type { Rendering } from './rendering.ts';

/** A promotion that was looked at. */
interface Chosen {
  readonly root: string;
  readonly preview: PromotionPreview;
  readonly wish: PromotionWish;
  readonly rendering: Rendering;
}

/** Asks once, makes the promotion and says what became of it. Throws a FailureError with a sentence where it failed. */
export async function publish(promoting: Promoting, { root, preview, wish, rendering }: Chosen): Promise<void> {
  const { destinationOf, publishPromotion } = lazy('promote');
  await askAndPublish<Found>(promoting, {
    root,
    destination: destinationOf(preview),
    title: promotionTitle(preview.plan),
    changes: { stage: preview.plan.to, applications: [...movedApplications(preview.plan).keys()] },
    agree: async (review) => {
      const verdict = await withLateProgress(texts.promote.gates.asking(), (signal) =>
        gatesHere(promoting, { root, preview, forge: review?.forge }, signal),
      );
      const rendered = await rendering.facts();
      return (await agreed(preview, review, { verdict, rendered })) ? { verdict, rendered } : undefined;
    },
    make: ({ verdict: { results }, rendered }, way, signal) =>
      publishPromotion({ root, preview, wish, ...way, facts: { evidence: results, rendered } }, signal),
  });
}
