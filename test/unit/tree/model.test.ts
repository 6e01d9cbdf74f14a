import { describe, expect, it } from 'vitest';
import { kinds } from '../../../src/flux/kinds.ts';
import type { FluxObject, KindId } from '../../../src/flux/object.ts';
import type { KindState } from '../../../src/flux/snapshot.ts';
import { childIds } from '../../../src/tree/children.ts';
import { noFilter, type TreeFilter } from '../../../src/tree/filter.ts';
import { groupSummary } from '../../../src/tree/groupSummary.ts';
import { emptyTree, updateTree, type TreeModel, type TreeUpdate } from '../../../src/tree/model.ts';
import { changesBetween, failing, flux, random, retrying, snapshotOf } from './fleet.ts';

type States = Readonly<Record<KindId, KindState>>;

/** A view that is updated as the store and the person have it. */
function open(objects: readonly FluxObject[] = [], states: States = {}): TestView {
  let update: TreeUpdate = { model: emptyTree, refresh: [] };
  let filter: TreeFilter = noFilter;
  const apply = (next: readonly FluxObject[], now: number, nextStates: States): TreeUpdate => {
    const snapshot = snapshotOf(next, nextStates);
    const changes = changesBetween(update.model.snapshot, snapshot);
    return (update = updateTree(update.model, { snapshot, changes, filter, now }));
  };
  apply(objects, 0, states);
  return {
    get model() {
      return update.model;
    },
    update: (next, now = 0, nextStates = {}) => apply(next, now, nextStates),
    tick: (now) => (update = updateTree(update.model, { snapshot: update.model.snapshot, filter, now })),
    show: (next) => {
      filter = next;
      return (update = updateTree(update.model, { snapshot: update.model.snapshot, filter, now: 0 }));
    },
  };
}

interface TestView {
  readonly model: TreeModel;
  update(objects: readonly FluxObject[], now?: number, states?: States): TreeUpdate;
  tick(now: number): TreeUpdate;
  show(filter: TreeFilter): TreeUpdate;
}

const names = (model: TreeModel): readonly string[] =>
  model.shown.flatMap((category) => childIds(model, category).map((id) => id.slice(id.lastIndexOf('/') + 1)));
const idOf = ({ key }: FluxObject): string => `kustomizations/${key}`;
const expanded = (view: TestView): boolean | undefined => view.model.groups.get('kustomizations')?.expanded;

const [a, b, c] = [flux('a'), flux('b'), flux('c')];

describe('groups', () => {
  it('stand in the order of categories, those without anything to show left out', () => {
    const view = open([flux('x', { kind: kinds.alert }), flux('y', { kind: kinds.gitRepository }), a], {
      [kinds.helmRelease]: { phase: 'live' },
      [kinds.imagePolicy]: { phase: 'loading' },
      [kinds.bucket]: { phase: 'stale', message: 'gone' },
      [kinds.resourceSet]: { phase: 'stale', message: 'gone' },
    });
    expect(view.model.shown).toEqual(['kustomizations', 'sources', 'notifications']);
  });

  it('are shown for kinds that may not be listed, but not if some namespaces may', () => {
    const view = open([a], {
      [kinds.helmRelease]: { phase: 'forbidden', message: 'no rights' },
      [kinds.alert]: { phase: 'live', namespaces: ['shop'] },
    });
    expect(view.model.shown).toEqual(['kustomizations', 'helmReleases']);
  });

  it('leave the view to its welcome text where nothing may be listed, or the filter hides everything', () => {
    const states: Record<string, KindState> = { [kinds.helmRelease]: { phase: 'forbidden', message: 'no rights' } };
    expect(open([], states).model.shown).toEqual([]);
    expect(open([], { ...states, [kinds.alert]: { phase: 'loading' } }).model.shown).toEqual([]);
    const alerts: Record<string, KindState> = { ...states, [kinds.alert]: { phase: 'live' } };
    expect(open([], alerts).model.shown).toEqual(['helmReleases']);
    const view = open([a], states);
    view.show({ status: 'failing' });
    expect(view.model.shown).toEqual([]);
  });

  it('come and go with all nodes refreshed', () => {
    const view = open([a]);
    const source = flux('y', { kind: kinds.gitRepository });
    expect(view.update([a, source]).refresh).toBe('all');
    expect(view.update([a]).refresh).toBe('all');
    expect(view.model.groups.has('sources')).toBe(false);
  });
});

