import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/flux/object.ts';
import { takeOver } from '../../../../src/diff/applier/takeover.ts';
import { configMap, managed } from '../objects.ts';

const ours = managed('kustomize-controller', 'Apply', { 'f:data': { 'f:a': {} } });
const added = { 'f:data': { 'f:b': {} } };
const desired = configMap({ a: '1' });

function stored(...entries: readonly JsonObject[]): JsonObject {
  return configMap({ a: '1', b: '2' }, { managedFields: [ours, ...entries] });
}

function afterwards(live: JsonObject, overrides?: readonly string[], wanted = desired): unknown {
  return takeOver(wanted, live, live, overrides).object['data'];
}

describe('takeOver', () => {
  it.each<[string, JsonObject, boolean]>([
    ['kubectl-edit, Update', managed('kubectl-edit', 'Update', added), true],
    ['kubectl, Apply', managed('kubectl', 'Apply', added), true],
    ['before-first-apply', managed('before-first-apply', 'Update', added), true],
    ['before-first-apply, Apply', managed('before-first-apply', 'Apply', added), false],
    ['the controller before it applied', managed('kustomize-controller', 'Update', added), true],
    ['another tool', managed('sluice', 'Update', added), false],
    ['kubectl on a subresource', managed('kubectl-edit', 'Update', added, 'status'), false],
  ])('%s', (_, entry, isTaken) => {
    const live = stored(entry);
    expect(takeOver(desired, live, live).isWritten).toBe(isTaken);
    expect(afterwards(live)).toEqual(isTaken ? { a: '1' } : { a: '1', b: '2' });
  });

  it('keeps what a remaining manager has too', () => {
    expect(afterwards(stored(managed('kubectl-edit', 'Update', added), managed('sluice', 'Update', added)))).toEqual({
      a: '1',
      b: '2',
    });
  });

  it('takes over those whom the controller is told to override', () => {
    const live = stored(managed('Terraform-1', 'Apply', added));
    expect(afterwards(live)).toEqual({ a: '1', b: '2' });
    expect(afterwards(live, ['Terraform'])).toEqual({ a: '1' });
  });

  it('does nothing to an object that is marked Merge', () => {
    const live = stored(managed('kubectl-edit', 'Update', added));
    const merged = configMap({ a: '1' }, { annotations: { 'kustomize.toolkit.fluxcd.io/ssa': 'Merge' } });
    expect(takeOver(merged, live, live)).toEqual({ object: live, isWritten: false });
  });

  it('takes stale annotations and labels off, unless they are declared', () => {
    const annotations = { 'kubectl.kubernetes.io/last-applied-configuration': '{}' };
    const live = configMap({}, { annotations, labels: { 'fluxcd.io/sync-gc-mark': 'a', b: 'c' } });
    const taken = takeOver(desired, live, live);
    expect(taken.isWritten).toBe(true);
    expect(taken.object['metadata']).toEqual({ name: 'settings', namespace: 'shop', labels: { b: 'c' } });
    expect(takeOver(live, live, live).object).toEqual(live);
  });

  it('has nothing to take over of a new object', () => {
    expect(takeOver(desired, undefined, desired)).toEqual({ object: desired, isWritten: false });
  });
});
