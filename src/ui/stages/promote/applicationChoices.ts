import { whyNot } from '../../../stages/plan/whyNot.ts';
import { applicationId, applicationNames } from '../../../stages/terms/applicationId.ts';
import type { ApplicationComparison, Difference } from '../../../stages/terms/difference.ts';
import type { Refusal } from '../../../stages/terms/plan.ts';
import { preselected } from '../../../stages/terms/preselected.ts';

/**
 * What an application is for a promotion: `behind` moves unless a person says no; `held` has newer versions that are
 * protected or cannot be written, or nothing that can be; `missing` would be copied; `other` differs in no version.
 */
export type ChoiceGroup = 'behind' | 'held' | 'missing' | 'other';

/** An application to choose. */
export interface ApplicationChoice {
  readonly id: string;
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
 * behind; `wanted` are the ids that a person came for: the others are not picked.
 */
export function applicationChoices(
  comparisons: readonly ApplicationComparison[],
  refusals: readonly Refusal[],
  wanted?: readonly string[],
): readonly ApplicationChoice[] {
  const names = applicationNames(comparisons);
  const choices = comparisons.flatMap((one) => choiceOf(one, names, refusals, wanted) ?? []);
  return groupOrder.flatMap((group) => choices.filter((one) => one.group === group));
}

function choiceOf(
  comparison: ApplicationComparison,
  names: ReadonlyMap<string, string>,
  refusals: readonly Refusal[],
  wanted: readonly string[] | undefined,
): ApplicationChoice | undefined {
  const { source, target, differences } = comparison;
  if (source === undefined) return undefined;
  const id = applicationId(comparison);
  const name = applicationName(comparison, names);
  if (target === undefined) return { id, name, group: 'missing', picked: false, versions: [], others: 0, reasons: [] };
  const newer = differences.filter(({ version }) => version?.order === 'behind');
  const usual = preselected(comparison);
  const moves = usual.filter((one) => reasonOf(one, refusals) === undefined);
  const never = moves.length > 0 ? undefined : reasonsForAll(comparison, refusals);
  const reasons = newer.length > 0 ? newer.flatMap((one) => reasonOf(one, refusals) ?? []) : (never ?? []);
  const group = moves.length > 0 ? 'behind' : newer.length > 0 || never !== undefined ? 'held' : 'other';
  if (group === 'other' && differences.length === 0) return undefined;
  return {
    id,
    name,
    group,
    picked: group === 'behind' && (wanted?.includes(id) ?? true),
    versions: moves.length > 0 ? moves : newer,
    others: differences.length - newer.length,
    reasons,
  };
}

/** Why nothing of an application can be moved, each reason once; undefined where something can, or nothing differs. */
function reasonsForAll(
  { source, target, differences }: ApplicationComparison,
  refusals: readonly Refusal[],
): readonly Reason[] | undefined {
  if (source === undefined || target === undefined || differences.length === 0) return undefined;
  const sentences = new Set<string>();
  for (const difference of differences) {
    const refusal = refusals.find((one) => one.difference === difference.id);
    const asked = { from: source.stage, to: target.stage, difference, allShare: true };
    const sentence = refusal?.sentence ?? whyNot(asked)?.sentence;
    if (sentence === undefined) return undefined;
    sentences.add(sentence);
  }
  return Array.from(sentences, (sentence) => ({ kind: 'refused', sentence }));
}

/** What a person calls an application among those of `names`, unless its name is nothing but the stage's. */
export function applicationName(comparison: ApplicationComparison, names: ReadonlyMap<string, string>): string {
  const { key, source, target } = comparison;
  return key === '*' ? (source?.name ?? target?.name ?? key) : (names.get(applicationId(comparison)) ?? key);
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
