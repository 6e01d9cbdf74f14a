import { onDispose, type Disposable } from '../../../base/disposable.ts';
import type { Engine } from '../../../compare/engine.ts';
import type { PromotionPreview } from '../../../promote/promotion/previewPromotion.ts';
import type { RenderedFacts } from '../../../stages/words/pullRequestParts.ts';
import { lazy } from '../../lazy.ts';
import { withLateProgress } from '../../progress.ts';
import { texts } from '../../texts.ts';

/** What a promotion does to what Flux builds, which is found out while the person looks at the edits. */
export interface Rendering extends Disposable {
  /** Waits for it, as long as the person does: giving up costs the text its diff and nothing else. */
  facts(): Promise<RenderedFacts>;
}

/** Begins to find it out. Its owner disposes of it, which ends what still runs. */
export function startRendering(
  engine: Pick<Engine, 'declaredChange'>,
  promotion: { readonly root: string; readonly preview: PromotionPreview },
): Rendering {
  const over = new AbortController();
  const givenUp = (): RenderedFacts => ({ whyNot: texts.promote.rendering.givenUp() });
  const facts = lazy('promote').renderedPromotion(promotion, engine, over.signal).catch(givenUp);
  return {
    facts: () =>
      withLateProgress(texts.promote.rendering.title(), (signal) => {
        signal.addEventListener('abort', () => over.abort(), { once: true });
        return facts;
      }),
    ...onDispose(() => over.abort()),
  };
}