describe('order', () => {
  it('is by health, then namespace, name and kind', () => {
    const sources = { kind: kinds.gitRepository };
    const view = open([
      flux('ready-b', sources),
      flux('ready-a', sources),
      flux('zero', { ...sources, namespace: 'a-first' }),
      flux('ready-a', { kind: kinds.bucket }),
      flux('none', { kind: kinds.helmRepository, namespace: 'a-first', spec: { type: 'oci' } }),
      flux('suspended', { ...sources, suspend: true }),
      retrying('unknown', { ...sources, reason: 'Odd' }),
      failing('waiting', { ...sources, reason: 'DependencyNotReady' }),
      flux('terminating', { ...sources, deleted: '2026-01-01T00:00:00Z' }),
      retrying('reconciling', sources),
      failing('failed', sources),
    ]);
    expect(names(view.model)).toEqual([
      'failed',
      'reconciling',
      'terminating',
      'waiting',
      'unknown',
      'suspended',
      'zero',
      'ready-a',
      'ready-a',
      'ready-b',
      'none',
    ]);
    expect(childIds(view.model, 'sources')[7]).toContain('/Bucket/');
  });

  it('shows objects that come at their places at once, and those that go not any more', () => {
    const view = open([a, c]);
    const { refresh, settleAt } = view.update([failing('z'), b, c]);
    expect(names(view.model)).toEqual(['z', 'b', 'c']);
    expect(refresh).toEqual(['kustomizations']);
    expect(settleAt).toBeUndefined();
  });

  it('keeps a row at its place for a second when its health changes', () => {
    const view = open([a, b, c]);
    const first = view.update([a, b, failing('c')], 5000);
    expect(names(view.model)).toEqual(['a', 'b', 'c']);
    expect(first.settleAt).toBe(6000);
    expect(view.update([a, failing('b'), failing('c', { message: 'again' })], 5900).settleAt).toBe(6000);
    expect(names(view.model)).toEqual(['a', 'b', 'c']);
    const settled = view.tick(6000);
    expect(names(view.model)).toEqual(['b', 'c', 'a']);
    expect(settled.refresh).toEqual(['kustomizations']);
    expect(settled.settleAt).toBeUndefined();
  });

  it('settles with the next change that comes late enough', () => {
    const view = open([a, b]);
    view.update([a, failing('b')], 0);
    view.update([a, failing('b', { message: 'again' })], 1500);
    expect(names(view.model)).toEqual(['b', 'a']);
  });

  it('moves nothing for a run that ends as it began', () => {
    const view = open([a, b]);
    expect(view.update([a, retrying('b')], 0).settleAt).toBe(1000);
    expect(view.update([a, flux('b')], 400).settleAt).toBeUndefined();
    const { refresh } = view.tick(1000);
    expect(refresh).toEqual([]);
    expect(names(view.model)).toEqual(['a', 'b']);
  });

  it('moves nothing while a failing object retries', () => {
    const view = open([failing('b'), a]);
    const { refresh, settleAt } = view.update([retrying('b'), a]);
    expect(refresh).toEqual([idOf(b)]);
    expect(settleAt).toBeUndefined();
  });

  it('is of one group at a time', () => {
    const source = flux('y', { kind: kinds.gitRepository });
    const view = open([a, b, source]);
    view.update([a, failing('b'), source], 0);
    const bad = failing('y', { kind: kinds.gitRepository });
    expect(view.update([a, failing('b'), bad], 500).settleAt).toBe(1000);
    expect(view.tick(1000).refresh).toEqual(['kustomizations']);
    expect(view.model.groups.get('sources')?.settleAt).toBe(1500);
  });

  it('that stays the same after all needs no refresh', () => {
    const view = open([a]);
    expect(view.update([failing('a')], 0).settleAt).toBe(1000);
    expect(view.tick(1000)).toMatchObject({ refresh: [] });
    expect(view.model.groups.get('kustomizations')?.settleAt).toBeUndefined();
  });
});

