import { asObject, asObjects, asText, valueAt } from '../../flux/fields.ts';
import { groupOf, type Json, type JsonObject, versionOf } from '../../flux/object.ts';
import { compilePattern } from '../../schema/pattern.ts';
import { hasDrifted } from './drift.ts';
import { isEqual } from '../values/equal.ts';
import { isElement, parseFieldSet, type FieldSet } from '../values/fieldSets.ts';
import { parseLabelSelector } from './labelSelector.ts';
import { textsOf } from '../values/objects.ts';
import { replacedAtSegments, segmentsOf, valueAtSegments, withoutSegments } from './pointer.ts';
import { fluxManager } from './takeover.ts';

/** One rule of `spec.ignore`, ready to use: which objects it is for, and which places (JSON pointers) of them. */
export interface IgnoreRule {
  readonly paths: readonly string[];
  matches(object: JsonObject): boolean;
}

/** What is done with an ignored place that differs: left out because someone else applies it, or kept as it is. */
export type IgnoredPath =
  | { readonly path: string; readonly action: 'strip' }
  | { readonly path: string; readonly action: 'adopt'; readonly value: Json };

/**
 * Reads a Kustomization's `spec.ignore`. Rules that cannot be read are named in `problem`: the controller then applies
 * nothing at all.
 */
export function readIgnoreRules(kustomization: JsonObject): { rules: readonly IgnoreRule[]; problem?: string } {
  const rules: IgnoreRule[] = [];
  for (const [index, rule] of asObjects(valueAt(kustomization, 'spec', 'ignore')).entries()) {
    const target = asObject(rule['target']);
    const matches = target === undefined ? () => true : matcherOf(target);
    if (matches === undefined) return { rules: [], problem: `spec.ignore[${index}].target cannot be read` };
    rules.push({ paths: textsIn(rule['paths']), matches });
  }
  return { rules };
}

/** Targets are regular expressions that have to match as a whole, and selectors (pkg/ssa, jsondiff/selector.go). */
function matcherOf(target: JsonObject): ((object: JsonObject) => boolean) | undefined {
  const patterns = (['group', 'version', 'kind', 'name', 'namespace'] as const).flatMap((field) => {
    const text = asText(target[field]);
    return text === undefined ? [] : [{ field, pattern: compilePattern(`^(?:${text})$`) }];
  });
  const selectors = (['labels', 'annotations'] as const).flatMap((of) => {
    const text = asText(target[of === 'labels' ? 'labelSelector' : 'annotationSelector']);
    return text === undefined ? [] : [{ of, selects: parseLabelSelector(text) }];
  });
  if (patterns.some(({ pattern }) => pattern === undefined)) return undefined;
  if (selectors.some(({ selects }) => selects === undefined)) return undefined;
  return (object) => {
    const own = identityOf(object);
    return (
      patterns.every(({ field, pattern }) => pattern?.test(own[field]) === true) &&
      selectors.every(({ of, selects }) => selects?.(textsOf(object, of)) === true)
    );
  };
}

function identityOf(object: JsonObject): Record<'group' | 'version' | 'kind' | 'name' | 'namespace', string> {
  const apiVersion = asText(object['apiVersion']) ?? '';
  return {
    group: groupOf(apiVersion),
    version: versionOf(apiVersion),
    kind: asText(object['kind']) ?? '',
    name: asText(valueAt(object, 'metadata', 'name')) ?? '',
    namespace: asText(valueAt(object, 'metadata', 'namespace')) ?? '',
  };
}

function textsIn(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? (value as readonly Json[]).filter((item) => typeof item === 'string') : [];
}

/** The places that are ignored in this object, which is the result of a dry-run. */
function pathsFor(dryRun: JsonObject, rules: readonly IgnoreRule[]): readonly string[] {
  return rules.filter(({ matches }) => matches(dryRun)).flatMap(({ paths }) => paths);
}

/** As `hasDrifted`, but without the places that are ignored: if nothing else differs, nothing is applied. */
export function hasDriftedBesides(
  live: JsonObject | undefined,
  dryRun: JsonObject,
  rules: readonly IgnoreRule[],
): boolean {
  const paths = live === undefined ? [] : pathsFor(dryRun, rules);
  if (live === undefined || paths.length === 0) return hasDrifted(live, dryRun);
  const stripped = (object: JsonObject): JsonObject =>
    paths.reduce((rest, path) => withoutSegments(rest, segmentsOf(path) ?? []), object);
  return hasDrifted(stripped(live), stripped(dryRun));
}

/**
 * The ignored places that differ between the live object and the dry-run, and what the controller does with each before it
 * applies. Rule: pkg/ssa, manager_apply.go (computeDriftedPaths, isFieldOwnedByOtherApplyManager).
 */
export function ignoredPaths(
  live: JsonObject,
  dryRun: JsonObject,
  rules: readonly IgnoreRule[],
): readonly IgnoredPath[] {
  const owners = otherAppliers(live);
  return pathsFor(dryRun, rules).flatMap((path): IgnoredPath[] => {
    const segments = segmentsOf(path);
    if (segments === undefined) return [];
    const [before, after] = [valueAtSegments(live, segments), valueAtSegments(dryRun, segments)];
    if ((before === undefined) === (after === undefined) && isEqual(before, after)) return [];
    if (owners.some((fields) => owns(fields, live, segments))) return [{ path, action: 'strip' }];
    return [{ path, action: 'adopt', value: before ?? null }];
  });
}

/**
 * What is sent instead of the desired object in the second pass. Undefined if the controller fails: a value is to be kept
 * at a place that Git does not declare.
 */
export function withIgnoredPaths(desired: JsonObject, ignored: readonly IgnoredPath[]): JsonObject | undefined {
  let made: JsonObject | undefined = desired;
  for (const one of ignored.filter(({ action }) => action === 'strip')) {
    made = withoutSegments(made, segmentsOf(one.path) ?? []);
  }
  for (const one of ignored) {
    if (one.action === 'adopt') made = made && replacedAtSegments(made, segmentsOf(one.path) ?? [], one.value);
  }
  return made;
}

function otherAppliers(live: JsonObject): readonly FieldSet[] {
  return asObjects(valueAt(live, 'metadata', 'managedFields'))
    .filter((entry) => entry['operation'] === 'Apply' && asText(entry['subresource']) === undefined)
    .filter((entry) => entry['manager'] !== fluxManager)
    .map((entry) => parseFieldSet(entry['fieldsV1']));
}

function owns(fields: FieldSet, live: JsonObject, segments: readonly string[]): boolean {
  let place = fields;
  let value: Json = live;
  for (const segment of segments) {
    const item: Json = valueAtSegments(value, [segment]) ?? null;
    const isIndex = /^\d{1,9}$/.test(segment);
    const elements = isIndex ? [...place.below.keys()].filter((one) => one.startsWith('k:')) : [`f:${segment}`];
    const element: string | undefined = elements.find((one) => !isIndex || isElement(one, item, Number(segment)));
    const next: FieldSet | undefined = element === undefined ? undefined : place.below.get(element);
    if (next === undefined) return false;
    [place, value] = [next, item];
  }
  return true;
}
