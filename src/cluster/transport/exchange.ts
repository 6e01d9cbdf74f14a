import type { Dispatcher } from 'undici';
import type { Disposable } from '../../base/disposable.ts';
import type { Logger } from '../../base/logger.ts';
import type { ApiRequest } from '../api/api.ts';
import { readErrorText } from './body.ts';
import { clusterError } from '../api/clusterError.ts';
import type { Authentication, Credentials } from '../credentials/credentials.ts';
import { errorAnswerFailure, type ErrorAnswer } from './errorAnswer.ts';
import type { KubeconfigCluster } from '../kubeconfig/kubeconfigTypes.ts';
import { createLinks } from './links.ts';
import { isClosedConnection } from '../../network/networkFailure.ts';

/** A request with how its answer is read. */
export interface Outgoing extends ApiRequest {
  /** Whether the answer goes on: it is not packed, as packing holds lines back. */
  readonly isStream: boolean;
  /** Milliseconds without a byte of the answer after which it has failed; 0 for no limit. */
  readonly silenceMs: number;
}

/** Gets answers from one API server. */
export interface Exchange extends Disposable {
  /**
   * Sends `request` and resolves when a successful answer begins. Credentials that the server refuses are got
   * anew, once. Throws FailureError for any other answer, and whatever undici throws.
   */
  open(request: Outgoing, signal: AbortSignal): Promise<Dispatcher.ResponseData>;
}

/** Nothing is connected before the first request. */
export function createExchange(
  cluster: KubeconfigCluster,
  credentials: Credentials,
  proxy: URL | undefined,
  logger: Logger,
): Exchange {
  const server = new URL(cluster.server);
  const links = createLinks(cluster, proxy, logger);

  const send = async (
    request: Outgoing,
    auth: Authentication,
    signal: AbortSignal,
  ): Promise<Dispatcher.ResponseData> => {
    const pool = await links.pool(auth.client, signal);
    const options = requestOptions(server, request, signal);
    options.headers = {
      ...requestHeaders(request, cluster.disableCompression),
      ...auth.headers,
      ...(request.as !== undefined && { 'impersonate-user': request.as }),
    };
    try {
      return await pool.request(options);
    } catch (error) {
      // The server may close a kept connection just when it is used again.
      if (options.method !== 'GET' || signal.aborted || !isClosedConnection(error)) throw error;
      return pool.request(options);
    }
  };

  return {
    async open(request, signal) {
      const auth = await credentials.get(signal);
      let response = await send(request, auth, signal);
      if (response.statusCode === 401 && credentials.invalidate(auth)) {
        response.body.on('error', () => undefined).destroy();
        response = await send(request, await credentials.get(signal), signal);
      }
      const { statusCode } = response;
      logger.debug(`${request.method ?? 'GET'} ${request.path} ${statusCode}`);
      if (statusCode >= 200 && statusCode < 300) return response;
      throw clusterError(errorAnswerFailure(await readErrorAnswer(response), server.host));
    },
    dispose: () => links.dispose(),
  };
}

function requestOptions(server: URL, request: Outgoing, signal: AbortSignal): Dispatcher.RequestOptions {
  const { method = 'GET', path, query, body, silenceMs } = request;
  const search = query === undefined ? '' : `?${new URLSearchParams(query).toString()}`;
  return {
    origin: server.origin,
    path: `${server.pathname.replace(/\/$/, '')}${path}${search}`,
    method,
    signal,
    bodyTimeout: silenceMs,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
}

function requestHeaders(request: Outgoing, disableCompression: boolean): Record<string, string> {
  return {
    'user-agent': 'sluice',
    accept: request.accept ?? 'application/json',
    'accept-encoding': request.isStream || disableCompression ? 'identity' : 'gzip',
    ...(request.body === undefined ? {} : { 'content-type': request.contentType ?? 'application/json' }),
  };
}

async function readErrorAnswer(response: Dispatcher.ResponseData): Promise<ErrorAnswer> {
  return {
    status: response.statusCode,
    contentType: header(response, 'content-type') ?? '',
    retryAfter: header(response, 'retry-after'),
    body: await readErrorText(response),
  };
}

function header({ headers }: Dispatcher.ResponseData, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}
