import { asObject, asObjects, asText, valueAt } from '../../flux/fields.ts';
import { kinds } from '../../flux/kinds.ts';
import { groupOf, kindId, objectKey, parseKey, type JsonObject, type ObjectKey } from '../../flux/object.ts';
import { nameInSentence } from '../values/objects.ts';
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

/**
 * What keeps Flux from reconciling a Kustomization at all, in the order in which the controller looks (kustomize-controller,
 * kustomization_controller.go Reconcile, checkDependencies): deletion, suspension, its source, what it depends on.
 */
export async function readinessBlockers(
  kustomization: JsonObject,
  context: ReadinessContext,
  signal: AbortSignal,
): Promise<readonly Blocker[]> {
  if (asText(valueAt(kustomization, 'metadata', 'deletionTimestamp')) !== undefined) {
    return [{ kind: 'suspended', message: 'It is being deleted: Flux applies nothing of it any more.' }];
  }
  if (valueAt(kustomization, 'spec', 'suspend') === true) {
    return [{ kind: 'suspended', message: 'It is suspended: Flux applies and prunes nothing until it is resumed.' }];
  }
  const dependencies = asObjects(valueAt(kustomization, 'spec', 'dependsOn'));
  const found = await Promise.all([
    sourceBlockers(kustomization, context, signal),
    ...dependencies.map((one) => dependencyBlockers(one, kustomization, context, signal)),
  ]);
  return found.flat();
}

const sourceGroup = groupOf('source.toolkit.fluxcd.io/v1');

/** The key of the source that a Kustomization applies. */
function sourceKeyOf(kustomization: JsonObject): ObjectKey | undefined {
  const reference = asObject(valueAt(kustomization, 'spec', 'sourceRef'));
  const [kind, name] = [asText(reference?.['kind']), asText(reference?.['name'])];
  if (kind === undefined || name === undefined) return undefined;
  return objectKey(kindId(sourceGroup, kind), asText(reference?.['namespace']) ?? namespaceOf(kustomization), name);
}

async function sourceBlockers(
  kustomization: JsonObject,
  { find, controller, isTouched }: ReadinessContext,
  signal: AbortSignal,
): Promise<Blocker[]> {
  const key = sourceKeyOf(kustomization);
  if (key === undefined || isTouched(key)) return [];
  const said = (what: string): Blocker[] => [
    { kind: 'source', message: `${nameInSentence(key)} ${what}: Flux applies nothing.` },
  ];
  if (!controller.allowsCrossNamespace && parseKey(key).namespace !== namespaceOf(kustomization)) {
    return said('is in another namespace, which the controller does not allow');
  }
  const source = await find(key, signal);
  if (source === 'unknown') return [];
  if (source === 'absent') return said('is not there');
  return asObject(valueAt(source, 'status', 'artifact')) === undefined ? said('has no artifact yet') : [];
}

async function dependencyBlockers(
  reference: JsonObject,
  kustomization: JsonObject,
  { find, controller, isTouched }: ReadinessContext,
  signal: AbortSignal,
): Promise<Blocker[]> {
  const namespace = asText(reference['namespace']) ?? namespaceOf(kustomization);
  const key = objectKey(kinds.kustomization, namespace, asText(reference['name']) ?? '');
  if (isTouched(key)) return [];
  const said = (what: string): Blocker[] => [
    { kind: 'dependency', message: `${nameInSentence(key)} ${what}: Flux waits for it.` },
  ];
  const dependency = await find(key, signal);
  if (dependency === 'unknown') return [];
  if (dependency === 'absent') return said('is not there');
  // What a CEL expression makes of it is not known here, unless the controller asks for readiness as well.
  if (asText(reference['readyExpr']) !== undefined && !controller.checksDependenciesToo) return [];
  if (valueAt(dependency, 'spec', 'suspend') === true && isOfOneSource(dependency, kustomization)) {
    return said('is suspended and so stays at its revision');
  }
  return isReady(dependency) ? [] : said('is not ready');
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
