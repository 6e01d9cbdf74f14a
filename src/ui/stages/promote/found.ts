import type { GatesVerdict } from '../../../stages/gates/gatesOf.ts';
import type { RenderedFacts } from '../../../stages/words/pullRequestParts.ts';

/** What was found out of a promotion before a person is asked. */
export interface Found {
  readonly verdict: GatesVerdict;
  readonly rendered: RenderedFacts;
}
