import type { Session } from '../../../src/cluster/session/session.ts';

/** Whether the session is connected and no kind is loading or stale any more. */
export function isSettled({ state, snapshot }: Pick<Session, 'state' | 'snapshot'>): boolean {
  const pending = [...snapshot.kinds.values()].some(({ state: { phase } }) => phase === 'loading' || phase === 'stale');
  return state.phase === 'connected' && !pending;
}
