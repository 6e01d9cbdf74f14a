import { asObjects, asText, valueAt, asObject } from '../../flux/fields.ts';
import type { Json, JsonObject } from '../../flux/object.ts';
import { isEqual } from '../values/equal.ts';
import { kindIdOfObject, textsOf, without } from '../values/objects.ts';

/**
 * Whether Flux sees a difference between the live object and the result of the dry-run, and so applies the object: in
 * labels, in annotations, or anywhere but in metadata and status. Finalizers and owner references alone are none.
 *
 * Rule: pkg/ssa, manager_diff.go (hasDrifted).
 */
export function hasDrifted(live: JsonObject | undefined, dryRun: JsonObject): boolean {
  if (live === undefined || asText(valueAt(dryRun, 'metadata', 'resourceVersion')) === undefined) return true;
  if ((['labels', 'annotations'] as const).some((of) => !isSame(textsOf(live, of), textsOf(dryRun, of)))) return true;
  return !isEqual(compared(live), compared(dryRun));
}

function isSame(texts: ReadonlyMap<string, string>, others: ReadonlyMap<string, string>): boolean {
  return texts.size === others.size && [...texts].every(([name, text]) => others.get(name) === text);
}

function compared(object: JsonObject): JsonObject {
  const rest = without(object, ['metadata', 'status']);
  return kindIdOfObject(object) === 'autoscaling/HorizontalPodAutoscaler' ? withoutRepeatedMetrics(rest) : rest;
}

/** API servers before 1.27 repeat the first metric in dry-runs and add an empty one (normalize.DryRunUnstructured). */
function withoutRepeatedMetrics(object: JsonObject): JsonObject {
  const metrics = asObjects(valueAt(object, 'spec', 'metrics')).filter(
    (metric) => asText(metric['type']) !== undefined,
  );
  const once = metrics.filter((metric, index) => metrics.findIndex((other) => isEqual(other, metric)) === index);
  if (once.length === 0) return object;
  return { ...object, spec: { ...asObject(object['spec']), metrics: once as readonly Json[] } };
}
