/** Milliseconds that a connection may take and stay. */
export const timing = {
  /** Until a TCP and TLS connection stands, per try. */
  connect: 15_000,
  /** A silent connection is probed after this; a dead peer is noticed some ten probes, one a second, later. */
  keepAliveProbe: 15_000,
  /** How long a connection that nobody uses is kept. */
  idleConnection: 30_000,
  /** Until the status line; a Kubernetes API server gives up on requests after 60 s itself. */
  headers: 75_000,
  /** Between two pieces of an answer that is no stream. */
  body: 60_000,
} as const;
