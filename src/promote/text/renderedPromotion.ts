import { failureOf, messageOf } from '../../base/failure.ts';
import type { Engine } from '../../compare/engine.ts';
import type { RenderedFacts } from '../../stages/words/pullRequestParts.ts';
import type { PromotionPreview } from '../promotion/previewPromotion.ts';
import { renderedText } from './renderedText.ts';

/** Nobody waits longer for a text: milliseconds. */
const longest = 60_000;

/**
 * What a promotion does to what Flux builds, for the text of its pull request: by files alone, from Git as it was read. Where it
 * cannot be built the text says so. Rejects with the signal's reason only.
 */
export async function renderedPromotion(
  { root, preview }: { readonly root: string; readonly preview: PromotionPreview },
  engine: Pick<Engine, 'declaredChange'>,
  signal: AbortSignal,
): Promise<RenderedFacts> {
  const { plan, pair, target, after, branch } = preview;
  const limit = AbortSignal.timeout(longest);
  const names = { before: branch ?? 'what is there now', after: 'this promotion' };
  const paths = plan.changes.map(({ path }) => path);
  const change = { before: target.bytes, after: after.bytes, paths, names };
  try {
    const changed = await engine.declaredChange(root, change, AbortSignal.any([signal, limit]));
    return renderedText(changed, pair.to.stage);
  } catch (error) {
    signal.throwIfAborted();
    if (limit.aborted) return { whyNot: `Not rendered: it took longer than ${longest / 1000} seconds.` };
    return { whyNot: `Not rendered: ${failureOf(error)?.message ?? messageOf(error)}` };
  }
}
