import { expect, test } from 'vitest';
import { startOf } from '../../../../src/ui/stages/promote/startOf.ts';

const row = (stage: string, key: string) => JSON.stringify([stage, 'overlay', key]);

test('rows say the stage and the applications; rows of another stage are left out', () => {
  expect(startOf([row('staging', 'web'), row('staging', 'cache')], '/fleet')).toEqual({
    from: 'staging',
    applications: ['web', 'cache'],
    root: '/fleet',
  });
  expect(startOf([row('dev', 'web'), row('staging', 'cache')], undefined)).toEqual({
    from: 'dev',
    applications: ['web'],
  });
  expect(startOf(['["staging"]'], undefined)).toEqual({ from: 'staging' });
});

test('without rows, or with those of another view, nothing is said', () => {
  expect(startOf([], '/fleet')).toEqual({});
  expect(startOf(['kustomizations/shop/apps'], '/fleet')).toEqual({});
});
