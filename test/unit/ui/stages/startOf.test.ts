import { expect, test } from 'vitest';
import { startOf } from '../../../../src/ui/stages/promote/startOf.ts';

const row = (stage: string, key: string, root = '/fleet', kind = 'overlay') => JSON.stringify([root, stage, kind, key]);

test('rows say repository, stage and applications; rows of another stage or repository are left out', () => {
  expect(startOf([row('staging', 'web'), row('staging', 'cache')])).toEqual({
    root: '/fleet',
    from: 'staging',
    applications: ['overlay/web', 'overlay/cache'],
  });
  expect(startOf([row('dev', 'web'), row('staging', 'cache'), row('dev', 'api', '/other')])).toEqual({
    root: '/fleet',
    from: 'dev',
    applications: ['overlay/web'],
  });
  expect(startOf(['["/fleet","staging"]'])).toEqual({ root: '/fleet', from: 'staging' });
  expect(startOf(['["/fleet"]'])).toEqual({ root: '/fleet' });
});

test('applications of two kinds with one name are told apart', () => {
  const rows = [row('dev', 'web', '/fleet', 'kustomization'), row('dev', 'web', '/fleet', 'helmRelease')];
  expect(startOf(rows).applications).toEqual(['Kustomization/web', 'HelmRelease/web']);
});

test('without rows, or with those of another view, nothing is said', () => {
  expect(startOf([])).toEqual({});
  expect(startOf(['kustomizations/shop/apps'])).toEqual({});
});
