import type { JsonObject } from '../../flux/object.ts';
import type { ClusterFailure } from '../api/api.ts';
import { codeOfHttpStatus, failureOfStatus } from '../api/statusFailure.ts';

/** A server that asks for more is asked again all the same; timers take no more than 24 days. */
const longestDelayMs = 10 * 60_000;

/** What of an answer that is no success says why. */
export interface ErrorAnswer {
  readonly status: number;
  /** The header's value; empty if the server named no type. */
  readonly contentType: string;
  /** The header Retry-After. */
  readonly retryAfter: string | undefined;
  readonly body: string;
}

/**
 * Translates an answer that is no success. A Kubernetes API server explains itself with a Status object; a web
 * page comes from something between us and it (a proxy, a sign-in page), whatever its status claims.
 */
export function errorAnswerFailure(answer: ErrorAnswer, host: string, now: () => number = Date.now): ClusterFailure {
  const { status, contentType, body } = answer;
  const said = parseStatus(body);
  const isPage = said === undefined && /html/i.test(contentType);
  const isForeign = status < 400 || status === 407 || (isPage && status < 500 && status !== 401);
  const asked = delayOf(answer.retryAfter, now) ?? detailDelay(said);
  const retryAfterMs = asked === undefined ? undefined : Math.min(asked, longestDelayMs);
  const failure = said
    ? { ...failureOfStatus(said), message: oneLine(failureOfStatus(said).message) }
    : { message: `${host} answered ${status}${isPage ? pageText(body) : plainText(body)}` };
  return {
    ...failure,
    code: isForeign ? 'protocol' : codeOfHttpStatus(status),
    status,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

function parseStatus(body: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    return 'kind' in value && value.kind === 'Status' ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}

/** Milliseconds of a Retry-After header: seconds or an HTTP date (RFC 9110, 10.2.3). */
function delayOf(header: string | undefined, now: () => number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d+$/.test(header)) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now());
}

/** Milliseconds of a Status object's `details.retryAfterSeconds`. */
function detailDelay(status: JsonObject | undefined): number | undefined {
  const details = status?.['details'];
  if (typeof details !== 'object' || details === null || !('retryAfterSeconds' in details)) return undefined;
  const { retryAfterSeconds } = details;
  return typeof retryAfterSeconds === 'number' ? retryAfterSeconds * 1000 : undefined;
}

function pageText(body: string): string {
  const title = oneLine(/<title[^>]*>([^<]*)/i.exec(body)?.[1] ?? '').trim();
  return ` with a web page${title ? ` ("${title}")` : ''}, as a proxy or a sign-in page does`;
}

function plainText(body: string): string {
  const text = oneLine(body).trim();
  return text ? `: ${text}` : '';
}

function oneLine(text: string): string {
  const line = text.slice(0, 2000).replace(/\s+/g, ' ');
  return line.length > 500 ? `${line.slice(0, 500)}…` : line;
}
