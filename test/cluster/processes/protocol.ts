/** What the parent and its supervisor say to each other over Node's IPC channel. */

/** A process to run. Its output goes to `<scratch>/log/<name>.log`. */
export interface ProcessSpec {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Beside PATH, HOME and TMPDIR, of which the last two lie in the scratch folder. */
  readonly env?: Readonly<Record<string, string>>;
  /** The URL that answers 200 when it is ready. */
  readonly health: string;
}

/** A plain TCP relay. */
export interface ForwardSpec {
  readonly fromHost: string;
  readonly toHost: string;
  readonly port: number;
}

export type Order =
  | { readonly op: 'start'; readonly spec: ProcessSpec }
  | { readonly op: 'stop'; readonly name: string }
  | { readonly op: 'forward'; readonly spec: ForwardSpec }
  | { readonly op: 'shutdown' };

/** An order with the number that its answer carries. */
export type Request = Order & { readonly id: number };

export type Message =
  /** Sent once: the scratch folder exists and the ports `firstPort` to `firstPort + portCount - 1` are ours. */
  | { readonly type: 'ready'; readonly scratch: string; readonly firstPort: number }
  | { readonly type: 'failed'; readonly message: string }
  /** `pid` answers a start. */
  | { readonly type: 'answer'; readonly id: number; readonly pid?: number; readonly error?: string }
  /** A process ended; `expected` if by an order. */
  | { readonly type: 'exit'; readonly name: string; readonly how: string; readonly expected: boolean };
