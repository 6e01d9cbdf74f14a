import { describe, expect, it } from 'vitest';
import { manifestView } from '../../../src/flux/manifestView.ts';
import type { KubernetesObject } from '../../../src/flux/object.ts';

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';
const make = (object: unknown) => object as KubernetesObject;
const secret = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: {
    name: 's',
    annotations: { [lastApplied]: '{"stringData":{"token":"hunter2"}}' },
    managedFields: [{ manager: 'x' }],
  },
  type: 'Opaque',
  data: { token: 'aHVudGVyMg==' },
  stringData: { token: 'hunter2' },
};

describe('manifestView', () => {
  it('masks every value of a Secret and keeps its keys', () => {
    const view = manifestView(make(secret));
    expect(view).toEqual({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 's' },
      type: 'Opaque',
      data: { token: '***' },
      stringData: { token: '***' },
    });
    expect(JSON.stringify(view)).not.toMatch(/hunter2|aHVudGVyMg/);
  });
  it.each(['hunter2', ['hunter2'], 7, null])('masks data of an odd shape: %j', (data) => {
    expect(manifestView(make({ ...secret, data, stringData: undefined }))).toMatchObject({ data: '***' });
    expect(JSON.stringify(manifestView(make({ ...secret, data: { token: { nested: 'hunter2' } } })))).not.toContain(
      'hunter2',
    );
  });
  it('adds nothing to a Secret that has no data', () => {
    const empty = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' } };
    expect(Object.keys(manifestView(make(empty)))).toEqual(Object.keys(empty));
  });
  it('leaves other kinds their data, Secret of other groups included', () => {
    const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'm' }, data: { key: 'value' } };
    expect(manifestView(make(map))).toEqual(map);
    const other = { apiVersion: 'example.org/v1', kind: 'Secret', metadata: { name: 'm' }, data: { key: 'value' } };
    expect(manifestView(make(other))).toEqual(other);
  });
  it('hides managedFields and what kubectl applied, and keeps the other annotations', () => {
    const metadata = { name: 'web', annotations: { [lastApplied]: '{}', mine: 'kept' }, managedFields: [] };
    const view = manifestView(make({ apiVersion: 'v1', kind: 'X', metadata }));
    expect(view.metadata).toEqual({ name: 'web', annotations: { mine: 'kept' } });
  });
  it('does not change the object', () => {
    const copy = structuredClone(secret);
    manifestView(make(copy));
    expect(copy).toEqual(secret);
  });
  it('orders the fields as a manifest does', () => {
    const object = { status: {}, data: {}, spec: {}, metadata: { name: 'x' }, kind: 'X', apiVersion: 'v1' };
    expect(Object.keys(manifestView(make(object)))).toEqual([
      'apiVersion',
      'kind',
      'metadata',
      'spec',
      'data',
      'status',
    ]);
  });
});
