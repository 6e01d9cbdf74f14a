import { asObject, asObjects, asText, asTime, valueAt } from './fields.ts';
import { suspendMechanism } from './kinds.ts';
import { objectKey, type FieldOwner, type FluxObject, type Json, type KubernetesObject } from './object.ts';
import type { ServedKind } from './snapshot.ts';
import { fieldManager } from './suspension.ts';

/**
 * A Flux object from what the API server sent (an item of a list or of a watch). Keeps who owns the field that
 * suspends and since when, and drops managedFields, which are most of the bytes. `json` is changed and kept: pass
 * freshly parsed JSON. Items of lists may lack apiVersion and kind: they are those of `served`. Never throws:
 * what a malformed object lacks is empty.
 */
export function trimObject(json: unknown, served: Pick<ServedKind, 'id' | 'group' | 'version' | 'kind'>): FluxObject {
  const raw = (asObject(json) ?? {}) as Record<string, Json | undefined>;
  const { managedFields, ...metadata } = (asObject(raw['metadata']) ?? {}) as Record<string, Json | undefined>;
  raw['metadata'] = metadata;
  raw['apiVersion'] ??= served.group === '' ? served.version : `${served.group}/${served.version}`;
  raw['kind'] ??= served.kind;
  metadata['name'] = asText(metadata['name']) ?? '';
  const suspendOwner = ownerOf(managedFields, suspendPath(served));
  return {
    key: objectKey(served.id, asText(metadata['namespace']), metadata['name']),
    kindId: served.id,
    raw: raw as unknown as KubernetesObject,
    ...(suspendOwner !== undefined && { suspendOwner }),
  };
}

/** Where the field that suspends a kind stands in fieldsV1 (Kubernetes structured-merge-diff: `f:` before names). */
function suspendPath({ id }: Pick<ServedKind, 'id'>): readonly string[] | undefined {
  const mechanism = suspendMechanism(id);
  switch (mechanism.by) {
    case 'spec.suspend':
      return ['f:spec', 'f:suspend'];
    case 'annotation':
      return ['f:metadata', 'f:annotations', `f:${mechanism.name}`];
    case 'none':
      return undefined;
  }
}

/** The manager that owns the field. Of several, ours, as we know most about it, else the one that wrote last. */
function ownerOf(managedFields: unknown, path: readonly string[] | undefined): FieldOwner | undefined {
  if (path === undefined) return undefined;
  let owner: FieldOwner | undefined;
  for (const entry of asObjects(managedFields)) {
    const manager = asText(entry['manager']);
    if (manager === undefined || valueAt(entry['fieldsV1'], ...path) === undefined) continue;
    const time = asTime(entry['time']);
    const candidate: FieldOwner = { manager, ...(time !== undefined && { time }) };
    if (owner === undefined || outranks(candidate, owner)) owner = candidate;
  }
  return owner;
}

function outranks(a: FieldOwner, b: FieldOwner): boolean {
  if ((a.manager === fieldManager) !== (b.manager === fieldManager)) return a.manager === fieldManager;
  return Date.parse(a.time ?? '1970-01-01T00:00:00Z') > Date.parse(b.time ?? '1970-01-01T00:00:00Z');
}
