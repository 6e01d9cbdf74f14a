import { readFileSync } from 'node:fs';
import { Agent, request } from 'undici';
import { sleep } from '../../../src/base/wait.ts';
import type { ClusterDescription, Method, Requester, RequestOptions } from '../cluster.ts';

/** The API server's refusal: the HTTP status and the reason and message of its Status object. */
export class ApiError extends Error {
  readonly status: number;
  readonly reason: string;
  constructor(status: number, reason: string, message: string) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.reason = reason;
  }
}

const patience = 60_000;
const busyPause = 100;

/** Makes the function that speaks to the API server. */
export function createRequester(description: ClusterDescription): Requester {
  const dispatcher = new Agent({
    connect: { ca: readFileSync(description.certificateAuthority, 'utf8') },
    connections: 32,
    // A kept connection must not hold up the end of a process that is done.
    keepAliveTimeout: 1000,
    keepAliveMaxTimeout: 1000,
  });
  return async <T>(method: Method, path: string, body?: unknown, options: RequestOptions = {}): Promise<T> => {
    const type = options.contentType ?? (method === 'PATCH' ? 'application/merge-patch+json' : 'application/json');
    const signal = withLimit(options.signal);
    for (;;) {
      const response = await request(new URL(path, description.server), {
        method,
        dispatcher,
        headers: { authorization: `Bearer ${options.token ?? description.harnessToken}`, 'content-type': type },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        signal,
      });
      const text = await response.body.text();
      if (response.statusCode < 300) return (text.startsWith('{') ? JSON.parse(text) : text) as T;
      if (response.statusCode !== 429) throw apiError(response.statusCode, text);
      // The storage of a kind that was defined a moment ago is being prepared.
      await sleep(busyPause, signal);
    }
  };
}

function withLimit(signal: AbortSignal | undefined): AbortSignal {
  const limit = AbortSignal.timeout(patience);
  return signal === undefined ? limit : AbortSignal.any([signal, limit]);
}

function apiError(status: number, text: string): ApiError {
  try {
    const { reason = '', message = text } = JSON.parse(text) as { reason?: string; message?: string };
    return new ApiError(status, reason, message);
  } catch {
    return new ApiError(status, '', text);
  }
}
