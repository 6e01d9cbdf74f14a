import { describe, expect, it } from 'vitest';
import { kinds } from '../../../../src/flux/kinds.ts';
import type { FluxObject } from '../../../../src/flux/object.ts';
import type { KindState, Snapshot } from '../../../../src/flux/snapshot.ts';
import { emptyHealthIndex, updateHealth } from '../../../../src/tree/healthIndex.ts';
import { createFactsReader, type FactsInput } from '../../../../src/ui/language/clusterFacts.ts';
import { condition, fluxObject, ready, statusWith } from '../../flux/objects.ts';
import { snapshotOf } from '../../tree/fleet.ts';

const kustomization = (name: string, status: object, metadata: object = {}): FluxObject =>
  fluxObject(kinds.kustomization, { name, status, metadata });
const web = kustomization('web', { ...statusWith(ready), lastAppliedRevision: 'main@sha1:1f3c9ab' });
const broken = kustomization('broken', statusWith(condition('Ready', 'False', { reason: 'BuildFailed' })));

const input = (objects: readonly FluxObject[], change: Partial<FactsInput> = {}): FactsInput => {
  const snapshot = snapshotOf(objects);
  return { context: 'staging', snapshot, health: updateHealth(emptyHealthIndex, snapshot).index, ...change };
};

describe('facts of the cluster', () => {
  it('say how each object is, and nothing that it holds', () => {
    const { objects } = createFactsReader().read(input([web, broken]));
    expect([...objects]).toEqual([
      [web.key, { health: 'ready', message: 'Message', revision: 'main@sha1:1f3c9ab' }],
      [broken.key, { health: 'failed', message: 'Message' }],
    ]);
  });

  it('stay the same value while nothing in them differs', () => {
    const reader = createFactsReader();
    const first = reader.read(input([web, broken]));
    const looked = kustomization('web', web.raw.status ?? {}, { resourceVersion: '2' });
    expect(reader.read(input([looked, broken]))).toBe(first);
  });

  it.each([
    ['an object', input([kustomization('web', statusWith(condition('Ready', 'False'))), broken])],
    ['the objects there are', input([web])],
    ['the context', input([web, broken], { context: 'production' })],
    ['a version', input([web, broken], { fluxVersion: 'v2.9.4' })],
  ])('are another value when %s changed, with what stayed', (_what, next) => {
    const reader = createFactsReader();
    const first = reader.read(input([web, broken]));
    const second = reader.read(next);
    expect(second).not.toBe(first);
    if (next.snapshot.kinds.get(kinds.kustomization)?.objects.has(broken.key)) {
      expect(second.objects.get(broken.key)).toBe(first.objects.get(broken.key));
    }
  });

  it('count a Flux kind that is not served as listed, once it is known which are', () => {
    const { listed } = createFactsReader().read(input([web]));
    expect(listed.has(kinds.resourceSet)).toBe(true);
    expect(createFactsReader().read(input([])).listed.size).toBe(0);
  });

  it.each<[string, KindState, boolean]>([
    ['live', { phase: 'live' }, true],
    ['stale', { phase: 'stale', message: 'away' }, true],
    ['loading', { phase: 'loading' }, false],
    ['forbidden', { phase: 'forbidden', message: 'no' }, false],
    ['live in some namespaces', { phase: 'live', namespaces: ['shop'] }, false],
  ])('count a kind that is %s as listed only if nothing of it can be missing', (_what, state, listed) => {
    const { snapshot, health } = input([web]);
    const [kind] = snapshot.kinds.values();
    if (kind === undefined) throw new Error('There is no kind.');
    const changed: Snapshot = { kinds: new Map([[kinds.kustomization, { ...kind, state }]]) };
    const facts = createFactsReader().read({ context: 'staging', snapshot: changed, health });
    expect(facts.listed.has(kinds.kustomization)).toBe(listed);
  });
});
