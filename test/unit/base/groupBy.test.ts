import { expect, test } from 'vitest';
import { groupBy } from '../../../src/base/groupBy.ts';

test('groups and what is in them keep their order', () => {
  const groups = groupBy(['pear', 'apple', 'plum', 'avocado'], (word) => word[0]);
  expect([...groups]).toEqual([
    ['p', ['pear', 'plum']],
    ['a', ['apple', 'avocado']],
  ]);
});
