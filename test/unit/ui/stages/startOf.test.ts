import { expect, test } from 'vitest';
import { startOf } from '../../../../src/ui/stages/promote/startOf.ts';

const row = (stage: string, key: string, root = '/fleet') => JSON.stringify([root, stage, 'overlay', key]);

test('rows say repository, stage and applications; rows of another stage or repository are left out', () => {
  expect(startOf([row('staging', 'web'), row('staging', 'cache')])).toEqual({
    root: '/fleet',
    from: 'staging',
    applications: ['web', 'cache'],
  });
  expect(startOf([row('dev', 'web'), row('staging', 'cache'), row('dev', 'api', '/other')])).toEqual({
    root: '/fleet',
    from: 'dev',
    applications: ['web'],
  });
  expect(startOf(['["/fleet","staging"]'])).toEqual({ root: '/fleet', from: 'staging' });
  expect(startOf(['["/fleet"]'])).toEqual({ root: '/fleet' });
});

test('without rows, or with those of another view, nothing is said', () => {
  expect(startOf([])).toEqual({});
  expect(startOf(['kustomizations/shop/apps'])).toEqual({});
});
