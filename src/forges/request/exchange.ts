import { X509Certificate } from 'node:crypto';
import { createSecureContext, rootCertificates } from 'node:tls';
import type { Dispatcher } from 'undici';
import type { Disposable } from '../../base/disposable.ts';
import { messageOf } from '../../base/failure.ts';
import { createDispatcher } from '../../network/dispatcher.ts';
import { networkFailure } from '../../network/networkFailure.ts';
import { outageCause } from '../../network/outageCause.ts';
import { selectProxy, type ProxySettings } from '../../network/proxy.ts';
import { trustedCertificates } from '../../network/trustedCertificates.ts';
import { forgeError } from '../terms/forgeFailure.ts';
import type { Answer } from './answer.ts';

/** How a forge is reached. */
export interface Way {
  readonly proxies: ProxySettings;
  /** Certificates (PEM) of authorities to trust besides those of Node and the system. */
  readonly authorities: readonly string[];
  /** Milliseconds that a server may be silent; absent: what a person waits for. */
  readonly patience?: number;
}

/** Milliseconds: the slowest answer of a forge that works, which opens a pull request, takes some seconds. */
const usualPatience = 30_000;

/** What is sent, to one server. */
export interface Outgoing {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON. */
  readonly body?: string;
}

/** Sends requests to one server. */
export interface Exchange extends Disposable {
  /**
   * Sends a request once and reads the answer, with whatever status. No redirect is followed. Throws FailureError
   * `unreachable`, `untrusted` or `notApi`, or the signal's reason.
   */
  send(request: Outgoing, signal: AbortSignal): Promise<Answer>;
}

/** Longest answer that is read, in bytes: a page of pull requests with the longest texts is shorter. */
const longest = 64 * 1024 * 1024;

/** Nothing is connected before the first request. Throws FailureError for proxies or certificates that are none. */
export function createExchange(origin: string, { proxies, authorities, patience = usualPatience }: Way): Exchange {
  const server = new URL(origin);
  const proxy = selectProxy(server, proxies);
  const dispatcher = createDispatcher(server.protocol === 'https:' ? { secureContext: trust(authorities) } : {}, proxy);
  return {
    async send(request, signal) {
      signal.throwIfAborted();
      try {
        const limits = { headersTimeout: patience, bodyTimeout: patience };
        const response = await dispatcher.request({ ...request, ...limits, origin, signal });
        return await read(response, server.host);
      } catch (error) {
        signal.throwIfAborted();
        throw explained(error, server.host, proxy?.host);
      }
    },
    dispose: () => void dispatcher.destroy().catch(() => undefined),
  };
}

function trust(authorities: readonly string[]): ReturnType<typeof createSecureContext> {
  if (authorities.length === 0) return createSecureContext({ ca: trustedCertificates() });
  try {
    // A text that is no certificate would be passed over.
    for (const authority of authorities) new X509Certificate(authority);
    return createSecureContext({ ca: [...(trustedCertificates() ?? rootCertificates), ...authorities] });
  } catch (error) {
    const message = `The certificates of authorities that were given for forges cannot be used: ${messageOf(error)}.`;
    throw forgeError({ code: 'untrusted', message }, error);
  }
}

function explained(error: unknown, host: string, proxy: string | undefined): Error {
  if (error instanceof Error && 'failure' in error) return error;
  const { reason, message } = networkFailure(error, { host, proxy });
  const cause = outageCause(reason);
  if (['refused', 'name', 'timeout', 'other'].includes(cause)) {
    return forgeError({ code: 'unreachable', message: withAdvice(capital(message)) }, error);
  }
  const remedy =
    cause === 'authority'
      ? ' If it is your own authority, name its certificate: caFile in the setting "sluice.forges", git\'s ' +
        'http.sslCAInfo, or the environment variable NODE_EXTRA_CA_CERTS.'
      : '';
  return forgeError({ code: 'untrusted', message: `${capital(message)}.${remedy}` }, error);
}

/** A question is advice enough. */
function withAdvice(sentence: string): string {
  if (sentence.includes('?')) return sentence;
  return `${sentence}. Try again; if it stays so, see whether the forge works and no proxy or firewall ends the connection.`;
}

/** Host names are written in lower case. */
function capital(sentence: string): string {
  return /^the /.test(sentence) ? `T${sentence.slice(1)}` : sentence;
}

async function read({ statusCode, headers, body }: Dispatcher.ResponseData, host: string): Promise<Answer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    parts.push(chunk);
    size += chunk.length;
    if (size > longest)
      throw forgeError({ code: 'notApi', message: `The answer of ${host} is too long to be a forge's.` });
  }
  const answer = {
    status: statusCode,
    headers: firstOfEach(headers),
    ...parsed(Buffer.concat(parts).toString('utf8')),
  };
  // A connection that is cut looks like one that was closed at the end where the server wanted to close it anyway.
  if (!answer.isJson && /\bjson\b/.test(answer.headers['content-type'] ?? '')) {
    throw forgeError({ code: 'unreachable', message: `The answer of ${host} broke off.` });
  }
  return answer;
}

function parsed(text: string): Pick<Answer, 'body' | 'isJson'> {
  // 204, and some answers to a change, hold nothing.
  if (text === '') return { body: undefined, isJson: true };
  try {
    return { body: JSON.parse(text) as unknown, isJson: true };
  } catch {
    return { body: undefined, isJson: false };
  }
}

function firstOfEach(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as Record<string, string>;
}
