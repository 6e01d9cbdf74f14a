import type { Failure } from '../base/failure.ts';
import { outageCause } from './outageCause.ts';

/** Where a request was sent, for the sentence that says what went wrong. */
export interface Peer {
  /** `host:port` of the server. */
  readonly host: string;
  /** `host:port` of the proxy between, if any. */
  readonly proxy: string | undefined;
}

/** Why no answer came. */
export interface NetworkFailure extends Failure<'unreachable'> {
  /** The error code of Node, undici or OpenSSL, as `outageCause.ts` reads it. */
  readonly reason: string;
}

/** Translates what Node, OpenSSL, undici or socks threw while we talked to `peer`. */
export function networkFailure(error: unknown, peer: Peer): NetworkFailure {
  const { code, message } = innermost(error);
  const reason = code ?? 'UNKNOWN';
  const sentence = sentences[reason]?.(peer, message) ?? certificate(reason, peer, message);
  const via = peer.proxy === undefined ? '' : ` (through the proxy ${peer.proxy})`;
  return { code: 'unreachable', reason, message: `${sentence ?? `${peer.host}: ${message}`}${via}` };
}

/** Whether `error` says that the peer closed a connection that was idle before, so that the request never began. */
export function isClosedConnection(error: unknown): boolean {
  const { code } = innermost(error);
  return code === 'UND_ERR_SOCKET' || code === 'ECONNRESET' || code === 'EPIPE';
}

type Sentence = (peer: Peer, message: string) => string;

const timedOut: Sentence = ({ host }) => `no connection to ${host} in time: is the network or VPN up?`;
const unknownHost: Sentence = ({ host }, message) =>
  `the name ${/(?:ENOTFOUND|EAI_AGAIN) (\S+)/.exec(message)?.[1] ?? host} cannot be resolved: is the network or VPN up?`;
const broken: Sentence = ({ host }) => `the connection to ${host} was cut`;
const noRoute: Sentence = ({ host }) => `there is no route to ${host}: is the network or VPN up?`;

/** By `code` of the innermost error: Node's system errors, undici's `UND_ERR_`. */
const sentences: Readonly<Partial<Record<string, Sentence>>> = {
  ECONNREFUSED: ({ host }) => `${host} refused the connection: is the server running?`,
  ENOTFOUND: unknownHost,
  EAI_AGAIN: unknownHost,
  ETIMEDOUT: timedOut,
  UND_ERR_CONNECT_TIMEOUT: timedOut,
  UND_ERR_HEADERS_TIMEOUT: ({ host }) => `${host} gave no answer in time`,
  UND_ERR_BODY_TIMEOUT: ({ host }) => `${host} fell silent in the middle of an answer`,
  ECONNRESET: broken,
  EPIPE: broken,
  UND_ERR_SOCKET: broken,
  ERR_STREAM_PREMATURE_CLOSE: broken,
  EHOSTUNREACH: noRoute,
  ENETUNREACH: noRoute,
  EPROTO: ({ host }, message) => `${host} does not speak TLS as expected: ${message}`,
  ERR_SSL_WRONG_VERSION_NUMBER: ({ host }) => `${host} does not speak TLS: is it an http:// server?`,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: ({ host }) => `${host} does not speak TLS: is it an http:// server?`,
};

function certificate(code: string, { host }: Peer, message: string): string | undefined {
  switch (outageCause(code)) {
    case 'expired':
      return `the certificate of ${host} has expired: it must be renewed there, if this computer's clock is right`;
    case 'notYetValid':
      return `the certificate of ${host} is not valid yet: is this computer's clock right?`;
    case 'wrongHost':
      return `the certificate of ${host} is for another host: ${message}`;
    case 'authority':
      return `the certificate of ${host} is not trusted: ${message}`;
    case 'certificate':
      return `the certificate of ${host} cannot be verified: ${message}`;
    case 'clientCertificate':
      return `${host} refused the client certificate, or wants one: ${message}`;
    case 'handshake':
      return `${host} refused the TLS connection: ${message}`;
    default:
      return undefined;
  }
}

/** The deepest cause that has a code: wrappers around it say less. */
function innermost(error: unknown): { readonly code: string | undefined; readonly message: string } {
  let found = { code: undefined as string | undefined, message: String(error) };
  for (let current = error, depth = 0; current instanceof Error && depth < 8; depth += 1) {
    const code = 'code' in current && typeof current.code === 'string' ? current.code : undefined;
    if (code !== undefined || found.code === undefined) {
      found = { code: code ?? found.code, message: current.message.split('\n', 1)[0] || current.name };
    }
    current = current instanceof AggregateError && current.errors.length > 0 ? current.errors[0] : current.cause;
  }
  return found;
}
