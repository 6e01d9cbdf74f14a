import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStore, type SnapshotChange, type Store } from '../../../../src/cluster/watch/store.ts';
import type { FluxObject } from '../../../../src/flux/object.ts';
import { findObject, type ServedKind } from '../../../../src/flux/snapshot.ts';
import { trimObject } from '../../../../src/flux/trim.ts';

const served: ServedKind = {
  id: 'kustomize.toolkit.fluxcd.io/Kustomization',
  group: 'kustomize.toolkit.fluxcd.io',
  version: 'v1',
  kind: 'Kustomization',
  plural: 'kustomizations',
  namespaced: true,
};

function object(name: string, resourceVersion: string, namespace = 'shop'): FluxObject {
  return trimObject({ metadata: { name, namespace, uid: `uid-${name}`, resourceVersion } }, served);
}

describe('store', () => {
  let store: Store;
  let heard: SnapshotChange[];

  beforeEach(() => {
    vi.useFakeTimers();
    store = createStore();
    heard = [];
    store.onDidChange((change) => heard.push(change));
    store.setKinds([served]);
    vi.runAllTimers();
  });
  afterEach(() => {
    store.dispose();
    vi.useRealTimers();
  });

  it('publishes changes of one moment together, with the keys that changed', () => {
    store.upsert(object('apps', '1'));
    store.upsert(object('infra', '1'));
    vi.runAllTimers();
    expect(heard).toHaveLength(2);
    expect([...(heard[1]?.changes.objects ?? [])]).toEqual([object('apps', '1').key, object('infra', '1').key]);
  });

  it('publishes a change after a quiet time at once, and the next ones at most every 100 ms', () => {
    vi.advanceTimersByTime(1000);
    store.upsert(object('apps', '1'));
    vi.advanceTimersByTime(0);
    expect(heard).toHaveLength(2);
    store.upsert(object('apps', '2'));
    vi.advanceTimersByTime(99);
    expect(heard).toHaveLength(2);
    vi.advanceTimersByTime(1);
    expect(heard).toHaveLength(3);
  });

  it('never changes a snapshot that it handed out, and keeps what did not change', () => {
    store.upsert(object('apps', '1'));
    store.upsert(object('infra', '1'));
    vi.runAllTimers();
    const before = store.snapshot;
    const { key } = object('apps', '1');
    const infra = findObject(before, object('infra', '1').key);
    store.upsert(object('apps', '2'));
    store.remove(served.id, object('infra', '1').key);
    vi.runAllTimers();
    expect(findObject(before, key)?.raw.metadata.resourceVersion).toBe('1');
    expect(findObject(before, object('infra', '1').key)).toBe(infra);
    expect(findObject(store.snapshot, key)?.raw.metadata.resourceVersion).toBe('2');
    expect(findObject(store.snapshot, object('infra', '1').key)).toBeUndefined();
  });

  it('keeps the value of objects that a relist brings again unchanged', () => {
    store.replace(served.id, undefined, [object('apps', '1'), object('infra', '1')]);
    vi.runAllTimers();
    const known = findObject(store.snapshot, object('apps', '1').key);
    store.replace(served.id, undefined, [object('apps', '1'), object('infra', '2')]);
    vi.runAllTimers();
    expect(findObject(store.snapshot, object('apps', '1').key)).toBe(known);
    expect([...(heard.at(-1)?.changes.objects ?? [])]).toEqual([object('infra', '2').key]);
  });

  it('takes a recreated object with the same version number for another one', () => {
    store.upsert(object('apps', '1'));
    vi.runAllTimers();
    const recreated = trimObject(
      { metadata: { name: 'apps', namespace: 'shop', uid: 'other', resourceVersion: '1' } },
      served,
    );
    store.upsert(recreated);
    vi.runAllTimers();
    expect(findObject(store.snapshot, recreated.key)).toBe(recreated);
  });

  it('replaces within a namespace without touching the others', () => {
    store.replace(served.id, 'shop', [object('apps', '1')]);
    store.replace(served.id, 'pay', [object('apps', '1', 'pay')]);
    store.replace(served.id, 'shop', []);
    vi.runAllTimers();
    expect([...(store.snapshot.kinds.get(served.id)?.objects.keys() ?? [])]).toEqual([object('apps', '1', 'pay').key]);
  });

  it('forgets objects of kinds that are no longer served and names them as changed', () => {
    store.upsert(object('apps', '1'));
    vi.runAllTimers();
    store.setKinds([{ ...served, version: 'v2' }]);
    vi.runAllTimers();
    expect(store.snapshot.kinds.get(served.id)?.objects.size).toBe(0);
    expect(heard.at(-1)?.changes.objects.has(object('apps', '1').key)).toBe(true);
  });

  it('forgets everything at once when cleared', () => {
    store.upsert(object('apps', '1'));
    vi.runAllTimers();
    store.clear();
    expect(store.snapshot.kinds.size).toBe(0);
    expect(heard.at(-1)?.changes.kinds.has(served.id)).toBe(true);
  });

  it('says nothing when nothing changed', () => {
    store.setState(served.id, { phase: 'live' });
    vi.runAllTimers();
    const times = heard.length;
    store.setState(served.id, { phase: 'live' });
    store.setKinds([served]);
    store.remove(served.id, object('none', '1').key);
    vi.runAllTimers();
    expect(heard).toHaveLength(times);
  });
});
