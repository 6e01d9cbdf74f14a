import * as http from 'node:http';
import * as https from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { once } from 'node:events';
import type { Disposable } from '../../src/base/disposable.ts';
import type { Fault, FaultRule, SeenRequest } from './faults.ts';

export interface FaultProxyOptions {
  /** Where requests go; client certificates are not passed on, tokens are. */
  readonly upstream: URL;
  /** CA of an https upstream, PEM. */
  readonly upstreamCa?: string;
  /** Certificate and key (PEM) to serve https with; plain http if absent. */
  readonly tls?: { readonly certificate: string; readonly key: string };
  /** Loopback address to listen on; 127.0.0.1 if absent. */
  readonly host?: string;
}

/** Stands between a client and an API server and does what its rules say. Its owner closes it. */
export interface FaultProxy {
  readonly url: URL;
  /** Requests seen so far. */
  readonly requests: readonly SeenRequest[];
  /** Open connections of clients. */
  readonly connections: number;
  /** Connections accepted so far. */
  readonly accepted: number;
  /** Adds a rule; the oldest one that matches a request applies. */
  add(rule: FaultRule): Disposable;
  /** Cuts all connections. */
  cut(): void;
  /** Cuts all connections and refuses others until {@link comeBack}. */
  goAway(): Promise<void>;
  /** Listens again, on the same port. */
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a fault proxy on a free port. */
export async function startFaultProxy(options: FaultProxyOptions): Promise<FaultProxy> {
  const { upstream, tls, host = '127.0.0.1' } = options;
  const rules: { readonly rule: FaultRule; left: number }[] = [];
  const requests: SeenRequest[] = [];
  const sockets = new Set<Socket>();
  let accepted = 0;

  const takeFault = (request: SeenRequest): Fault | undefined => {
    const entry = rules.find(({ rule, left }) => left > 0 && (rule.match?.(request) ?? true));
    if (entry) entry.left -= 1;
    return entry?.rule.fault;
  };
  const server = createServer(tls, (request, response) => {
    const seen = { method: request.method ?? '', path: request.url ?? '', headers: request.headers };
    requests.push(seen);
    void serve(request, response, takeFault(seen), options);
  });
  server.on('connection', (socket: Socket) => {
    accepted += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
  });
  const listen = async (port: number): Promise<void> => void (await once(server.listen(port, host), 'listening'));
  const cut = (): void => sockets.forEach((socket) => socket.destroy());
  const goAway = async (): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    cut();
    await closed;
  };

  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    url: new URL(`${tls ? 'https' : 'http'}://${host}:${port}${upstream.pathname}`),
    requests,
    get connections() {
      return sockets.size;
    },
    get accepted() {
      return accepted;
    },
    add(rule) {
      const entry = { rule, left: rule.times ?? Infinity };
      rules.push(entry);
      return { dispose: () => void (entry.left = 0) };
    },
    cut,
    goAway,
    comeBack: () => listen(port),
    close: () => (server.listening ? goAway() : Promise.resolve()),
  };
}

function createServer(tls: FaultProxyOptions['tls'], listener: http.RequestListener): http.Server | https.Server {
  if (!tls) return http.createServer(listener);
  return https.createServer(
    { cert: tls.certificate, key: tls.key, requestCert: true, rejectUnauthorized: false },
    listener,
  );
}

async function serve(
  request: http.IncomingMessage,
  response: http.ServerResponse,
  fault: Fault | undefined,
  options: FaultProxyOptions,
): Promise<void> {
  switch (fault?.type) {
    case 'answer':
      response.writeHead(fault.status, fault.headers).end(fault.body);
      return;
    case 'refuse':
      request.socket.destroy();
      return;
    case 'delay':
      await new Promise((resolve) => setTimeout(resolve, fault.ms).unref());
      break;
    default:
  }
  passOn(request, response, fault, options);
}

function passOn(
  request: http.IncomingMessage,
  response: http.ServerResponse,
  fault: Fault | undefined,
  { upstream, upstreamCa }: FaultProxyOptions,
): void {
  const send = upstream.protocol === 'https:' ? https.request : http.request;
  const { method, headers, url } = request;
  const onward = send(new URL(url ?? '/', upstream), { method, headers, agent: false, ca: upstreamCa }, (answer) => {
    const { 'content-length': length, ...others } = answer.headers;
    // A shortened answer must not announce its full length, or it would be an unfinished one.
    const sent = fault?.type === 'truncate' || length === undefined ? others : answer.headers;
    response.writeHead(answer.statusCode ?? 502, sent).flushHeaders();
    relay(answer, response, fault);
  });
  onward.on('error', () => response.destroy());
  response.on('close', () => onward.destroy());
  request.pipe(onward);
}

/** Passes the answer's body on, up to where the fault wants it to end. */
function relay(answer: http.IncomingMessage, response: http.ServerResponse, fault: Fault | undefined): void {
  let left = fault && 'afterBytes' in fault ? fault.afterBytes : Infinity;
  answer.on('error', () => response.destroy());
  answer.on('end', () => response.end());
  answer.on('data', (chunk: Buffer) => {
    const part = chunk.subarray(0, left);
    left -= part.length;
    response.write(part, () => {
      if (left > 0) return;
      if (fault?.type === 'cut') response.destroy();
      if (fault?.type === 'truncate') response.end();
    });
    if (left <= 0) answer.pause().removeAllListeners('data');
  });
}