describe('refresh', () => {
  it('names only the row if the group says the same', () => {
    const view = open([failing('a'), b]);
    expect(view.update([failing('a', { message: 'other' }), b]).refresh).toEqual([idOf(a)]);
  });

  it('names the group, not the row, if its count changes', () => {
    const view = open([failing('a'), b]);
    expect(view.update([flux('a'), b]).refresh).toEqual(['kustomizations']);
  });

  it('names the group if its count changes and its most urgent state does not', () => {
    const view = open([failing('a'), failing('b')]);
    expect(view.update([flux('a'), failing('b')]).refresh).toEqual(['kustomizations']);
  });

  it('names the group if a note says something else or goes', () => {
    const forbidden = (message: string): KindState => ({ phase: 'forbidden', message });
    const [bucket, chart] = [kinds.bucket, kinds.helmChart];
    const view = open([a], { [bucket]: forbidden('no'), [chart]: forbidden('no') });
    const other = { [bucket]: forbidden('no'), [chart]: forbidden('never') };
    expect(view.update([a], 0, other).refresh).toEqual(['sources']);
    expect(view.update([a], 0, { ...other }).refresh).toEqual([]);
    expect(view.update([a], 0, { [bucket]: forbidden('no'), [chart]: { phase: 'live' } }).refresh).toEqual(['sources']);
  });

  it('names nothing if nothing changed', () => {
    const view = open([a, b]);
    expect(view.update([a, b]).refresh).toEqual([]);
  });

  it('names rows whose health changes because another object did', () => {
    const source = { kind: kinds.gitRepository };
    const waiting = failing('a', {
      reason: 'ArtifactFailed',
      spec: { sourceRef: { kind: 'GitRepository', name: 'git' } },
    });
    const view = open([waiting, failing('git', source)]);
    expect(groupSummary(view.model.groups.get('kustomizations') ?? never())).toMatchObject({ code: 'waiting' });
    expect(view.update([waiting, flux('git', source)]).refresh).toEqual(['kustomizations', 'sources']);
  });

  it('names no row that the filter hides', () => {
    const bad = failing('a');
    const view = open([bad, b]);
    view.show({ status: 'failing' });
    expect(view.update([bad, flux('b', { message: 'other' })]).refresh).toEqual([]);
  });

  it('names the group whose kind becomes forbidden or stale', () => {
    const view = open([a, flux('y', { kind: kinds.gitRepository })]);
    const source = view.model.snapshot.kinds.get(kinds.gitRepository)?.objects.values().next().value ?? never();
    const { refresh } = view.update([a, source], 0, { [kinds.gitRepository]: { phase: 'stale', message: 'reset' } });
    expect(refresh).toEqual(['sources']);
  });

  it('names all if it is not known what changed', () => {
    const view = open([a]);
    const { model, refresh } = updateTree(view.model, { snapshot: snapshotOf([b]), filter: noFilter, now: 0 });
    expect(refresh).toBe('all');
    expect(names(model)).toEqual(['b']);
  });
});

