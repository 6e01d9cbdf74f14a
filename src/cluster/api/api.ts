import type { Disposable } from '../../base/disposable.ts';
import type { Failure } from '../../base/failure.ts';

/** One request to the API server. */
export interface ApiRequest {
  /** `GET` if absent. */
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Absolute path below the server's URL, each segment already percent-encoded: `/apis/apps/v1/deployments`. */
  readonly path: string;
  /** Query parameters, not encoded yet. */
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Media type of the body; `application/json` if absent, a patch type for patches. */
  readonly contentType?: string;
  /** Media types accepted; `application/json` if absent. */
  readonly accept?: string;
  /** The user to act as; only for a kubeconfig that does not act as somebody else already. */
  readonly as?: string;
}

/** One request whose answer goes on. */
export interface StreamRequest extends ApiRequest {
  /** Runs when the server has accepted the request, before the first line. */
  readonly onOpen?: () => void;
  /** Milliseconds without a byte after which the peer is taken for dead (`unreachable`); no limit if absent. */
  readonly idleTimeoutMs?: number;
}

/**
 * The way to one API server as one user. Everything throws FailureError with a {@link ClusterFailure}, or the
 * signal's reason when the signal ended the work.
 */
export interface Transport extends Disposable {
  /** The server as text for people: `host` or `host:port`. */
  readonly host: string;
  /** Sends one request and parses the JSON answer. */
  request<T>(request: ApiRequest, signal: AbortSignal): Promise<T>;
  /** Sends one request and gives the answer as text. */
  requestText(request: ApiRequest, signal: AbortSignal): Promise<string>;
  /**
   * Opens a stream of newline-delimited JSON (a watch) and yields each line parsed. Ends when the server ends it;
   * throws when it breaks or when the first answer is an error status. Leaving the loop frees the connection.
   */
  stream<T>(request: StreamRequest, signal: AbortSignal): AsyncIterable<T>;
}

/**
 * What kept a request from succeeding:
 * - `unreachable`: no answer came, or it broke off; trying again later may help.
 * - `credentials`: we could not get credentials to send (exec plugin, files, identity provider).
 * - `unauthenticated` (401), `forbidden` (403), `notFound` (404), `conflict` (409), `gone` (410),
 *   `tooManyRequests` (429), `invalid` (other 4xx), `server` (5xx): what the server said.
 * - `protocol`: the answer is not one of a Kubernetes API server.
 */
export type ClusterFailureCode =
  | 'unreachable'
  | 'unauthenticated'
  | 'forbidden'
  | 'notFound'
  | 'conflict'
  | 'gone'
  | 'tooManyRequests'
  | 'invalid'
  | 'server'
  | 'credentials'
  | 'protocol';

/** A failed request as a value. */
export interface ClusterFailure extends Failure<ClusterFailureCode> {
  /** The HTTP status, if one came. */
  readonly status?: number;
  /** How long the server asks to wait before the next try. */
  readonly retryAfterMs?: number;
  /** The `reason` of the server's Status object, or the error code of the network (`ECONNREFUSED`). */
  readonly reason?: string;
  /** Fields that the server found fault with, by `details.causes` of its Status object. */
  readonly fields?: readonly string[];
}
