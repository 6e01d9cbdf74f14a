import { describe, expect, test } from 'vitest';
import type { Answer } from '../../../../src/forges/request/answer.ts';
import { refusal } from '../../../../src/forges/request/refusal.ts';
import { forgeWords } from '../../../../src/forges/request/words.ts';

const token = { value: 'planted', source: 'GITLAB_TOKEN' };
const now = Date.parse('2026-11-26T10:00:00Z');

function refused(
  status: number,
  body: unknown,
  headers: Answer['headers'] = {},
  none = false,
): ReturnType<typeof refusal> {
  const answer = { status, body, headers, isJson: body !== undefined };
  return refusal(answer, { host: 'git.example.org', token: none ? { advice: 'Set X.' } : token, now });
}

describe('what an answer means', () => {
  test.each<[string, number, unknown, Answer['headers'], string, RegExp]>([
    [
      'GitHub: bad token',
      401,
      { message: 'Bad credentials' },
      {},
      'unauthorized',
      /refused the token \(GITLAB_TOKEN\): "Bad credentials"/,
    ],
    [
      'GitLab: expired',
      401,
      { error: 'invalid_token', error_description: 'Token is expired.' },
      {},
      'unauthorized',
      /Token is expired/,
    ],
    [
      'GitHub: scope',
      403,
      { message: 'Must have admin rights' },
      { 'x-accepted-oauth-scopes': 'repo', 'x-oauth-scopes': 'gist' },
      'forbidden',
      /needs one of the scopes repo and has gist/,
    ],
    [
      'GitHub: single sign-on',
      403,
      { message: 'Resource protected' },
      { 'x-github-sso': 'required; url=https://x' },
      'forbidden',
      /authorise the token/,
    ],
    [
      'GitLab: scope',
      403,
      { error: 'insufficient_scope', error_description: 'More privileges.' },
      {},
      'forbidden',
      /More privileges/,
    ],
    ['not there', 404, { message: '404 Project Not Found' }, {}, 'notFound', /may not see it/],
    [
      'GitHub: exists',
      422,
      {
        message: 'Validation Failed',
        errors: [{ resource: 'PullRequest', code: 'custom', message: 'A pull request already exists for shop:x.' }],
      },
      {},
      'exists',
      /already exists for shop:x/,
    ],
    [
      'GitLab: exists',
      409,
      { message: ['Another open merge request already exists for this source branch: !5'] },
      {},
      'exists',
      /!5/,
    ],
    [
      'invalid field',
      422,
      { message: 'Validation Failed', errors: [{ resource: 'PullRequest', field: 'base', code: 'invalid' }] },
      {},
      'invalid',
      /base: invalid/,
    ],
    ['GitLab: invalid', 400, { message: { title: ["can't be blank"] } }, {}, 'invalid', /title can't be blank/],
    ['fault', 502, undefined, { 'content-type': 'text/html' }, 'unavailable', /has a fault \(502\)/],
    ['sign-in page', 200, undefined, { 'content-type': 'text/html' }, 'notApi', /text\/html\): it may be a proxy/],
    ['proxy', 407, undefined, {}, 'notApi', /proxy/],
  ])('%s', (_, status, body, headers, code, message) => {
    expect(refused(status, body, headers)).toMatchObject({
      code,
      status,
      message: expect.stringMatching(message) as string,
    });
  });

  test.each<[string, number, Answer['headers'], string | undefined]>([
    ['seconds', 429, { 'retry-after': '90' }, '2026-11-26T10:01:30.000Z'],
    ['a date', 429, { 'retry-after': 'Thu, 26 Nov 2026 10:05:00 GMT' }, '2026-11-26T10:05:00.000Z'],
    [
      'GitHub’s end of the limit',
      403,
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1795687200' },
      '2026-11-26T10:00:00.000Z',
    ],
    ['GitLab’s', 429, { 'ratelimit-remaining': '0', 'ratelimit-reset': '1795687260' }, '2026-11-26T10:01:00.000Z'],
    ['nothing', 429, {}, undefined],
    ['nonsense', 429, { 'retry-after': 'soon' }, undefined],
  ])('a limit tells when it ends: %s', (_, status, headers, at) => {
    const failure = refused(status, { message: 'API rate limit exceeded' }, headers);
    expect(failure.code).toBe('rateLimited');
    expect(failure.retryAt).toBe(at === undefined ? undefined : Date.parse(at));
    if (at !== undefined) expect(failure.message).toContain(at);
  });

  test.each([401, 403, 404])('without a token, %i means that one is wanted', (status) => {
    expect(refused(status, { message: 'x' }, {}, true)).toMatchObject({
      code: 'noToken',
      message: 'git.example.org wants a token. Set X.',
    });
  });
});

test.each<[unknown, string | undefined]>([
  [undefined, undefined],
  ['text', undefined],
  [{ message: 7 }, undefined],
  [{ message: 'a\u202eb\nc' }, 'ab c'],
  [{ errors: ['one', 'one', { message: 'two' }, null] }, 'one; two'],
  [{ message: { base: ['is invalid', 'is odd'] } }, 'base is invalid; base is odd'],
])('the words of %j', (answer, words) => {
  expect(forgeWords(answer)).toBe(words);
});
