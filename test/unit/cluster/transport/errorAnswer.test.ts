import { describe, expect, test } from 'vitest';
import { errorAnswerFailure } from '../../../../src/cluster/transport/errorAnswer.ts';

const answer = (status: number, body: string, contentType = 'application/json', retryAfter?: string) =>
  errorAnswerFailure({ status, body, contentType, retryAfter }, 'api:6443', () => Date.parse('2026-01-01T00:00:00Z'));

describe('errorAnswerFailure', () => {
  test('gives the words of a Status object, on one line', () => {
    const body = JSON.stringify({ kind: 'Status', code: 422, reason: 'Invalid', message: 'spec.a:\n  too long' });
    expect(answer(422, body)).toEqual({ code: 'invalid', status: 422, reason: 'Invalid', message: 'spec.a: too long' });
  });

  test('goes by the answer’s status, not by the object’s', () => {
    expect(answer(404, JSON.stringify({ kind: 'Status', message: 'gone' }))).toMatchObject({
      code: 'notFound',
      status: 404,
    });
  });

  test.each([
    ['3', undefined, 3000],
    ['Thu, 01 Jan 2026 00:00:05 GMT', undefined, 5000],
    ['Thu, 01 Jan 2020 00:00:00 GMT', undefined, 0],
    ['soon', undefined, undefined],
    [undefined, 2, 2000],
    ['3', 2, 3000],
  ])('reads Retry-After %s and retryAfterSeconds %s', (header, retryAfterSeconds, expected) => {
    const body = JSON.stringify({ kind: 'Status', code: 429, message: 'slow', details: { retryAfterSeconds } });
    expect(answer(429, body, 'application/json', header).retryAfterMs).toBe(expected);
  });

  test('takes plain text as it is, shortened', () => {
    expect(answer(404, '404 page not found\n', 'text/plain').message).toBe('api:6443 answered 404: 404 page not found');
    expect(answer(500, 'x'.repeat(10_000), 'text/plain').message.length).toBeLessThan(600);
    expect(answer(500, '', '').message).toBe('api:6443 answered 500');
  });

  test.each([
    [302, 'text/html', 'protocol'],
    [302, '', 'protocol'],
    [407, 'text/plain', 'protocol'],
    [403, 'text/html; charset=utf-8', 'protocol'],
    [404, 'text/html', 'protocol'],
    [401, 'text/html', 'unauthenticated'],
    [504, 'text/html', 'server'],
  ])('an answer of somebody else, %i %s, is %s', (status, type, code) => {
    expect(answer(status, '<html></html>', type).code).toBe(code);
  });
});
