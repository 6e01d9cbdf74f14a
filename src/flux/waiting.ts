import { condition, isTrue, observedGeneration } from './conditions.ts';
import { asObject, generationOf, statusOf } from './fields.ts';
import { hasStatus } from './kinds.ts';
import { parseKey, type FluxObject, type ObjectKey } from './object.ts';
import { dependsOn, sourceRef, type Lookup } from './references.ts';

/**
 * The object's source, if it is known and has nothing to offer: it failed, or has no artifact yet. A source that
 * makes its next artifact (Ready=Unknown) still offers the one before, and is none.
 */
export function unreadySource(object: FluxObject, lookup: Lookup | undefined): ObjectKey | undefined {
  const key = sourceRef(object);
  const source = key === undefined ? undefined : lookup?.(key);
  if (source === undefined || !hasStatus(source)) return undefined;
  const ready = condition(source, 'Ready')?.status;
  if (ready === 'True' && !isTrue(source, 'Stalled')) return undefined;
  const updating = ready !== 'False' && !isTrue(source, 'Stalled') && asObject(statusOf(source)['artifact']);
  return updating ? undefined : key;
}

/**
 * The dependency that keeps the object waiting: the one that the controller names in its message (`dependency
 * 'shop/infra' is not ready`; flux-operator: `dependency v1/Kind/shop/infra not ready`), else the first that is
 * absent or not ready as far as `lookup` knows. What has no dependsOn (ImagePolicy) depends on its source.
 */
export function blockingDependency(
  object: FluxObject,
  message: string,
  lookup: Lookup | undefined,
): ObjectKey | undefined {
  const dependencies = dependsOn(object);
  if (dependencies.length === 0) return sourceRef(object);
  const named = dependencies.find((key) => {
    const { kind, namespace, name } = parseKey(key);
    return message.includes(`'${namespace}/${name}'`) || message.includes(`/${kind}/${namespace}/${name} not `);
  });
  if (named !== undefined || lookup === undefined) return named;
  return dependencies.find((key) => !isReady(lookup(key)));
}

/** What controllers ask of a dependency: Ready=True, and its latest generation observed (checkDependencies). */
function isReady(object: FluxObject | undefined): boolean {
  if (object === undefined || !isTrue(object, 'Ready')) return false;
  const seen = observedGeneration(object);
  return seen === undefined || seen === generationOf(object);
}