describe('filter', () => {
  it('hides objects and says how many', () => {
    const view = open([failing('a'), b, c, flux('y', { kind: kinds.gitRepository })]);
    const { refresh, model } = view.show({ status: 'failing' });
    expect(refresh).toBe('all');
    expect(names(model)).toEqual(['a']);
    expect(model.shown).toEqual(['kustomizations']);
    expect([model.visible, model.hidden]).toEqual([1, 3]);
    expect(groupSummary(model.groups.get('kustomizations') ?? never())).toMatchObject({
      code: 'failing',
      count: 1,
      total: 3,
      hidden: 2,
    });
    expect(view.show(noFilter).model.hidden).toBe(0);
  });

  it('lets objects in and out as their health changes', () => {
    const view = open([failing('a'), b]);
    view.show({ status: 'failing' });
    expect(view.update([failing('a'), failing('b')]).refresh).toEqual(['kustomizations']);
    expect(names(view.model)).toEqual(['a', 'b']);
    view.update([flux('a'), failing('b')]);
    expect(names(view.model)).toEqual(['b']);
    expect(view.update([flux('a'), flux('b')]).refresh).toBe('all');
    expect(view.model.hidden).toBe(2);
  });

  it('that says the same again changes nothing', () => {
    const view = open([a]);
    view.show({ status: 'all', text: 'a' });
    expect(view.show({ status: 'all', text: ' A ' }).refresh).toEqual([]);
  });
});

describe('expanded', () => {
  it('is a group with a failure on first sight only', () => {
    const view = open([a, b]);
    expect(expanded(view)).toBe(false);
    view.update([failing('a'), b]);
    expect(expanded(view)).toBe(false);
    const other = open([failing('a'), b]);
    expect(expanded(other)).toBe(true);
    other.update([a, b]);
    expect(expanded(other)).toBe(true);
    other.show({ status: 'suspended' });
    expect(expanded(other)).toBe(true);
  });

  it('waits until the objects of all its kinds have arrived', () => {
    const git = flux('y', { kind: kinds.gitRepository });
    const view = open([git], { [kinds.bucket]: { phase: 'loading' } });
    expect(view.model.groups.get('sources')?.expanded).toBe(false);
    view.update([git, failing('x', { kind: kinds.bucket })]);
    expect(view.model.groups.get('sources')?.expanded).toBe(true);
  });
});

describe('updateTree', () => {
  it('keeps what did not change', () => {
    const view = open([a, b, flux('y', { kind: kinds.gitRepository })]);
    const before = view.model.groups.get('sources');
    view.update([failing('a'), b, ...(view.model.snapshot.kinds.get(kinds.gitRepository)?.objects.values() ?? [])]);
    expect(view.model.groups.get('sources')?.order).toBe(before?.order);
    expect(view.model.groups.get('sources')?.counts).toBe(before?.counts);
  });

  it('comes to the same as a fresh tree once it has settled, whatever happens', () => {
    const next = random(3);
    const pick = <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)] ?? never();
    const places = ['a', 'b', 'c', 'd', 'e'].flatMap((name) =>
      [kinds.kustomization, kinds.gitRepository, kinds.bucket].map((kind) => ({ name, kind })),
    );
    const makers = [flux, failing, (name: string, facts: object) => flux(name, { ...facts, suspend: true })];
    const filters: readonly TreeFilter[] = [noFilter, noFilter, { status: 'failing' }, { status: 'all', text: 'a' }];
    const view = open();
    let objects: readonly FluxObject[] = [];
    for (let now = 0; now < 300_000; now += 300) {
      const { name, kind } = pick(places);
      const others = objects.filter((object) => object.kindId !== kind || object.raw.metadata.name !== name);
      objects = next() < 0.2 ? others : [...others, pick(makers)(name, { kind })];
      view.update(objects, now);
      if (next() < 0.1) view.show(pick(filters));
      if (next() < 0.8) continue;
      now += 1000;
      view.tick(now);
      const { snapshot, filter } = view.model;
      const fresh = updateTree(emptyTree, { snapshot, filter, now }).model;
      const shape = ({ groups, shown, visible, hidden }: TreeModel): unknown => ({
        shown,
        visible,
        hidden,
        groups: [...groups.values()].map(({ category, order, counts, moves }) => ({ category, order, counts, moves })),
      });
      expect(shape(view.model)).toEqual(shape(fresh));
    }
  });
});

function never(): never {
  throw new Error('not there');
}
