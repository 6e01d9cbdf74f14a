import type { Disposable } from '../../base/disposable.ts';
import { FailureError, failureOf } from '../../base/failure.ts';
import type { Logger } from '../../base/logger.ts';
import { isClosedConnection } from '../../network/networkFailure.ts';
import { forgeError } from '../terms/forgeFailure.ts';
import type { NoToken, Token, TokenSource } from '../terms/token.ts';
import type { Answer } from './answer.ts';
import { createExchange, type Outgoing, type Way } from './exchange.ts';
import { refusal } from './refusal.ts';

/** A request to the API of a forge. */
export interface ForgeRequest {
  readonly method?: Outgoing['method'];
  /** Below the API's address, encoded; see path.ts. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly body?: unknown;
}

/** Speaks to the API of one forge. */
export interface ForgeClient extends Disposable {
  /** `host` or `host:port` of the forge's pages, for sentences. */
  readonly host: string;
  /** The parsed answer. Throws FailureError with a ForgeFailure, or the signal's reason. */
  send(request: ForgeRequest, signal: AbortSignal): Promise<unknown>;
  /** All elements of a list of several pages, `size` on each, at most {@link mostPages} of them. */
  list(request: ForgeRequest, paging: Paging, signal: AbortSignal): Promise<readonly unknown[]>;
}

/** How a forge cuts lists into pages. */
export interface Paging {
  /** The name of the parameter that says how many elements a page has. */
  readonly parameter: 'per_page' | 'limit';
  readonly size: number;
  /** Where the list is, within an object. */
  readonly elements?: (page: unknown) => readonly unknown[];
}

export interface ForgeClientOptions {
  /** The address below which all paths lie, without a slash at its end. */
  readonly api: string;
  /** Whom the token is for: the origin of the forge's pages. */
  readonly site: string;
  readonly tokens: TokenSource;
  /** The headers of every request, with the token if there is one. */
  readonly headers: (token: string | undefined) => Readonly<Record<string, string>>;
  readonly way: Way;
  readonly logger: Logger;
}

/** A forge that has more to show than this is asked no further. */
const mostPages = 10;

/** How often a repository that was moved or renamed is followed. */
const mostRedirects = 3;

/** Nothing is sent or connected before the first request. */
export function createForgeClient(options: ForgeClientOptions): ForgeClient {
  const { site, tokens, headers, logger } = options;
  const api = new URL(options.api);
  const exchange = createExchange(api.origin, options.way);
  const { host } = new URL(site);

  const once = async (outgoing: Outgoing, signal: AbortSignal): Promise<Answer> => {
    try {
      return await exchange.send(outgoing, signal);
    } catch (error) {
      // The server may close a kept connection just when it is used again; what changes something is not sent twice.
      if (outgoing.method !== 'GET' || !isClosedConnection(error)) throw error;
      return exchange.send(outgoing, signal);
    }
  };

  const follow = async (outgoing: Outgoing, token: Token | NoToken, signal: AbortSignal): Promise<Answer> => {
    let next = outgoing;
    for (let redirects = 0; ; redirects += 1) {
      const answer = await once(next, signal);
      logger.debug(`${next.method} ${host}${next.path} ${answer.status}`);
      if (answer.status < 300 || answer.status >= 400) return answer;
      const target = targetOf(answer, `${api.origin}${next.path}`);
      if (target?.origin !== api.origin || redirects === mostRedirects || !mayFollow(answer.status, next.method)) {
        throw redirected(host, target, token);
      }
      next = { ...next, path: `${target.pathname}${target.search}` };
    }
  };

  const send = async (request: ForgeRequest, signal: AbortSignal): Promise<unknown> => {
    const token = await tokens({ origin: new URL(site).origin }, signal);
    const value = 'value' in token ? token.value : undefined;
    const outgoing = outgoingOf(api, request, headers(value));
    const answer = await withoutToken(follow(outgoing, token, signal), value);
    if (answer.status >= 200 && answer.status < 300 && answer.isJson) return answer.body;
    throw redacted(forgeError(refusal(answer, { host, token, now: Date.now() })), value);
  };

  return {
    host,
    send,
    async list(request, { parameter, size, elements = asList }, signal) {
      const all: unknown[] = [];
      for (let page = 1; page <= mostPages; page += 1) {
        const query = { ...request.query, [parameter]: size, page };
        const found = elements(await send({ ...request, query }, signal));
        all.push(...found);
        if (found.length < size) break;
      }
      return all;
    },
    dispose: () => exchange.dispose(),
  };
}

function asList(page: unknown): readonly unknown[] {
  return Array.isArray(page) ? page : [];
}

function outgoingOf(
  api: URL,
  { method = 'GET', path, query, body }: ForgeRequest,
  headers: Readonly<Record<string, string>>,
): Outgoing {
  const pairs = Object.entries(query ?? {}).map(([name, value]): [string, string] => [name, String(value)]);
  const search = pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
  return {
    method,
    path: `${api.pathname.replace(/\/$/, '')}${path}${search}`,
    headers: {
      'user-agent': 'sluice',
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
}

/** 307 and 308 keep the method; 301 and 302 would make a GET of any other. */
function mayFollow(status: number, method: Outgoing['method']): boolean {
  return status === 307 || status === 308 || (method === 'GET' && (status === 301 || status === 302));
}

function targetOf({ headers }: Answer, from: string): URL | undefined {
  const location = headers['location'];
  return location !== undefined && URL.canParse(location, from) ? new URL(location, from) : undefined;
}

function redirected(host: string, target: URL | undefined, token: Token | NoToken): FailureError {
  const where = target === undefined ? 'to nowhere' : `to ${target.origin}`;
  const why = 'value' in token ? `, where the token (${token.source}) must not go` : '';
  const message = `${host} leads elsewhere, ${where}${why}. If the forge has moved, correct the address of the remote.`;
  return forgeError({ code: 'redirected', message });
}

/** No sentence repeats a token, even where a forge or a proxy does. */
async function withoutToken<T>(work: Promise<T>, value: string | undefined): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw redacted(error, value);
  }
}

function redacted(error: unknown, value: string | undefined): unknown {
  const failure = failureOf(error);
  if (failure === undefined || value === undefined || !failure.message.includes(value)) return error;
  return new FailureError({ ...failure, message: failure.message.replaceAll(value, '***') });
}
