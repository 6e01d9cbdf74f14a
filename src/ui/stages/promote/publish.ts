import { env } from 'node:process';
import * as vscode from 'vscode';
import { failureOf } from '../../../base/failure.ts';
import type { PromotionWish } from '../../../promote/preparePromotion.ts';
import type { PromotionPreview } from '../../../promote/previewPromotion.ts';
import type { Published, ReviewOrder } from '../../../promote/publishPromotion.ts';
import type { ForgesOptions, Review } from '../../../promote/review.ts';
import type { GatesVerdict } from '../../../stages/gates/gatesOf.ts';
import { promotionTitle } from '../../../stages/words/title.ts';
import { lazy } from '../../lazy.ts';
import { withLateProgress } from '../../progress.ts';
import { setting } from '../../settings.ts';
import { texts } from '../../texts.ts';
import { agreed } from './agreed.ts';
import { gatesHere } from './gatesHere.ts';
import { gitCredentials } from './gitQuestions.ts';
import { hostOf, type HostTokens, type Site } from './hostTokens.ts';
import { tellOutcome } from './outcome.ts';
import type { Promoting } from './promoting.ts';

/** A promotion that was looked at. */
interface Chosen {
  readonly root: string;
  readonly preview: PromotionPreview;
  readonly wish: PromotionWish;
}

/** Asks once, makes the promotion and says what became of it. Throws a FailureError with a sentence where it failed. */
export async function publish(promoting: Promoting, { root, preview, wish }: Chosen): Promise<void> {
  const { tokens, log } = promoting;
  const { reviewOf, publishPromotion } = lazy('promote');
  const review = await withLateProgress(texts.promote.findingForge(), (signal) =>
    reviewOf(preview, { ...forgesOptions(root), tokens: tokenSource(tokens), logger: log }, signal),
  );
  try {
    const verdict = await withLateProgress(texts.promote.gates.asking(), (signal) =>
      gatesHere(promoting, { root, preview, forge: review?.order.forge }, signal),
    );
    if (!(await agreed(preview, review, verdict))) return;
    const order = review && (await reviewOrder(tokens, withEvidence(review, verdict)));
    if (review !== undefined && order === undefined) return;
    const whole = { root, preview, wish, credentials: gitCredentials(tokens), ...(order && { review: order }) };
    const title = promotionTitle(preview.plan);
    const make = (): Promise<Published> => withLateProgress(title, (signal) => publishPromotion(whole, signal));
    const published = await make().catch((error: unknown) => again(error, make, tokens, review));
    tellOutcome(preview, published, review);
  } finally {
    review?.dispose();
  }
}

/** What the gates said goes into the pull request. */
function withEvidence({ order, place }: Review, { results }: GatesVerdict): Pick<Review, 'order' | 'place'> {
  return { place, order: { ...order, facts: { ...order.facts, evidence: results } } };
}

/** How forges are found here and reached, as the person set it. */
export function forgesOptions(root: string): ForgesOptions {
  const http = vscode.workspace.getConfiguration('http');
  const httpProxy = http.get<string>('proxy') ?? '';
  const noProxy = http.get<readonly string[]>('noProxy') ?? [];
  const proxies = { env, ...(httpProxy !== '' && { httpProxy }), ...(noProxy.length > 0 && { noProxy }) };
  return { root, configured: lazy('promote').readConfiguredForges(setting('forges')), proxies };
}

/** The site of a place's pages. */
export function siteOf({ kind, web }: NonNullable<Review['place']>): Site {
  return { origin: new URL(web).origin, kind };
}

function tokenSource(tokens: HostTokens): Parameters<ReturnType<typeof lazy<'promote'>>['reviewOf']>[1]['tokens'] {
  return ({ kind }) =>
    async ({ origin }, signal) =>
      (await tokens.known({ origin, kind }, signal)) ?? { advice: texts.promote.signInAdvice() };
}

/**
 * Signs in before anything is pushed. Without a token the branch can be pushed nevertheless, if the person wants that;
 * undefined if not.
 */
async function reviewOrder(
  tokens: HostTokens,
  { order, place }: Pick<Review, 'order' | 'place'>,
): Promise<ReviewOrder | undefined> {
  if (place === undefined) return order;
  const site = siteOf(place);
  // The person's own answers are waited for; the boxes have Escape.
  if ((await tokens.signIn(site, new AbortController().signal)) !== undefined) return order;
  const push = texts.promote.answers.push();
  const message = texts.promote.withoutToken(hostOf(site.origin));
  const answer = await vscode.window.showWarningMessage(message, { modal: true }, push);
  return answer === push ? { ...order, forge: undefined } : undefined;
}

/** A token that was typed may have expired: then the person types another, and what was begun is ended. */
async function again(
  error: unknown,
  make: () => Promise<Published>,
  tokens: HostTokens,
  review: Review | undefined,
): Promise<Published> {
  const site = review?.place && siteOf(review.place);
  if (site === undefined || failureOf(error)?.code !== 'unauthorized') throw error;
  if (!(await tokens.forget(site.origin))) throw error;
  if ((await tokens.signIn(site, new AbortController().signal)) === undefined) throw error;
  return make();
}
