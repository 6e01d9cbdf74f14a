import { asObject, asObjects, asText, valueAt } from '../../flux/fields.ts';
import { kinds } from '../../flux/kinds.ts';
import {
  groupOf,
  kindId,
  nameInSentence,
  objectKey,
  parseKey,
  type JsonObject,
  type ObjectKey,
} from '../../flux/object.ts';
import { evaluateCondition, type ConditionOutcome } from '../../schema/cel/condition.ts';
import type { ControllerSettings } from '../terms/ports.ts';
import type { Blocker } from '../terms/prediction.ts';

/** An object, or why there is none: it is not there, or that may not be known. */
export type Found = JsonObject | 'absent' | 'unknown';

/** What of readiness is decided elsewhere: which Kustomizations the change applies first. */
export interface ReadinessContext {
  /** The object as the cluster has it. */
  readonly find: (key: ObjectKey, signal: AbortSignal) => Promise<Found>;
  readonly controller: ControllerSettings;
  /** Kustomizations and sources that the change brings or changes: their state now says nothing of them. */
  readonly isTouched: (key: ObjectKey) => boolean;
}

/** What keeps Flux from reconciling, and what was assumed because it may not be read: one sentence each. */
export interface Readiness {
  readonly blockers: readonly Blocker[];
  readonly assumptions: readonly string[];
}

/**
 * What keeps Flux from reconciling a Kustomization at all, in the order in which the controller looks (kustomize-controller,
 * kustomization_controller.go Reconcile, checkDependencies): deletion, suspension, its source, what it depends on.
 */
export async function readinessOf(
  kustomization: JsonObject,
  context: ReadinessContext,
  signal: AbortSignal,
): Promise<Readiness> {
  if (asText(valueAt(kustomization, 'metadata', 'deletionTimestamp')) !== undefined) {
    return blockedBy('suspended', 'It is being deleted: Flux applies nothing of it any more.');
  }
  if (valueAt(kustomization, 'spec', 'suspend') === true) {
    return blockedBy('suspended', 'It is suspended: Flux applies and prunes nothing until it is resumed.');
  }
  const dependencies = asObjects(valueAt(kustomization, 'spec', 'dependsOn'));
  const found = await Promise.all([
    sourceReadiness(kustomization, context, signal),
    ...dependencies.map((one) => dependencyReadiness(one, kustomization, context, signal)),
  ]);
  return {
    blockers: found.flatMap(({ blockers }) => blockers),
    assumptions: found.flatMap(({ assumptions }) => assumptions),
  };
}

const ready: Readiness = { blockers: [], assumptions: [] };

function blockedBy(kind: Blocker['kind'], message: string): Readiness {
  return { blockers: [{ kind, message }], assumptions: [] };
}

function assumedReady(key: ObjectKey, why: string): Readiness {
  return { blockers: [], assumptions: [`${nameInSentence(key)} is taken to be ready: ${why}.`] };
}

const unreadable = 'you may not read it';

const sourceGroup = groupOf('source.toolkit.fluxcd.io/v1');

/** The key of the source that a Kustomization applies. */
function sourceKeyOf(kustomization: JsonObject): ObjectKey | undefined {
  const reference = asObject(valueAt(kustomization, 'spec', 'sourceRef'));
  const [kind, name] = [asText(reference?.['kind']), asText(reference?.['name'])];
  if (kind === undefined || name === undefined) return undefined;
  return objectKey(kindId(sourceGroup, kind), asText(reference?.['namespace']) ?? namespaceOf(kustomization), name);
}

async function sourceReadiness(
  kustomization: JsonObject,
  { find, controller, isTouched }: ReadinessContext,
  signal: AbortSignal,
): Promise<Readiness> {
  const key = sourceKeyOf(kustomization);
  if (key === undefined || isTouched(key)) return ready;
  const said = (what: string): Readiness =>
    blockedBy('source', `${nameInSentence(key)} ${what}: Flux applies nothing.`);
  if (!controller.allowsCrossNamespace && parseKey(key).namespace !== namespaceOf(kustomization)) {
    return said('is in another namespace, which the controller does not allow');
  }
  const source = await find(key, signal);
  if (source === 'unknown') return assumedReady(key, unreadable);
  if (source === 'absent') return said('is not there');
  return asObject(valueAt(source, 'status', 'artifact')) === undefined ? said('has no artifact yet') : ready;
}

async function dependencyReadiness(
  reference: JsonObject,
  kustomization: JsonObject,
  { find, controller, isTouched }: ReadinessContext,
  signal: AbortSignal,
): Promise<Readiness> {
  const namespace = asText(reference['namespace']) ?? namespaceOf(kustomization);
  const key = objectKey(kinds.kustomization, namespace, asText(reference['name']) ?? '');
  const expression = asText(reference['readyExpr']) ?? '';
  const evaluated = (dependency: JsonObject): ConditionOutcome =>
    expression === '' || evaluateCondition(expression, { self: kustomization, dep: dependency });
  if (isTouched(key)) {
    const now = expression === '' ? 'absent' : await find(key, signal);
    if (typeof now === 'string' || evaluated(now) === true) return ready;
    return assumedReady(key, 'its readyExpr does not say so now, and it changes too');
  }
  const said = (what: string): Readiness =>
    blockedBy('dependency', `${nameInSentence(key)} ${what}: Flux waits for it.`);
  const dependency = await find(key, signal);
  if (dependency === 'unknown') return assumedReady(key, unreadable);
  if (dependency === 'absent') return said('is not there');
  if (expression !== '') {
    const outcome = evaluated(dependency);
    if (outcome === false) return said('is not ready by its readyExpr');
    if (outcome !== true && 'error' in outcome) return said(`fails its readyExpr (${outcome.error})`);
    if (!controller.checksDependenciesToo)
      return outcome === true ? ready : assumedReady(key, `its readyExpr is not evaluated here (${outcome.reason})`);
  }
  if (valueAt(dependency, 'spec', 'suspend') === true && isOfOneSource(dependency, kustomization)) {
    return said('is suspended and so stays at its revision');
  }
  return isReady(dependency) ? ready : said('is not ready');
}

function isOfOneSource(one: JsonObject, other: JsonObject): boolean {
  const key = sourceKeyOf(one);
  return key !== undefined && key === sourceKeyOf(other);
}

function isReady(object: JsonObject): boolean {
  const ready = asObjects(valueAt(object, 'status', 'conditions')).find((one) => one['type'] === 'Ready');
  const generation = valueAt(object, 'metadata', 'generation');
  return ready?.['status'] === 'True' && generation === valueAt(object, 'status', 'observedGeneration');
}

function namespaceOf(object: JsonObject): string {
  return asText(valueAt(object, 'metadata', 'namespace')) ?? '';
}
