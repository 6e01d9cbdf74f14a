import { describe, expect, it } from 'vitest';
import { kinds } from '../../../src/flux/kinds.ts';
import type { FluxObject, KindId } from '../../../src/flux/object.ts';
import type { KindState } from '../../../src/flux/snapshot.ts';
import { childIds, limitFor, noteAt, pageSize, rootIds, rowsBeyond } from '../../../src/tree/children.ts';
import { noFilter } from '../../../src/tree/filter.ts';
import { groupSummary, type GroupSummary } from '../../../src/tree/groupSummary.ts';
import { emptyTree, updateTree, type TreeModel } from '../../../src/tree/model.ts';
import { failing, flux, retrying, snapshotOf } from './fleet.ts';

function modelOf(objects: readonly FluxObject[], states: Readonly<Record<KindId, KindState>> = {}): TreeModel {
  return updateTree(emptyTree, { snapshot: snapshotOf(objects, states), filter: noFilter, now: 0 }).model;
}

const many = Array.from({ length: pageSize + 101 }, (_, i) => flux(`app-${String(i).padStart(4, '0')}`));
const git = flux('git', { kind: kinds.gitRepository });

describe('childIds', () => {
  it('are a page of rows and a node for more', () => {
    const model = modelOf(many);
    const ids = childIds(model, 'kustomizations');
    expect(ids).toHaveLength(pageSize + 1);
    expect(ids.at(-1)).toBe('kustomizations/#more');
    expect(rowsBeyond(model, 'kustomizations', pageSize)).toBe(101);
  });

  it('are all rows once more were asked for', () => {
    const model = modelOf(many);
    const ids = childIds(model, 'kustomizations', 2 * pageSize);
    expect(ids).toHaveLength(many.length);
    expect(ids).not.toContain('kustomizations/#more');
    expect(rowsBeyond(model, 'kustomizations', 2 * pageSize)).toBe(0);
  });

  it('need no node for more if they fill a page', () => {
    expect(childIds(modelOf(many.slice(0, pageSize)), 'kustomizations')).toHaveLength(pageSize);
  });

  it('have forbidden kinds first and stale ones last', () => {
    const model = modelOf([git], {
      [kinds.gitRepository]: { phase: 'live' },
      [kinds.bucket]: { phase: 'stale', message: 'reset' },
      [kinds.ociRepository]: { phase: 'forbidden', message: 'no' },
    });
    expect(childIds(model, 'sources')).toEqual([
      `sources/#note/${kinds.ociRepository}`,
      `sources/${git.key}`,
      `sources/#note/${kinds.bucket}`,
    ]);
  });

  it('are none of a group that is not there', () => {
    expect(childIds(modelOf([git]), 'images')).toEqual([]);
    expect(rowsBeyond(modelOf([git]), 'images', 0)).toBe(0);
  });
});

describe('rootIds', () => {
  it('are the groups', () => {
    expect(rootIds(modelOf([git, flux('a')]))).toEqual(['kustomizations', 'sources']);
  });
});

describe('limitFor', () => {
  it('is the pages that reach the row', () => {
    const model = modelOf(many);
    const limits = [0, pageSize - 1, pageSize, many.length - 1].map((i) =>
      limitFor(model, `kustomizations/${many[i]?.key ?? ''}`),
    );
    expect(limits).toEqual([pageSize, pageSize, 2 * pageSize, 2 * pageSize]);
  });

  it.each(['kustomizations', 'kustomizations/#more', `sources/${flux('a').key}`, 'kustomizations/a/b/c/d'])(
    'is nothing for %s',
    (id) => {
      expect(limitFor(modelOf(many), id)).toBeUndefined();
    },
  );
});

describe('noteAt', () => {
  const states = { [kinds.helmRelease]: { phase: 'forbidden', message: 'cannot\nlist \u202eit' } } as const;

  it('is what must be known of the kind, in plain text', () => {
    expect(noteAt(modelOf([], states), `helmReleases/#note/${kinds.helmRelease}`)).toEqual({
      code: 'forbidden',
      kindId: kinds.helmRelease,
      kind: 'HelmRelease',
      plural: 'helmreleases',
      message: 'cannot list it',
    });
  });

  it.each(['helmReleases', `helmReleases/#note/${kinds.bucket}`, `sources/#note/${kinds.helmRelease}`])(
    'is nothing for %s',
    (id) => {
      expect(noteAt(modelOf([], states), id)).toBeUndefined();
    },
  );

  it('is not of a stale kind if all are: the connection is lost, and the view says so once', () => {
    const stale = { phase: 'stale', message: 'reset' } as const;
    const id = `sources/#note/${kinds.gitRepository}`;
    expect(noteAt(modelOf([git], { [kinds.gitRepository]: stale }), id)).toBeUndefined();
    expect(noteAt(modelOf([git, flux('a')], { [kinds.gitRepository]: stale }), id)).toMatchObject({ code: 'stale' });
  });
});

describe('groupSummary', () => {
  const rest = { hidden: 0, forbidden: false, stale: false, loading: false };
  const waiting = failing('w', { reason: 'DependencyNotReady' });
  const alert = flux('alert', { kind: kinds.alert });

  it.each<readonly [string, readonly FluxObject[], Partial<GroupSummary>]>([
    ['2 failing of 3', [failing('a'), failing('b'), waiting], { code: 'failing', count: 2, total: 3 }],
    ['1 waiting of 2', [waiting, flux('a')], { code: 'waiting', count: 1, total: 2 }],
    ['1 terminating of 2', [flux('a', { deleted: '2026-01-01T00:00:00Z' }), flux('b')], { code: 'terminating' }],
    ['1 unknown of 2', [retrying('a', { reason: 'Odd' }), flux('b')], { code: 'unknown', count: 1, total: 2 }],
    ['1 unsettled of 2', [retrying('a'), flux('b')], { code: 'unsettled', count: 1, total: 2 }],
    ['1 suspended of 2', [flux('a', { suspend: true }), flux('b')], { code: 'suspended', count: 1, total: 2 }],
    ['2 ready', [flux('a'), flux('b')], { code: 'ready', count: 2, total: 2 }],
    ['1 ready of 2', [alert, flux('r', { kind: kinds.receiver })], { code: 'ready', count: 1, total: 2 }],
    ['1 without status', [alert], { code: 'objects', count: 1, total: 1 }],
  ])('%s', (_, objects, expected) => {
    const [group] = modelOf(objects).groups.values();
    expect(group && groupSummary(group)).toMatchObject({ ...rest, ...expected });
  });

  it('tells of kinds that are forbidden, stale or loading', () => {
    const model = modelOf([flux('a')], {
      [kinds.ociRepository]: { phase: 'forbidden', message: 'no' },
      [kinds.bucket]: { phase: 'stale', message: 'reset' },
      [kinds.helmChart]: { phase: 'loading' },
    });
    const group = model.groups.get('sources');
    expect(group && groupSummary(group)).toEqual({
      code: 'none',
      count: 0,
      total: 0,
      hidden: 0,
      forbidden: true,
      stale: true,
      loading: true,
    });
  });
});
