import { asObject, asObjects, asText, valueAt } from '../../flux/fields.ts';
import type { JsonObject } from '../../flux/object.ts';
import { parseFieldSet, unionOf, withoutFields, type FieldSet } from '../values/fieldSets.ts';
import { mergedBy } from './markers.ts';
import { textsOf, withMetadata, without } from '../values/objects.ts';

/** The field manager of kustomize-controller. */
export const fluxManager = 'kustomize-controller';

/** What the takeover makes of the result of a dry-run. */
export interface Takeover {
  readonly object: JsonObject;
  /** Whether the controller writes managedFields, annotations or labels before it applies; it then applies in any case. */
  readonly isWritten: boolean;
}

/** Annotations and labels that the controller takes off what it applies. */
const staleAnnotations = [
  'kubectl.kubernetes.io/last-applied-configuration',
  'kustomize.toolkit.fluxcd.io/checksum',
  'fluxcd.io/sync-checksum',
];
const staleLabels = ['fluxcd.io/sync-gc-mark'];

interface Entry {
  readonly manager: string;
  readonly operation: string;
  readonly subresource: string | undefined;
  readonly fields: FieldSet;
}

/**
 * What the API server will store, given the result of a dry-run. Before it applies, the controller rewrites managedFields:
 * what kubectl and others own becomes its own, so that fields which they added and Git does not declare are removed. A
 * dry-run cannot show that. Fields that the API server then sets to a default are absent here.
 *
 * Rules: kustomize-controller, kustomization_controller.go (apply); pkg/ssa, manager_apply.go (cleanupMetadata) and
 * patch.go (PatchReplaceFieldsManagers). `overrides` are the values of the controller's flag `--override-manager`.
 */
export function takeOver(
  desired: JsonObject,
  live: JsonObject | undefined,
  dryRun: JsonObject,
  overrides: readonly string[] = [],
): Takeover {
  if (live === undefined || mergedBy(desired, live) !== undefined) return { object: dryRun, isWritten: false };
  const cleaned = withoutStale(withoutStale(dryRun, desired, 'annotations'), desired, 'labels');
  const isStale =
    staleAnnotations.some((name) => textsOf(live, 'annotations').has(name)) ||
    staleLabels.some((name) => textsOf(live, 'labels').has(name));
  const entries = entriesOf(live);
  const taken = entries.filter((entry) => isTakenOver(entry, overrides));
  if (taken.length === 0) return { object: cleaned, isWritten: isStale };
  const owned = unionOf([...entries.filter(isOwn), ...taken].map(({ fields }) => fields));
  const kept = unionOf(
    entriesOf(dryRun)
      .filter((entry) => isOwn(entry) || !isTakenOver(entry, overrides))
      .map(({ fields }) => fields),
  );
  return { object: withoutFields(cleaned, owned, kept), isWritten: true };
}

function withoutStale(object: JsonObject, desired: JsonObject, of: 'labels' | 'annotations'): JsonObject {
  const declared = textsOf(desired, of);
  const stale = (of === 'labels' ? staleLabels : staleAnnotations).filter((name) => !declared.has(name));
  const texts = asObject(valueAt(object, 'metadata', of));
  if (texts === undefined || !stale.some((name) => Object.hasOwn(texts, name))) return object;
  const rest = without(texts, stale);
  if (Object.keys(rest).length > 0) return withMetadata(object, { [of]: rest });
  return { ...object, metadata: without(asObject(object['metadata']) ?? {}, [of]) };
}

function entriesOf(object: JsonObject): Entry[] {
  return asObjects(valueAt(object, 'metadata', 'managedFields')).map((entry) => ({
    manager: asText(entry['manager']) ?? '',
    operation: asText(entry['operation']) ?? '',
    subresource: asText(entry['subresource']),
    fields: parseFieldSet(entry['fieldsV1']),
  }));
}

function isOwn({ manager, operation }: Entry): boolean {
  return manager === fluxManager && operation === 'Apply';
}

function isTakenOver(entry: Entry, overrides: readonly string[]): boolean {
  const { manager, operation, subresource } = entry;
  if (subresource !== undefined || isOwn(entry)) return false;
  if (overrides.some((name) => manager.startsWith(name))) return true;
  if (manager.startsWith('kubectl')) return true;
  return operation === 'Update' && (manager.startsWith('before-first-apply') || manager.startsWith(fluxManager));
}
