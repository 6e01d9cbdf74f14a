/** What a fault proxy does to a request instead of only passing it on. */
export type Fault =
  /** Answers by itself. */
  | {
      readonly type: 'answer';
      readonly status: number;
      readonly headers?: Record<string, string>;
      readonly body?: string;
    }
  /** Cuts the connection before any answer. */
  | { readonly type: 'refuse' }
  /** Waits, then passes on. */
  | { readonly type: 'delay'; readonly ms: number }
  /** Passes on so many bytes of the answer's body, then cuts the connection. */
  | { readonly type: 'cut'; readonly afterBytes: number }
  /** Passes on so many bytes of the answer's body, then ends it as if it were complete. */
  | { readonly type: 'truncate'; readonly afterBytes: number }
  /** Passes on so many bytes of the answer's body, then nothing, the connection left open. */
  | { readonly type: 'silence'; readonly afterBytes: number };

/** A request as rules see it. */
export interface SeenRequest {
  readonly method: string;
  /** Path with query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

export interface FaultRule {
  readonly fault: Fault;
  /** Which requests; all if absent. */
  readonly match?: (request: SeenRequest) => boolean;
  /** How often it applies; always if absent. */
  readonly times?: number;
}

/** An Error answer as a Kubernetes API server gives it. */
export function statusAnswer(
  code: number,
  reason: string,
  message: string,
  headers: Record<string, string> = {},
): Fault {
  const body = JSON.stringify({ kind: 'Status', apiVersion: 'v1', status: 'Failure', code, reason, message });
  return { type: 'answer', status: code, headers: { 'content-type': 'application/json', ...headers }, body };
}
