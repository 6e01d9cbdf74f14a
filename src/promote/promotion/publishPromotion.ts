import type { Credentials } from '../../git/askpass/credentials.ts';
import type { Forge } from '../../forges/terms/forge.ts';
import type { Plan } from '../../stages/terms/plan.ts';
import { commitMessage } from '../../stages/words/commitMessage.ts';
import { promotionEdit } from './promotionEdit.ts';
import type { PromotionWish } from './preparePromotion.ts';
import { destinationOf } from './previewPromotion.ts';
import { familyOf, headBranch, keyOf } from './promotionIdentity.ts';
import { publishChange, type Change, type Published } from '../publishing/publishChange.ts';
import { promotionText, type TextOrder } from '../text/promotionText.ts';

/** A promotion that somebody agreed to. */
export interface PublishOrder extends TextOrder {
  readonly wish: PromotionWish;
  readonly credentials: Credentials;
  /** For stages that are changed by pull requests; absent where no API is known: a person opens it. */
  readonly forge?: Forge | undefined;
}

/**
 * Commits and pushes a promotion, and opens or updates its pull request where the stage wants one. Throws as
 * {@link publishChange}, or a FailureError (`changedMeanwhile`).
 */
export async function publishPromotion(order: PublishOrder, signal: AbortSignal): Promise<Published> {
  const { root, preview, wish, credentials, forge } = order;
  const { pair, plan, source } = preview;
  const { promotionOf, title, body } = await promotionText(order, signal);
  const message = async (now: Plan): Promise<string> => commitMessage(await promotionOf(now), pair.config.commit);
  const change: Change = {
    edit: (tree) => promotionEdit({ pair, wish, plan, source, message }, tree),
    head: headBranch(plan),
    title,
    body,
    family: familyOf(plan),
    key: keyOf(plan),
  };
  const destination = destinationOf(preview);
  return publishChange(change, { root, destination, credentials, forge }, signal);
}
