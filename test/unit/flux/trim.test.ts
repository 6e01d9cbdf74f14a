import { describe, expect, it } from 'vitest';
import { kinds } from '../../../src/flux/kinds.ts';
import { kindId, type KindId } from '../../../src/flux/object.ts';
import { trimObject } from '../../../src/flux/trim.ts';
import { partsOf } from './objects.ts';

const served = (id: KindId) => ({
  id,
  version: 'v1',
  ...partsOf(id),
});
const ks = served(kinds.kustomization);

const suspends = { 'f:spec': { 'f:suspend': {} } };
const entry = (manager: string, time: string | undefined, fieldsV1: unknown = suspends) => ({
  manager,
  operation: 'Update',
  apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
  time,
  fieldsType: 'FieldsV1',
  fieldsV1,
});
const object = (managedFields?: unknown) => ({
  metadata: { name: 'web', namespace: 'shop', uid: 'u', managedFields },
  spec: { suspend: true },
});

describe('trimObject', () => {
  it('makes key and kind, adds what list items lack, and drops managedFields', () => {
    const trimmed = trimObject(object([entry('flux', '2026-01-01T00:00:00Z')]), ks);
    expect(trimmed).toEqual({
      key: 'kustomize.toolkit.fluxcd.io/Kustomization/shop/web',
      kindId: 'kustomize.toolkit.fluxcd.io/Kustomization',
      raw: {
        apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
        kind: 'Kustomization',
        metadata: { name: 'web', namespace: 'shop', uid: 'u' },
        spec: { suspend: true },
      },
      suspendOwner: { manager: 'flux', time: '2026-01-01T00:00:00Z' },
    });
    expect(trimmed.raw.metadata).not.toHaveProperty('managedFields');
  });
  it('keeps the apiVersion and kind that an object has', () => {
    const watched = { apiVersion: 'kustomize.toolkit.fluxcd.io/v1beta2', kind: 'Kustomization', ...object() };
    expect(trimObject(watched, ks).raw.apiVersion).toBe('kustomize.toolkit.fluxcd.io/v1beta2');
  });
  it('knows core kinds and cluster-scoped objects', () => {
    const secret = { id: kindId('', 'Namespace'), group: '', version: 'v1', kind: 'Namespace' };
    const { key, raw } = trimObject({ metadata: { name: 'shop' } }, secret);
    expect([key, raw.apiVersion]).toEqual(['/Namespace//shop', 'v1']);
  });

  it.each<[string, unknown, object | undefined]>([
    ['nobody', [entry('kustomize-controller', '2026-01-01T00:00:00Z', { 'f:spec': { 'f:path': {} } })], undefined],
    ['an entry for another field', [entry('x', undefined, { 'f:metadata': suspends })], undefined],
    [
      'one of several',
      [entry('a', undefined, {}), entry('b', '2026-01-01T00:00:00Z')],
      { manager: 'b', time: '2026-01-01T00:00:00Z' },
    ],
    ['no time', [entry('a', undefined)], { manager: 'a' }],
    [
      'the latest of two',
      [entry('a', '2026-01-01T00:00:00Z'), entry('b', '2026-01-02T00:00:00Z')],
      { manager: 'b', time: '2026-01-02T00:00:00Z' },
    ],
    [
      'the latest of two, first',
      [entry('a', '2026-01-02T00:00:00Z'), entry('b', '2026-01-01T00:00:00Z')],
      { manager: 'a', time: '2026-01-02T00:00:00Z' },
    ],
    [
      'a time before none',
      [entry('a', undefined), entry('b', '2026-01-01T00:00:00Z')],
      { manager: 'b', time: '2026-01-01T00:00:00Z' },
    ],
    [
      'ourselves before others',
      [entry('sluice', '2026-01-01T00:00:00Z'), entry('b', '2026-01-02T00:00:00Z')],
      { manager: 'sluice', time: '2026-01-01T00:00:00Z' },
    ],
    [
      'ourselves after others',
      [entry('b', '2026-01-02T00:00:00Z'), entry('sluice', '2026-01-01T00:00:00Z')],
      { manager: 'sluice', time: '2026-01-01T00:00:00Z' },
    ],
    ['no list', { 0: entry('a', undefined) }, undefined],
    [
      'odd entries',
      [null, 'x', [], { manager: 1, fieldsV1: suspends }, { fieldsV1: suspends }, entry('', undefined)],
      undefined,
    ],
    [
      'odd fields',
      [entry('a', undefined, 'f:spec'), entry('b', undefined, null), entry('c', undefined, { 'f:spec': [] })],
      undefined,
    ],
  ])('owner of spec.suspend: %s', (_name, managedFields, owner) => {
    expect(trimObject(object(managedFields), ks).suspendOwner).toEqual(owner);
  });

  it('reads the owner of the annotation of kinds that have no spec.suspend', () => {
    const annotated = { 'f:metadata': { 'f:annotations': { '.': {}, 'f:fluxcd.controlplane.io/reconcile': {} } } };
    const managedFields = [entry('flux-operator', undefined), entry('kubectl-annotate', undefined, annotated)];
    expect(trimObject(object(managedFields), served(kinds.resourceSet)).suspendOwner).toEqual({
      manager: 'kubectl-annotate',
    });
    expect(trimObject(object(managedFields), served(kinds.externalArtifact)).suspendOwner).toBeUndefined();
  });

  it.each([
    undefined,
    null,
    'x',
    7,
    [],
    {},
    { metadata: null },
    { metadata: 'x' },
    { metadata: { name: 7, namespace: {} } },
  ])('never throws: %j', (json) => {
    const { key, raw } = trimObject(json, ks);
    expect(key).toBe('kustomize.toolkit.fluxcd.io/Kustomization//');
    expect(raw).toMatchObject({ kind: 'Kustomization', metadata: { name: '' } });
  });

  it('keeps the parsed value instead of copying it', () => {
    const json = object();
    expect(trimObject(json, ks).raw).toBe(json);
  });
});
