import { expect, test } from 'vitest';
import { shortCommit } from '../../../src/base/shortCommit.ts';

test('a commit is told by its first twelve characters', () => {
  expect(shortCommit('0123456789abcdef0123456789abcdef01234567')).toBe('0123456789ab');
});
