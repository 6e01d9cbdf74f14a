import type { SessionState } from '../../cluster/session/sessionState.ts';
import type { Snapshot } from '../../flux/snapshot.ts';
import { withLateProgress } from '../progress.ts';
import type { SessionHost } from '../sessionHost.ts';
import { texts } from '../texts.ts';
import type { CommandContext } from './context.ts';
import { refusal } from './guard.ts';

/**
 * Resolves when the objects of the cluster are known, connecting first if need be; the person can cancel. Throws
 * FailureError with the sentence for a session that has no cluster or lost it before anything was received.
 */
export async function whenSettled({ host, connect }: Pick<CommandContext, 'host' | 'connect'>): Promise<void> {
  await connect();
  await withLateProgress(texts.connecting(), (signal) => untilSettled(host, signal));
  const reason = hindrance(host.state, host.snapshot);
  if (reason !== undefined) throw refusal('notConnected', reason);
}

function untilSettled(host: SessionHost, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      states.dispose();
      changes.dispose();
      signal.removeEventListener('abort', abort);
    };
    const abort = (): void => {
      stop();
      reject(signal.reason as Error);
    };
    const look = (): void => {
      if (!isSettled(host.state, host.snapshot)) return;
      stop();
      resolve();
    };
    const states = host.onDidChangeState(look);
    const changes = host.onDidChange(look);
    signal.addEventListener('abort', abort, { once: true });
    look();
  });
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
