import { expect, test } from 'vitest';
import { FailureError, messageOf } from '../../../src/base/failure.ts';

test('a sentence for people counts before the cause that it explains', () => {
  const cause = new Error('wrapped', { cause: new Error('other side closed') });
  expect(messageOf(cause)).toBe('other side closed');
  const told = new FailureError({ code: 'unreachable', message: 'The connection to x was cut.' }, { cause });
  expect(messageOf(told)).toBe('The connection to x was cut.');
  expect(messageOf(new Error('around', { cause: told }))).toBe('The connection to x was cut.');
});
