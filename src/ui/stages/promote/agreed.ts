import { plainText } from '../../../base/plainText.ts';
import type { PromotionPreview } from '../../../promote/promotion/previewPromotion.ts';
import type { Review } from '../../../promote/publishing/review.ts';
import { copyText, moveText } from '../../../stages/words/moveText.ts';
import { promotionTitle } from '../../../stages/words/title.ts';
import { lazy } from '../../lazy.ts';
import { texts } from '../../texts.ts';
import { confirmChange } from './confirmChange.ts';
import type { Found } from './found.ts';

/** The text of the pull request has them all. */
const mostWarnings = 3;

/** Says what a promotion will do, and asks once. */
export function agreed(
  preview: PromotionPreview,
  review: Review | undefined,
  { verdict: { results }, rendered }: Found,
): Promise<boolean> {
  const { plan, notes, pair } = preview;
  const { destinationOf, headBranch } = lazy('promote');
  const warnings = 'warnings' in rendered ? rendered.warnings : [];
  const notOpen = results.filter(({ isMet }) => isMet !== true);
  return confirmChange({
    title: promotionTitle(plan),
    destination: destinationOf(preview),
    head: headBranch(plan),
    review,
    context: pair.to.stage.context,
    warnings: [
      ...warnings.slice(0, mostWarnings).map((sentence) => texts.promote.rendering.warning(plainText(sentence, 200))),
      ...notOpen.map(({ sentence }) => texts.promote.gates.warning(plainText(sentence, 280))),
      ...notes,
    ],
    lists: [
      [...plan.moves.map(moveText), ...plan.copies.map(copyText)],
      plan.refusals.map(({ sentence }) => texts.promote.refused(plainText(sentence, 280))),
    ],
  });
}
