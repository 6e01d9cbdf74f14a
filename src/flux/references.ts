import { asObject, asObjects, asText, specOf } from './fields.ts';
import { kinds } from './kinds.ts';
import { groupOf, kindId, objectKey, parseKey, type FluxObject, type KindId, type ObjectKey } from './object.ts';

/** Finds the object of a key in whatever the caller knows. */
export type Lookup = (key: ObjectKey) => FluxObject | undefined;

/** The known kinds by name; no two share one. */
const kindsByName: ReadonlyMap<string, KindId> = new Map(
  Object.values(kinds).map((id) => [id.slice(id.indexOf('/') + 1), id]),
);

/**
 * The source that the object takes its content from: Kustomization and ImageUpdateAutomation spec.sourceRef,
 * HelmChart spec.sourceRef, HelmRelease spec.chartRef or the HelmChart made from spec.chart, ImagePolicy
 * spec.imageRepositoryRef. ExternalArtifact's sourceRef is a back-reference to its producer.
 * Undefined where the object names none, or one whose kind cannot be told.
 */
export function sourceRef(object: FluxObject): ObjectKey | undefined {
  const spec = specOf(object);
  switch (object.kindId) {
    case kinds.helmRelease:
      return chartOf(object);
    case kinds.imagePolicy:
      return refKey(object, spec['imageRepositoryRef'], kinds.imageRepository);
    default:
      return refKey(object, spec['sourceRef']);
  }
}

/**
 * Where a HelmRelease takes its chart from (helm-controller; flux CLI reconcile_helmrelease.go): spec.chartRef,
 * else the HelmChart named `<namespace>-<name>` that the controller makes in the namespace of the chart's source.
 */
function chartOf(object: FluxObject): ObjectKey | undefined {
  const spec = specOf(object);
  if (asObject(spec['chartRef']) !== undefined) return refKey(object, spec['chartRef']);
  const chartSource = asObject(asObject(spec['chart'])?.['spec'])?.['sourceRef'];
  if (asObject(chartSource) === undefined) return undefined;
  const { namespace, name } = parseKey(object.key);
  const chartNamespace = asText(asObject(chartSource)?.['namespace']) ?? namespace;
  return objectKey(kinds.helmChart, chartNamespace, `${namespace}-${name}`);
}

/** The HelmRepository, GitRepository or Bucket that a HelmRelease's spec.chart names. */
function chartTemplateSource(object: FluxObject): ObjectKey | undefined {
  if (object.kindId !== kinds.helmRelease) return undefined;
  return refKey(object, asObject(asObject(specOf(object)['chart'])?.['spec'])?.['sourceRef']);
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
 * The objects that must be ready first. Kustomization and HelmRelease depend on their own kind; ResourceSet
 * names apiVersion and kind of each.
 */
export function dependsOn(object: FluxObject): readonly ObjectKey[] {
  return keysOf(asObjects(specOf(object)['dependsOn']).map((ref) => refKey(object, ref, object.kindId)));
}

/** The Provider of an Alert. */
export function providerRef(object: FluxObject): ObjectKey | undefined {
  return object.kindId === kinds.alert ? refKey(object, specOf(object)['providerRef'], kinds.provider) : undefined;
}

/** The key that a reference means; the namespace is the object's own unless it names one. */
function refKey(object: FluxObject, value: unknown, defaultKind?: KindId): ObjectKey | undefined {
  const ref = asObject(value);
  const name = asText(ref?.['name']);
  if (ref === undefined || name === undefined) return undefined;
  const id = refKind(ref, defaultKind);
  if (id === undefined) return undefined;
  return objectKey(id, asText(ref['namespace']) ?? parseKey(object.key).namespace, name);
}

/** apiVersion and kind where given, else the known kind of that name, else what the field implies. */
function refKind(ref: Readonly<Record<string, unknown>>, defaultKind: KindId | undefined): KindId | undefined {
  const kind = asText(ref['kind']);
  const apiVersion = asText(ref['apiVersion']);
  if (kind === undefined) return defaultKind;
  if (apiVersion !== undefined) return kindId(groupOf(apiVersion), kind);
  return kindsByName.get(kind);
}

function keysOf(keys: readonly (ObjectKey | undefined)[]): readonly ObjectKey[] {
  return [...new Set(keys.filter((key) => key !== undefined))];
}
