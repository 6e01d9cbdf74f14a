import { until } from '../../base/until.ts';
import type { SessionState } from '../../cluster/session/sessionState.ts';
import type { Snapshot } from '../../flux/snapshot.ts';
import { withLateProgress } from '../progress.ts';
import { texts } from '../texts.ts';
import type { CommandContext } from './context.ts';
import { refusal } from './guard.ts';

/**
 * Resolves when the objects of the cluster are known, connecting first if need be; the person can cancel. Throws
 * FailureError with the sentence for a session that has no cluster or lost it before anything was received.
 */
export async function whenSettled({ host, connect }: Pick<CommandContext, 'host' | 'connect'>): Promise<void> {
  await connect();
  const look = (): true | undefined => isSettled(host.state, host.snapshot) || undefined;
  await withLateProgress(texts.connecting(), (signal) =>
    until([host.onDidChangeState, host.onDidChange], look, signal),
  );
  const reason = hindrance(host.state, host.snapshot);
  if (reason !== undefined) throw refusal('notConnected', reason);
}

function isSettled({ phase }: SessionState, { kinds }: Snapshot): boolean {
  if (phase === 'idle' || phase === 'connecting') return false;
  return phase !== 'connected' || [...kinds.values()].every(({ state }) => state.phase !== 'loading');
}

/** Why there are no objects to choose from. What was received before an outage will do. */
function hindrance(state: SessionState, { kinds }: Snapshot): string | undefined {
  switch (state.phase) {
    case 'connected':
      return undefined;
    case 'degraded':
      return kinds.size > 0 ? undefined : texts.unreachable(state.context, state.failure.message);
    case 'dormant':
      return state.reason === 'authentication'
        ? texts.signInNeeded(state.context, state.failure?.message ?? '')
        : texts.notConnected();
    case 'noContext':
      return texts.noContextChosen();
    case 'noKubeconfig':
      return texts.noContexts(state.paths.join(', '));
    case 'idle':
    case 'connecting':
      return texts.notConnected();
  }
}
