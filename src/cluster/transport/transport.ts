import type { Logger } from '../../base/logger.ts';
import type { ApiRequest, StreamRequest, Transport } from '../api/api.ts';
import { readChunks, readText } from './body.ts';
import { clusterError, isFailure } from '../api/clusterError.ts';
import type { Credentials } from '../credentials/credentials.ts';
import { timing } from '../../network/timing.ts';
import { createExchange, type Exchange, type Outgoing } from './exchange.ts';
import { IncompleteLineError, LineError, parseJsonLines } from './jsonLines.ts';
import type { ResolvedContext } from '../kubeconfig/kubeconfig.ts';
import { networkFailure, type Peer } from '../../network/networkFailure.ts';
import type { ProxySettings } from '../../network/proxy.ts';
import { serverProxy } from '../network/serverLink.ts';

export interface TransportOptions extends ProxySettings {
  readonly logger: Logger;
}

/**
 * Makes the way to the API server of `context`, over one pool of long-lived connections. The credentials stay
 * their owner's. Nothing is connected before the first request.
 */
export function createTransport(
  { cluster }: Pick<ResolvedContext, 'cluster'>,
  credentials: Credentials,
  { logger, ...settings }: TransportOptions,
): Transport {
  const server = new URL(cluster.server);
  const closed = new AbortController();
  let exchange: Exchange | undefined;
  let peer: Peer = { host: server.host, proxy: undefined };

  /** Throws FailureError for an unusable proxy address. */
  const open = (request: Outgoing, signal: AbortSignal): ReturnType<Exchange['open']> => {
    signal.throwIfAborted();
    if (!exchange) {
      const proxy = serverProxy(server, cluster.proxyUrl, settings);
      peer = { host: server.host, proxy: proxy?.host };
      exchange = createExchange(cluster, credentials, proxy, logger);
    }
    return exchange.open(request, signal);
  };

  const ask = async <T>(request: ApiRequest, caller: AbortSignal, parse: (text: string) => T): Promise<T> => {
    const signal = AbortSignal.any([caller, closed.signal]);
    try {
      return parse(await readText(await open({ ...request, isStream: false, silenceMs: timing.body }, signal)));
    } catch (error) {
      throw translate(error, peer, signal);
    }
  };

  return {
    host: server.host,
    request: <T>(request: ApiRequest, caller: AbortSignal) =>
      ask(request, caller, (text) => (text === '' ? undefined : JSON.parse(text)) as T),
    requestText: (request, caller) => ask(request, caller, (text) => text),
    async *stream<T>(request: StreamRequest, caller: AbortSignal): AsyncGenerator<T, void, undefined> {
      const signal = AbortSignal.any([caller, closed.signal]);
      try {
        const silenceMs = request.idleTimeoutMs ?? 0;
        const response = await open({ ...request, isStream: true, silenceMs }, signal);
        // An answer that crossed its cancelling opens nothing; undici has ended its body.
        signal.throwIfAborted();
        request.onOpen?.();
        yield* parseJsonLines<T>(readChunks(response));
      } catch (error) {
        throw translate(error, peer, signal);
      }
    },
    dispose() {
      closed.abort(new DOMException(`Disconnected from ${server.host}`, 'AbortError'));
      exchange?.dispose();
    },
  };
}

/** What to throw for `error`: the signal's reason, a failure as it is, anything else as a failure. */
function translate(error: unknown, peer: Peer, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  if (isFailure(error)) return error;
  if (error instanceof LineError || error instanceof SyntaxError) {
    const message = `${peer.host} answered with something that is not JSON: is it a Kubernetes API server?`;
    return clusterError({ code: 'protocol', message }, error);
  }
  if (error instanceof IncompleteLineError) {
    const message = `the connection to ${peer.host} was cut in the middle of a line`;
    return clusterError({ code: 'unreachable', message, reason: 'INCOMPLETE' }, error);
  }
  return clusterError(networkFailure(error, peer), error);
}
