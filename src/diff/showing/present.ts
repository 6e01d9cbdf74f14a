import { parseKey, type JsonObject, type ObjectKey } from '../../flux/object.ts';
import type { SchemaFinder } from '../object/candidates.ts';
import { compareDangers, dangersOf } from './dangers.ts';
import { isEqual } from '../values/equal.ts';
import { forView, withoutNoise } from './forView.ts';
import { createMasks, masked } from '../secrecy/mask.ts';
import type { Outcome } from '../terms/outcome.ts';
import type { Planned } from '../kustomizations/plan.ts';
import type { Blocker, KustomizationPrediction, ObjectPrediction } from '../terms/prediction.ts';
import type { KustomizationOutcome } from '../kustomizations/predictKustomization.ts';
import { openSecrecy, type Secrecy } from '../secrecy/secrecy.ts';
import { compareKeys } from '../../flux/applyOrder.ts';

/** A Kustomization that would be deleted, and what becomes of what it manages. */
export interface PrunedKustomization {
  readonly key: ObjectKey;
  readonly parent: ObjectKey;
  readonly outcomes: readonly Outcome[];
}

/** Makes what may be shown of outcomes: without noise, with secrets masked, dangers named. */
export interface Presenter {
  object(outcome: Outcome, secrecy: Secrecy): ObjectPrediction;
  kustomization(
    planned: Planned,
    result: KustomizationOutcome,
    secrecy: Secrecy,
    assumptions: readonly string[],
  ): KustomizationPrediction;
  pruned(pruned: PrunedKustomization, assumptions: readonly string[]): KustomizationPrediction;
}

/** Makes the presenter of one prediction: equal values have equal masks in all of it. */
export function createPresenter(schema: SchemaFinder): Presenter {
  const masks = createMasks();

  const states = (
    { key, apiVersion, live, result }: Outcome,
    secrecy: Secrecy,
  ): { before?: JsonObject; after?: JsonObject } => {
    const show = (object: JsonObject): JsonObject => forView(masked(object, masks, secrecy.places(key)));
    const [before, after] = [live && show(live), result && show(result)];
    if (before === undefined || after === undefined) return { ...(before && { before }), ...(after && { after }) };
    return withoutNoise(before, after, schema(apiVersion, parseKey(key).kind));
  };

  const object: Presenter['object'] = (outcome, secrecy) => {
    const { key, apiVersion, isDeclaredOnly, unknown, message, origin, stage, isBlocked, isOlder } = outcome;
    const { before, after } = states(outcome, secrecy);
    const action = outcome.action === 'change' && isEqual(before, after) ? 'unchanged' : outcome.action;
    const isStill = action === 'skip' || action === 'unchanged';
    return {
      key,
      apiVersion,
      action,
      ...(before && { before }),
      ...(isStill ? before && { after: before } : after && { after }),
      ...(isDeclaredOnly === true && { isDeclaredOnly }),
      ...(unknown && { unknown }),
      ...(message !== undefined && { message: secrecy.said(message, outcome) }),
      dangers: dangersOf({ ...outcome, action }),
      ...(origin && { origin }),
      ...(stage !== undefined && { stage }),
      ...(isBlocked === true && { isBlocked }),
      ...(isOlder === true && { isOlder }),
    };
  };

  const objects = (outcomes: readonly Outcome[], secrecy: Secrecy): readonly ObjectPrediction[] =>
    outcomes.map((outcome) => object(outcome, secrecy)).toSorted(compareObjects);

  return {
    object,
    kustomization: ({ key, build, status, parent }, { blockers, outcomes }, secrecy, assumptions) => ({
      key,
      certainty: build.outcome === 'built' ? build.certainty : { level: 'approximate', reason: 'it is not built' },
      status,
      blockers: blockers.map((one): Blocker => ({ ...one, message: secrecy.said(one.message) })),
      objects: objects(outcomes, secrecy),
      assumptions,
      ...(parent && { parent }),
    }),
    pruned: ({ key, parent, outcomes }, assumptions) => ({
      key,
      certainty: { level: 'exact' },
      status: 'pruned',
      blockers: [],
      objects: objects(outcomes, openSecrecy),
      assumptions,
      parent,
    }),
  };
}

/** Dangerous first, then in the order in which Flux applies, then what leaves. */
function compareObjects(one: ObjectPrediction, other: ObjectPrediction): number {
  const stage = ({ stage: known }: ObjectPrediction): number => known ?? Number.MAX_SAFE_INTEGER;
  return compareDangers(one.dangers, other.dangers) || stage(one) - stage(other) || compareKeys(one.key, other.key);
}
