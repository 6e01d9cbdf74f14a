import { asObject, asObjects, asText, valueAt } from '../flux/fields.ts';
import { kinds } from '../flux/kinds.ts';
import { groupOf, kindId, objectKey, type JsonObject, type ObjectKey } from '../flux/object.ts';
import { nameInSentence } from './objects.ts';
import type { ControllerSettings, DiffFacts } from './ports.ts';
import type { Blocker } from './prediction.ts';

/** What of readiness is decided elsewhere: which Kustomizations the change applies first. */
export interface ReadinessContext {
  readonly facts: DiffFacts;
  readonly controller: ControllerSettings;
  /** Kustomizations and sources that the change brings or changes: their state now says nothing of them. */
  readonly isTouched: (key: ObjectKey) => boolean;
}

/**
 * What keeps Flux from reconciling a Kustomization at all, in the order in which the controller looks (kustomize-controller,
 * kustomization_controller.go Reconcile, checkDependencies): deletion, suspension, its source, what it depends on.
 */
export function readinessBlockers(kustomization: JsonObject, context: ReadinessContext): readonly Blocker[] {
  if (asText(valueAt(kustomization, 'metadata', 'deletionTimestamp')) !== undefined) {
    return [{ kind: 'suspended', message: 'It is being deleted: Flux applies nothing of it any more.' }];
  }
  if (valueAt(kustomization, 'spec', 'suspend') === true) {
    return [{ kind: 'suspended', message: 'It is suspended: Flux applies and prunes nothing until it is resumed.' }];
  }
  return [...sourceBlockers(kustomization, context), ...dependencyBlockers(kustomization, context)];
}

const sourceGroup = groupOf('source.toolkit.fluxcd.io/v1');

/** The key of the source that a Kustomization applies. */
function sourceKeyOf(kustomization: JsonObject): ObjectKey | undefined {
  const reference = asObject(valueAt(kustomization, 'spec', 'sourceRef'));
  const [kind, name] = [asText(reference?.['kind']), asText(reference?.['name'])];
  if (kind === undefined || name === undefined) return undefined;
  return objectKey(kindId(sourceGroup, kind), asText(reference?.['namespace']) ?? namespaceOf(kustomization), name);
}

function sourceBlockers(kustomization: JsonObject, { facts, controller, isTouched }: ReadinessContext): Blocker[] {
  const key = sourceKeyOf(kustomization);
  if (key === undefined || isTouched(key)) return [];
  const said = (what: string): Blocker[] => [
    { kind: 'source', message: `${nameInSentence(key)} ${what}: Flux applies nothing.` },
  ];
  const source = facts.get(key);
  const isElsewhere = asText(valueAt(kustomization, 'spec', 'sourceRef', 'namespace')) ?? namespaceOf(kustomization);
  if (!controller.allowsCrossNamespace && isElsewhere !== namespaceOf(kustomization)) {
    return said('is in another namespace, which the controller does not allow');
  }
  if (source === undefined) return said('is not there');
  return asObject(valueAt(source, 'status', 'artifact')) === undefined ? said('has no artifact yet') : [];
}

function dependencyBlockers(kustomization: JsonObject, { facts, controller, isTouched }: ReadinessContext): Blocker[] {
  return asObjects(valueAt(kustomization, 'spec', 'dependsOn')).flatMap((one): Blocker[] => {
    const name = asText(one['name']) ?? '';
    const key = objectKey(kinds.kustomization, asText(one['namespace']) ?? namespaceOf(kustomization), name);
    if (isTouched(key)) return [];
    const said = (what: string): Blocker[] => [
      { kind: 'dependency', message: `${nameInSentence(key)} ${what}: Flux waits for it.` },
    ];
    const dependency = facts.get(key);
    if (dependency === undefined) return said('is not there');
    // What a CEL expression makes of it is not known here, unless the controller asks for readiness as well.
    if (asText(one['readyExpr']) !== undefined && !controller.checksDependenciesToo) return [];
    if (valueAt(dependency, 'spec', 'suspend') === true && isOfOneSource(dependency, kustomization)) {
      return said('is suspended and so stays at its revision');
    }
    return isReady(dependency) ? [] : said('is not ready');
  });
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
