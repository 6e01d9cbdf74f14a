import { expect, it } from 'vitest';
import { withBlocked } from '../../../../src/diff/kustomizations/blocking.ts';
import type { Outcome } from '../../../../src/diff/terms/outcome.ts';

const outcome = (name: string, action: Outcome['action'], stage?: number): Outcome => ({
  key: `/ConfigMap/shop/${name}`,
  apiVersion: 'v1',
  action,
  ...(stage !== undefined && { stage }),
});

it('holds back the first stage that fails, all later ones and what would be pruned', () => {
  const { outcomes, blockers } = withBlocked([
    outcome('before', 'create', 0),
    outcome('beside', 'change', 1),
    outcome('remade', 'recreate', 1),
    outcome('fails', 'error', 1),
    outcome('same', 'unchanged', 3),
    outcome('remade-later', 'recreate', 3),
    outcome('fails-later', 'error', 3),
    outcome('gone', 'prune'),
  ]);
  expect(outcomes.map(({ action, isBlocked }) => (isBlocked === true ? `${action}, blocked` : action))).toEqual([
    'create',
    'change, blocked',
    'deleteOnly',
    'error',
    'unchanged',
    'recreate, blocked',
    'error',
    'prune, blocked',
  ]);
  expect(blockers.map(({ message }) => message)).toEqual([
    'Flux will apply nothing of this stage or later ones and prune nothing: ConfigMap/shop/fails fails: it is refused',
  ]);
});

it('holds back nothing where nothing fails', () => {
  const outcomes = [outcome('a', 'create', 0), outcome('b', 'prune')];
  expect(withBlocked(outcomes)).toEqual({ outcomes, blockers: [] });
});

it('holds back nothing where something cannot be known', () => {
  expect(withBlocked([outcome('a', 'unknown', 0), outcome('b', 'change', 3)]).blockers).toEqual([]);
});
