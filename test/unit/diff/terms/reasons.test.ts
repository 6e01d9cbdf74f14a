import { expect, test } from 'vitest';
import { unknownReasons } from '../../../../src/diff/terms/reasons.ts';

test('reasons are parts of a sentence', () => {
  for (const reason of Object.values(unknownReasons)) expect(reason).toMatch(/^[a-z].*[^.]$/);
});
