import type { Failure } from '../../base/failure.ts';

/** What a session is doing. A new value with each transition: compare by identity across an await. */
export type SessionState =
  /** Nothing was asked of it yet: no file read, no traffic. */
  | { readonly phase: 'idle' }
  /** There is nothing to connect to; `paths` were looked at, `failures` say what could not be read there. */
  | { readonly phase: 'noKubeconfig'; readonly paths: readonly string[]; readonly failures: readonly Failure[] }
  /** Contexts there are, but none is chosen, or the chosen one (`missing`) is gone. */
  | { readonly phase: 'noContext'; readonly contexts: number; readonly missing?: string }
  | { readonly phase: 'connecting'; readonly context: string }
  | { readonly phase: 'connected'; readonly context: string; readonly host: string }
  /** The server does not answer; what was received is kept. `retryAt` is in milliseconds since 1970. */
  | { readonly phase: 'degraded'; readonly context: string; readonly failure: Failure; readonly retryAt: number }
  /** No traffic until the person reconnects. */
  | { readonly phase: 'dormant'; readonly context: string; readonly reason: DormantReason; readonly failure?: Failure };

/** Why a session rests: the server or a plugin refused our sign-in, the kubeconfig cannot be used, or it was told to. */
export type DormantReason = 'authentication' | 'configuration' | 'disconnected' | 'restricted';

/** Where a session without a connection stands. */
export type RestingState = Extract<SessionState, { phase: 'noKubeconfig' | 'noContext' | 'dormant' }>;

export type SessionEvent =
  | { readonly type: 'connect'; readonly context: string }
  | { readonly type: 'answered'; readonly host: string }
  | { readonly type: 'lost'; readonly failure: Failure; readonly retryAt: number }
  | { readonly type: 'rest'; readonly state: RestingState };

/**
 * The state after `event`. News from a connection (`answered`, `lost`) counts only while there is one: a late
 * answer never wakes a session that rests.
 */
export function reduceSession(state: SessionState, event: SessionEvent): SessionState {
  switch (event.type) {
    case 'connect':
      return { phase: 'connecting', context: event.context };
    case 'answered':
      return isOpen(state) && state.phase !== 'connected'
        ? { phase: 'connected', context: state.context, host: event.host }
        : state;
    case 'lost':
      return isOpen(state)
        ? { phase: 'degraded', context: state.context, failure: event.failure, retryAt: event.retryAt }
        : state;
    case 'rest':
      return event.state;
  }
}

type Open = Extract<SessionState, { phase: 'connecting' | 'connected' | 'degraded' }>;

/** Whether a connection is open or being opened. */
function isOpen(state: SessionState): state is Open {
  return state.phase === 'connecting' || state.phase === 'connected' || state.phase === 'degraded';
}

/** The context that a state speaks of, if any. */
export function contextOf(state: SessionState): string | undefined {
  return 'context' in state ? state.context : undefined;
}
