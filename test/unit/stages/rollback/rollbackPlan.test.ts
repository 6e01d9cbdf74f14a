import { expect, test } from 'vitest';
import { kinds } from '../../../../src/flux/kinds.ts';
import { rollbackPlan, type RollbackFacts } from '../../../../src/stages/rollback/rollbackPlan.ts';
import type { Reader } from '../../../../src/stages/terms/rollback.ts';
import { fluxObject } from '../../flux/objects.ts';

const bytes = (files: Readonly<Record<string, string>>) =>
  new Map(Object.entries(files).map(([path, text]) => [path, new TextEncoder().encode(text)]));

const then = bytes({
  'app/kustomization.yaml': 'old',
  'app/a.yaml': 'a',
  'base/b.yaml': 'b1',
  'app/unused.yaml': 'u',
  other: '1',
});
const now = bytes({
  'app/kustomization.yaml': 'new',
  'app/a.yaml': 'a',
  'base/b.yaml': 'b2 # {"$imagepolicy": "shop:b"}',
  'app/unused.yaml': 'u2',
  'app/added.yaml': 'new',
  other: '2',
});
const readThen = ['app/kustomization.yaml', 'app/a.yaml', 'base/b.yaml'];
const readNow = [...readThen, 'app/unused.yaml', 'app/added.yaml'];

function plan(more: Partial<RollbackFacts> = {}) {
  return rollbackPlan({ then, now, readThen, readNow, readers: () => [], automations: [], ...more });
}

test('restores what was read then, deletes what is new, and leaves the rest', () => {
  expect(plan()).toEqual({
    changes: [
      { kind: 'delete', path: 'app/added.yaml' },
      { kind: 'copy', path: 'app/kustomization.yaml', from: 'app/kustomization.yaml' },
      { kind: 'copy', path: 'base/b.yaml', from: 'base/b.yaml' },
    ],
    others: [],
    kept: [],
    automations: [],
  });
});

test('brings back what is gone', () => {
  const less = new Map([...now].filter(([path]) => path !== 'app/a.yaml'));
  expect(plan({ now: less }).changes).toContainEqual({ kind: 'copy', path: 'app/a.yaml', from: 'app/a.yaml' });
});

test('has nothing to do where the files are as they were', () => {
  expect(plan({ now: then, readNow: readThen }).changes).toEqual([]);
});

test('names others who read what changes, and keeps what they read', () => {
  const production: Reader = { name: 'flux-system/app', declaredIn: 'clusters/production/app.yaml' };
  const readers = (path: string): readonly Reader[] =>
    path === 'base/b.yaml' || path.includes('added') ? [production] : [];
  const { others, kept, changes } = plan({ readers });
  expect(others).toEqual([{ ...production, paths: ['base/b.yaml'] }]);
  expect(kept).toEqual(['app/added.yaml']);
  expect(changes.map(({ kind }) => kind)).toEqual(['copy', 'copy']);
});

test('points out the automations that would write into it again', () => {
  const marked = new Map([...then, ...bytes({ 'base/b.yaml': 'b1 # {"$imagepolicy": "shop:b"}' })]);
  const automation = (name: string, path: string, suspend = false) =>
    fluxObject(kinds.imageUpdateAutomation, { name, spec: { update: { path }, suspend } });
  const automations = [
    automation('all', './'),
    automation('base', './base'),
    automation('elsewhere', './app'),
    automation('off', './', true),
  ];
  const names = plan({ then: marked, automations }).automations.map(({ key }) => key.split('/').at(-1));
  expect(names).toEqual(['all', 'base']);
  expect(plan({ automations }).automations).toEqual([]);
});
