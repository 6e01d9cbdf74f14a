import { expect, test } from 'vitest';
import { kinds } from '../../../../src/flux/kinds.ts';
import { objectKey } from '../../../../src/flux/object.ts';
import { pathId } from '../../../../src/tree/pathId.ts';
import { rollbackStart } from '../../../../src/ui/stages/rollback/rollbackStart.ts';

test('a row says what is rolled back, whichever view it is of; without one the person is asked', () => {
  expect(rollbackStart([JSON.stringify(['/fleet', 'production', 'overlay', 'web'])])).toEqual({
    root: '/fleet',
    thing: { stage: 'production', kind: 'overlay', key: 'web' },
  });
  expect(rollbackStart(['["/fleet","production"]'])).toEqual({ root: '/fleet' });
  const key = objectKey(kinds.kustomization, 'flux-system', 'apps');
  expect(rollbackStart([pathId({ type: 'object', category: 'kustomizations', key })])).toEqual({
    thing: { object: key },
  });
  expect(rollbackStart([])).toEqual({});
});
