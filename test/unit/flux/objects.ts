import { objectKey, type FluxObject, type KindId } from '../../../src/flux/object.ts';
import { trimObject } from '../../../src/flux/trim.ts';
import type { Lookup } from '../../../src/flux/references.ts';

export interface Parts {
  readonly namespace?: string;
  readonly name?: string;
  readonly metadata?: object;
  readonly spec?: unknown;
  readonly status?: unknown;
}

/** An object as it comes out of the reader: through trimObject, so that tests see what the tree sees. */
export function fluxObject(
  id: KindId,
  { namespace = 'shop', name = 'web', metadata, spec, status }: Parts = {},
): FluxObject {
  const { group, kind } = partsOf(id);
  const json = { metadata: { generation: 1, ...metadata, namespace, name }, spec: spec ?? {}, status };
  return trimObject(structuredClone(status === undefined ? { ...json, status: undefined } : json), {
    id,
    group,
    version: 'v1',
    kind,
  });
}

export function partsOf(id: KindId): { group: string; kind: string } {
  const [group = '', kind = ''] = id.split('/');
  return { group, kind };
}

/** A condition with fixed time and generation 1 unless given. */
export function condition(type: string, status: string, rest: object = {}): object {
  return {
    type,
    status,
    reason: 'Reason',
    message: 'Message',
    lastTransitionTime: '2026-01-01T00:00:00Z',
    observedGeneration: 1,
    ...rest,
  };
}

/** A status of an object at generation 1, with what the controllers write. */
export function statusWith(...conditions: object[]): { observedGeneration: number; conditions: object[] } {
  return { observedGeneration: 1, conditions };
}

export const ready = condition('Ready', 'True', { reason: 'ReconciliationSucceeded' });

export function lookupIn(...objects: readonly FluxObject[]): Lookup {
  const byKey = new Map(objects.map((object) => [object.key, object]));
  return (key) => byKey.get(key);
}

export { objectKey };
