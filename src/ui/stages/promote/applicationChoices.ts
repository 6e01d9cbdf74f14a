import type { ApplicationComparison, Difference } from '../../../stages/terms/difference.ts';
import type { Refusal } from '../../../stages/terms/plan.ts';
import { preselected } from '../../../stages/terms/preselected.ts';

/**
 * What an application is for a promotion: `behind` moves unless a person says no; `held` has newer versions that are
 * protected or cannot be written; `missing` would be copied; `other` differs in no version.
 */
export type ChoiceGroup = 'behind' | 'held' | 'missing' | 'other';

/** An application to choose. */
export interface ApplicationChoice {
  readonly key: string;
  /** What a person calls it. */
  readonly name: string;
  readonly group: ChoiceGroup;
  readonly picked: boolean;
  /** The versions that the target is behind in. */
  readonly versions: readonly Pick<Difference, 'source' | 'target'>[];
  /** Of other kinds. */
  readonly others: number;
  /** Why something of it is not moved. */
  readonly reasons: readonly Reason[];
}

/** Why a difference is not moved unless a person chooses it, or not at all. */
export interface Reason {
  readonly kind: 'refused' | 'kept';
  readonly sentence: string;
}

const groupOrder: readonly ChoiceGroup[] = ['behind', 'held', 'missing', 'other'];

/**
 * The applications to choose among, those that are behind first. `refusals` are those of a plan that moves all that is
 * behind; `wanted` are the keys that a person came for: the others are not picked.
 */
export function applicationChoices(
  comparisons: readonly ApplicationComparison[],
  refusals: readonly Refusal[],
  wanted?: readonly string[],
): readonly ApplicationChoice[] {
  const choices = comparisons.flatMap((one) => choiceOf(one, refusals, wanted) ?? []);
  return groupOrder.flatMap((group) => choices.filter((one) => one.group === group));
}

function choiceOf(
  comparison: ApplicationComparison,
  refusals: readonly Refusal[],
  wanted: readonly string[] | undefined,
): ApplicationChoice | undefined {
  const { key, source, target, differences } = comparison;
  if (source === undefined) return undefined;
  const name = applicationName(comparison);
  if (target === undefined) return { key, name, group: 'missing', picked: false, versions: [], others: 0, reasons: [] };
  const newer = differences.filter(({ version }) => version?.order === 'behind');
  const usual = preselected(comparison);
  const reasons = newer.flatMap((one) => reasonOf(one, refusals) ?? []);
  const moves = usual.filter((one) => reasonOf(one, refusals) === undefined);
  const group = moves.length > 0 ? 'behind' : newer.length > 0 ? 'held' : 'other';
  if (group === 'other' && differences.length === 0) return undefined;
  return {
    key,
    name,
    group,
    picked: group === 'behind' && (wanted?.includes(key) ?? true),
    versions: moves.length > 0 ? moves : newer,
    others: differences.length - newer.length,
    reasons,
  };
}

/** What a person calls an application: by its key, as in all stages, unless its name is nothing but the stage's. */
export function applicationName({ key, source, target }: ApplicationComparison): string {
  return key === '*' ? (source?.name ?? target?.name ?? key) : key;
}

/** A field to choose. */
export interface FieldChoice {
  readonly difference: Difference;
  readonly picked: boolean;
  readonly reason: Reason | undefined;
}

/**
 * The fields of an application to choose among: versions that are behind are picked. `refusals` are those of a plan that
 * moves all of them.
 */
export function fieldChoices(comparison: ApplicationComparison, refusals: readonly Refusal[]): readonly FieldChoice[] {
  const usual = new Set(preselected(comparison));
  return comparison.differences.map((difference) => {
    const reason = reasonOf(difference, refusals);
    return { difference, reason, picked: usual.has(difference) && reason === undefined };
  });
}

function reasonOf(
  { id, protected: protection }: Pick<Difference, 'id' | 'protected'>,
  refusals: readonly Refusal[],
): Reason | undefined {
  const refusal = refusals.find(({ difference }) => difference === id);
  if (refusal !== undefined) return { kind: 'refused', sentence: refusal.sentence };
  return protection === undefined ? undefined : { kind: 'kept', sentence: protection.reason };
}
