import { describe, expect, it } from 'vitest';
import { changeCounts } from '../../../../src/diff/changes/changeCounts.ts';
import type { KustomizationRow, ObjectRow } from '../../../../src/diff/changes/changesRows.ts';
import { changesTree, changingRows, type ChangesTree } from '../../../../src/diff/changes/changesTree.ts';
import type { KustomizationPrediction } from '../../../../src/diff/terms/prediction.ts';
import { configMap, kustomizationKey, object, prediction } from './predictions.ts';

const complete = (...predictions: readonly KustomizationPrediction[]): ChangesTree =>
  changesTree({ predictions, pending: new Map(), isComplete: true });

const roots = (tree: ChangesTree) => tree.roots.map((id) => tree.rows.get(id));
const names = (tree: ChangesTree): string[] =>
  roots(tree).map((row) => (row && 'key' in row ? row.key.slice(row.key.lastIndexOf('/') + 1) : ''));
const childrenOf = (tree: ChangesTree, at = 0) => roots(tree)[at]?.children.map((id) => tree.rows.get(id)) ?? [];

const danger = { code: 'dataDeleted', message: 'deletes PersistentVolumeClaim/data: its data goes with it' } as const;

describe('the rows of a comparison', () => {
  it('count each action of a Kustomization', () => {
    const objects = [
      object('ConfigMap', 'a'),
      object('ConfigMap', 'b'),
      object('ConfigMap', 'c', { action: 'create' }),
      object('ConfigMap', 'd', { action: 'unchanged' }),
    ];
    const [row] = roots(complete(prediction('apps', objects)));
    expect((row as KustomizationRow).counts).toEqual({ change: 2, create: 1 });
    expect(changeCounts([prediction('a', objects), prediction('b', objects)])).toEqual({ change: 4, create: 2 });
  });

  it('begin with what holds Flux up, then dangers, errors, changes and what is left alone', () => {
    const tree = complete(
      prediction(
        'apps',
        [
          object('ConfigMap', 'skipped', { action: 'skip', message: 'ssa: Ignore' }),
          object('ConfigMap', 'plain'),
          object('Service', 'bad', { action: 'error', message: 'spec.ports: Invalid value' }),
          object('PersistentVolumeClaim', 'data', { action: 'prune', dangers: [danger] }),
        ],
        { blockers: [{ kind: 'object', message: 'Flux applies nothing: Service/bad is refused' }] },
      ),
    );
    expect(childrenOf(tree).map((row) => (row && 'key' in row ? row.key : row?.type))).toEqual([
      'blocker',
      '/PersistentVolumeClaim/shop/data',
      '/Service/shop/bad',
      '/ConfigMap/shop/plain',
      '/ConfigMap/shop/skipped',
    ]);
  });

  it('leave out what stays as it is, unless something is to be said about it', () => {
    const tree = complete(
      prediction('apps', [
        object('ConfigMap', 'same', { action: 'unchanged' }),
        object('ConfigMap', 'kept', { action: 'unchanged', message: 'only finalizers differ' }),
      ]),
    );
    expect(childrenOf(tree).map((row) => (row as ObjectRow).message)).toEqual(['only finalizers differ']);
  });

  it('end with what the result rests on', () => {
    const certainty = { level: 'approximate', reason: 'the applied revision is not here' } as const;
    const tree = complete(
      prediction('apps', [object('ConfigMap', 'a')], { certainty, assumptions: ['no flags', 'both'] }),
      prediction('infra', [], { assumptions: ['both'] }),
    );
    expect(roots(tree)[2]).toMatchObject({ type: 'note', text: 'both' });
    expect(childrenOf(tree, 1)).toEqual([]);
    expect(childrenOf(tree).slice(1)).toMatchObject([
      { type: 'note', code: 'approximate', text: 'the applied revision is not here' },
      { type: 'note', code: 'assumption', text: 'no flags' },
    ]);
    expect(roots(tree)[0]).toMatchObject({ isApproximate: true });
  });

  it('say of each Kustomization when it takes effect, also where it is the same for all', () => {
    const effects = ['The source follows branch live.'];
    const tree = complete(
      prediction('apps', [object('ConfigMap', 'a')], { effects }),
      prediction('infra', [], { effects }),
    );
    expect(childrenOf(tree).slice(1)).toMatchObject([{ type: 'note', code: 'effect', text: effects[0] }]);
    expect(childrenOf(tree, 1)).toMatchObject([{ type: 'note', code: 'effect', text: effects[0] }]);
    expect(roots(tree)).toHaveLength(2);
  });

  it('do not say how sure a build is that there is not', () => {
    const certainty = { level: 'approximate', reason: 'it could not be built' } as const;
    const tree = complete(prediction('apps', [], { certainty, blockers: [{ kind: 'unknown', message: 'remote' }] }));
    expect(childrenOf(tree)).toMatchObject([{ type: 'blocker' }]);
    expect(roots(tree)[0]).toMatchObject({ isApproximate: false, standing: 'unknown' });
  });

  it('put the worst Kustomization first once all are known, and move none before', () => {
    const predictions = [
      prediction('quiet', []),
      prediction('changing', [object('ConfigMap', 'a')]),
      prediction('unknown', [object('ConfigMap', 'a', { action: 'unknown' })]),
      prediction('failing', [object('ConfigMap', 'a', { action: 'error' })]),
      prediction('dangerous', [object('ConfigMap', 'a', { dangers: [danger] })]),
      prediction('blocked', [], { blockers: [{ kind: 'build', message: 'build failed' }] }),
    ];
    predictions.splice(2, 0, prediction('held', [], { blockers: [{ kind: 'suspended', message: 'suspended' }] }));
    const worstFirst = ['blocked', 'dangerous', 'failing', 'unknown', 'held', 'changing', 'quiet'];
    expect(names(complete(...predictions))).toEqual(worstFirst);
    expect(names(changesTree({ predictions, pending: new Map(), isComplete: false }))).toEqual(
      [...worstFirst].reverse(),
    );
  });

  it('never call quiet what could not be known', () => {
    const unknown = prediction('a', [object('ConfigMap', 'a', { action: 'unknown', unknown: 'rights' })]);
    const held = prediction('b', [], { blockers: [{ kind: 'unknown', message: 'remote base' }] });
    const kept = prediction('c', [object('ConfigMap', 'a', { action: 'skip' })]);
    const standings = roots(complete(unknown, held, kept)).map((row) => (row as KustomizationRow).standing);
    expect(standings).toEqual(['unknown', 'unknown', 'quiet']);
  });

  it('show what is still to come, under the ids that results will have once there are some', () => {
    const pending = new Map([
      [kustomizationKey('apps'), [object('ConfigMap', 'a')]],
      [kustomizationKey('infra'), []],
    ]);
    const before = changesTree({ predictions: [], pending, isComplete: false });
    const after = changesTree({ predictions: [prediction('infra', [])], pending, isComplete: false });
    expect(roots(before)).toMatchObject([
      { type: 'pending', counts: { change: 1 }, isGivenUp: false },
      { type: 'pending', counts: {} },
    ]);
    expect(childrenOf(before)).toMatchObject([{ type: 'object', key: '/ConfigMap/shop/a' }]);
    expect(roots(after).map((row) => row?.type)).toEqual(['kustomization', 'pending']);
    expect(after.roots[1]).toBe(before.roots[0]);
    expect(after.roots[0]).not.toBe(before.roots[1]);
  });

  it('say what was not compared to the end', () => {
    const pending = new Map([[kustomizationKey('apps'), []]]);
    expect(roots(changesTree({ predictions: [], pending, isComplete: true }))).toMatchObject([{ isGivenUp: true }]);
  });

  it('tell equal names apart by namespace only where they meet', () => {
    const other = prediction('apps', [], { key: kustomizationKey('apps', 'shop') });
    const flags = (tree: ChangesTree) => roots(tree).map((row) => (row as KustomizationRow).isAmbiguous);
    expect(flags(complete(prediction('apps', []), prediction('infra', [])))).toEqual([false, false]);
    expect(flags(complete(prediction('apps', []), other))).toEqual([true, true]);
  });

  it('can be found by id, with the row above each', () => {
    const tree = complete(prediction('apps', [object('ConfigMap', 'a'), object('ConfigMap', 'b')]));
    for (const [id, row] of tree.rows) expect(row.id).toBe(id);
    expect(childrenOf(tree).map((row) => row?.parent)).toEqual([tree.roots[0], tree.roots[0]]);
  });

  it('lead to all that would change, in their order', () => {
    const sides = { before: configMap('1'), after: configMap('2') };
    const tree = complete(
      prediction('apps', [object('ConfigMap', 'b', sides), object('ConfigMap', 'a', { ...sides, action: 'skip' })]),
      prediction('infra', [object('ConfigMap', 'a', { ...sides, dangers: [danger] })]),
    );
    expect(changingRows(tree).map(({ kustomization, key }) => [kustomization, key])).toEqual([
      [kustomizationKey('infra'), '/ConfigMap/shop/a'],
      [kustomizationKey('apps'), '/ConfigMap/shop/b'],
    ]);
  });

  it('open where the sides differ', () => {
    const opens = (...sides: readonly (string | undefined)[]): boolean => {
      const [before, after] = sides.map((value) => value && configMap(value));
      const shown = { ...(before && { before }), ...(after && { after }) };
      const tree = complete(prediction('apps', [object('ConfigMap', 'a', shown)]));
      return (childrenOf(tree)[0] as ObjectRow).opens;
    };
    expect(opens('1', '2')).toBe(true);
    expect(opens(undefined, '2')).toBe(true);
    expect(opens('1', undefined)).toBe(true);
    expect(opens('1', '1')).toBe(false);
    expect(opens()).toBe(false);
  });
});
