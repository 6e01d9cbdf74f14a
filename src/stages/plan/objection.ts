import type { Difference, Side, Trait } from '../terms/difference.ts';
import type { Offer, RefusalCode } from '../terms/plan.ts';

/** Why a difference is not written, and what could be done instead. */
export interface Objection {
  readonly code: RefusalCode;
  readonly sentence: string;
  readonly offer?: Pick<Offer, 'code' | 'sentence'>;
  /** How the offer's changes are made: the value in its place after all, as a running version, or put over what is inherited. */
  readonly by?: 'write' | 'running' | 'override' | 'entry';
}

/** Who speaks of a difference: the stages' names and what else is chosen. */
export interface Asked {
  readonly from: string;
  readonly to: string;
  readonly difference: Difference;
  /** Whether all that shares the target's value takes the same new one. */
  readonly allShare: boolean;
}

/** The kinds of {@link Trait}. */
export type TraitKind = Trait['kind'];

/** What a trait of a kind means for a difference. */
export type Rule<Kind extends TraitKind> = (
  trait: Extract<Trait, { kind: Kind }>,
  asked: Asked,
) => Objection | undefined;

/** Whether a side has a trait. */
export function hasTrait(side: Side | undefined, kind: TraitKind): boolean {
  return side?.traits.some((trait) => trait.kind === kind) === true;
}
