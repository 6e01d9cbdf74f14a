import { plainText } from '../../../base/plainText.ts';
import type { PromotionPreview } from '../../../promote/previewPromotion.ts';
import type { Review } from '../../../promote/review.ts';
import type { GatesVerdict } from '../../../stages/gates/gatesOf.ts';
import { moveText } from '../../../stages/words/moveText.ts';
import { promotionTitle } from '../../../stages/words/title.ts';
import { lazy } from '../../lazy.ts';
import { texts } from '../../texts.ts';
import { confirmChange } from './confirmChange.ts';

/** Says what a promotion will do, and asks once. */
export function agreed(
  preview: PromotionPreview,
  review: Review | undefined,
  { results }: GatesVerdict,
): Promise<boolean> {
  const { plan, notes, pair } = preview;
  const { destinationOf, headBranch } = lazy('promote');
  const notOpen = results.filter(({ isMet }) => isMet !== true);
  return confirmChange({
    title: promotionTitle(plan),
    destination: destinationOf(preview),
    head: headBranch(plan),
    review,
    context: pair.to.stage.context,
    warnings: [...notOpen.map(({ sentence }) => texts.promote.gates.warning(plainText(sentence, 280))), ...notes],
    lists: [
      plan.moves.map(moveText),
      plan.refusals.map(({ sentence }) => texts.promote.refused(plainText(sentence, 280))),
    ],
  });
}
