import { asObject, asText } from './fields.ts';
import { kinds } from './kinds.ts';
import { objectKey, parseKey, type FluxObject, type ObjectKey } from './object.ts';
import { namedKind, referenceFields } from './referenceFields.ts';

/** Finds the object of a key in whatever the caller knows. */
export type Lookup = (key: ObjectKey) => FluxObject | undefined;

/**
 * The source that the object takes its content from: Kustomization and ImageUpdateAutomation spec.sourceRef,
 * HelmChart spec.sourceRef, HelmRelease spec.chartRef or the HelmChart made from spec.chart, ImagePolicy
 * spec.imageRepositoryRef. ExternalArtifact's sourceRef is a back-reference to its producer.
 * Undefined where the object names none, or one whose kind cannot be told.
 */
export function sourceRef(object: FluxObject): ObjectKey | undefined {
  switch (object.kindId) {
    case kinds.helmRelease:
      return namedAt(object, 'spec.chartRef')[0] ?? templatedChart(object);
    case kinds.imagePolicy:
      return namedAt(object, 'spec.imageRepositoryRef')[0];
    default:
      return namedAt(object, 'spec.sourceRef')[0];
  }
}

/**
 * The HelmChart `<namespace>-<name>` that helm-controller makes of a HelmRelease's spec.chart, in the namespace of the
 * chart's source (flux CLI, reconcile_helmrelease.go).
 */
function templatedChart(object: FluxObject): ObjectKey | undefined {
  const source = chartTemplateSource(object);
  if (source === undefined) return undefined;
  const { namespace, name } = parseKey(object.key);
  return objectKey(kinds.helmChart, parseKey(source).namespace, `${namespace}-${name}`);
}

/** The HelmRepository, GitRepository or Bucket that a HelmRelease's spec.chart names. */
function chartTemplateSource(object: FluxObject): ObjectKey | undefined {
  return namedAt(object, 'spec.chart.spec.sourceRef')[0];
}

/**
 * The sources of an object from the nearest to the origin: HelmRelease -> HelmChart -> HelmRepository. A chart
 * that is not known yet is passed over to the source that spec.chart names. Ends at a repetition.
 */
export function sourceChain(object: FluxObject, lookup: Lookup): readonly ObjectKey[] {
  const chain: ObjectKey[] = [];
  let current: FluxObject | undefined = object;
  let next = sourceRef(object);
  while (next !== undefined && !chain.includes(next) && next !== object.key) {
    chain.push(next);
    const source: FluxObject | undefined = lookup(next);
    next = source === undefined ? chartTemplateSource(current) : sourceRef(source);
    if (source === undefined && next !== undefined) return [...chain, next];
    current = source ?? current;
  }
  return chain;
}

/**
 * The objects that must be ready first, each once. Kustomization and HelmRelease depend on their own kind; ResourceSet
 * names apiVersion and kind of each.
 */
export function dependsOn(object: FluxObject): readonly ObjectKey[] {
  return [...new Set(namedAt(object, 'spec.dependsOn[]'))];
}

/** The Provider of an Alert. */
export function providerRef(object: FluxObject): ObjectKey | undefined {
  return namedAt(object, 'spec.providerRef')[0];
}

/** What a live object names in the field of this path, as the table of fields has it; nothing where it has no such field. */
function namedAt(object: FluxObject, path: string): readonly ObjectKey[] {
  const field = referenceFields(object.kindId).find((one) => one.path === path);
  if (field === undefined) return [];
  const own = parseKey(object.key).namespace;
  return valuesAt(object.raw, path.split('.')).flatMap((value) => {
    const ref = asObject(value);
    const name = asText(ref?.['name']);
    if (ref === undefined || name === undefined) return [];
    const [kind, apiVersion, group] = [asText(ref['kind']), asText(ref['apiVersion']), asText(ref['group'])];
    const id = namedKind(field, { kind, apiVersion, group });
    if (id === undefined) return [];
    const namespace = field.anyNamespace ? asText(ref['namespace']) : undefined;
    return [objectKey(id, namespace ?? own, name)];
  });
}

/** The values at a path of {@link referenceFields}. */
function valuesAt(value: unknown, [key, ...rest]: readonly string[]): readonly unknown[] {
  if (key === undefined) return [value];
  const map = asObject(value);
  if (!key.endsWith('[]')) return map === undefined ? [] : valuesAt(map[key], rest);
  const items = map?.[key.slice(0, -2)];
  return Array.isArray(items) ? items.flatMap((item) => valuesAt(item, rest)) : [];
}
