import type { ForgeFailure, ForgeFailureCode } from '../terms/forgeFailure.ts';
import type { NoToken, Token } from '../terms/token.ts';
import type { Answer } from './answer.ts';
import { forgeWords } from './words.ts';

/** What was asked of whom, for the sentence that says what went wrong. */
export interface Asked {
  /** `host` or `host:port`. */
  readonly host: string;
  readonly token: Token | NoToken;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What an answer means that is no success. */
export function refusal(answer: Answer, asked: Asked): ForgeFailure {
  const { status } = answer;
  const said = forgeWords(answer.body);
  const retryAt = limitEnd(answer, asked.now);
  const code = codeOf(answer, said, retryAt, asked.token);
  return {
    code,
    message:
      sentences[code]?.({ ...asked, said, answer, retryAt }) ?? `${asked.host} answered ${status}${quoted(said)}.`,
    status,
    ...(code === 'rateLimited' && retryAt !== undefined ? { retryAt } : {}),
  };
}

function codeOf(
  { status, headers, isJson }: Answer,
  said: string | undefined,
  retryAt: number | undefined,
  token: Token | NoToken,
): ForgeFailureCode {
  // GitHub answers 403 for its limits too: docs.github.com, "Rate limits for the REST API".
  const isLimit = status === 403 && (headers['x-ratelimit-remaining'] === '0' || /rate limit/i.test(said ?? ''));
  if (status === 429 || isLimit) return 'rateLimited';
  if (status === 503 && retryAt !== undefined) return 'rateLimited';
  if (status >= 500) return 'unavailable';
  if (status >= 300 && status < 400) return 'redirected';
  if ([401, 403, 404].includes(status) && isJson && 'advice' in token) return 'noToken';
  // A proxy that wants to be signed in to answers 407, or a page with any status.
  if (status === 407 || !isJson) return 'notApi';
  if (status === 401) return 'unauthorized';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'notFound';
  return (status === 409 || status === 422) && /already exists/i.test(said ?? '') ? 'exists' : 'invalid';
}

interface Told extends Asked {
  readonly said: string | undefined;
  readonly answer: Answer;
  readonly retryAt: number | undefined;
}

const sentences: Readonly<Partial<Record<ForgeFailureCode, (told: Told) => string>>> = {
  noToken: ({ host, token }) => noToken(host, 'advice' in token ? token : { advice: '' }),
  unauthorized: ({ host, token, said }) =>
    `${host} refused ${named(token)}${quoted(said)}: it is wrong, has expired or was revoked. Give a new one.`,
  forbidden: ({ host, token, said, answer }) =>
    `${host} does not let ${named(token)} do this${quoted(said)}.${scopes(answer)}${singleSignOn(answer)}`,
  notFound: ({ host, token, said }) =>
    `${host} knows no such thing${quoted(said)}: the repository, branch or number is not there, or ${named(token)} may ` +
    'not see it.',
  rateLimited: ({ host, said, retryAt }) =>
    `${host} takes no more requests for now${quoted(said)}.` +
    (retryAt === undefined
      ? ' Try again in a few minutes.'
      : ` It takes them again at ${new Date(retryAt).toISOString()}.`),
  unavailable: ({ host, said, answer }) => `${host} has a fault (${answer.status})${quoted(said)}. Try again later.`,
  notApi: ({ host, answer }) =>
    `What answers at ${host} is not the forge's API (${answer.status}, ${answer.headers['content-type'] ?? 'no content type'}): ` +
    'it may be a proxy or a page to sign in, or the address is not that of a forge.',
  exists: ({ host, said }) => `${host} has an open pull request from this branch already${quoted(said)}.`,
  invalid: ({ host, said, answer }) => `${host} refused this (${answer.status})${quoted(said)}.`,
};

/** What is said where there is no token for a host. */
export function noToken(host: string, { advice }: NoToken): string {
  return `${host} wants a token. ${advice}`.trim();
}

function named(token: Token | NoToken): string {
  return 'advice' in token ? 'a request without a token' : `the token (${token.source})`;
}

function quoted(said: string | undefined): string {
  return said === undefined ? '' : `: "${said}"`;
}

/** GitHub tells which scopes a classic token has, and which would do. */
function scopes({ headers }: Answer): string {
  const wanted = headers['x-accepted-oauth-scopes'];
  if (!wanted) return ' Its scopes or permissions do not cover it, or its owner may not.';
  return ` It needs one of the scopes ${wanted} and has ${headers['x-oauth-scopes'] || 'none'}.`;
}

/** Of an organisation with SAML single sign-on at GitHub. */
function singleSignOn({ headers }: Answer): string {
  return headers['x-github-sso'] === undefined
    ? ''
    : ' The organisation asks for single sign-on: authorise the token for it in the settings of your tokens.';
}

/**
 * When requests are taken again: Retry-After in seconds or as a date (RFC 9110), else the second at which GitHub's
 * (`x-ratelimit-reset`) or GitLab's (`ratelimit-reset`) limit ends.
 */
function limitEnd({ headers }: Answer, now: number): number | undefined {
  const after = headers['retry-after'];
  if (after !== undefined) {
    const time = /^\d{1,6}$/.test(after) ? now + Number(after) * 1000 : Date.parse(after);
    if (!Number.isNaN(time)) return time;
  }
  const isSpent = headers['x-ratelimit-remaining'] === '0' || headers['ratelimit-remaining'] === '0';
  const reset = headers['x-ratelimit-reset'] ?? headers['ratelimit-reset'];
  return isSpent && reset !== undefined && /^\d{9,11}$/.test(reset) ? Number(reset) * 1000 : undefined;
}
