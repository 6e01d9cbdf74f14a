import { homedir } from 'node:os';
import type { Disposable } from '../../base/disposable.ts';
import { FailureError } from '../../base/failure.ts';
import { silentLogger } from '../../base/logger.ts';
import type { DiffCluster } from '../../diff/terms/ports.ts';
import { kinds } from '../../flux/kinds.ts';
import type { Snapshot } from '../../flux/snapshot.ts';
import { lazy } from '../lazy.ts';

/** A cluster, with all of its Flux objects received. */
export interface Connected extends Disposable {
  readonly context: string;
  readonly snapshot: Snapshot;
  readonly diff: DiffCluster;
}

/**
 * Connects to a context of the kubeconfig (`KUBECONFIG`, else `~/.kube/config`), by default its current one, and waits for
 * all Flux objects. `onNotice` hears what a sign-in plugin says. Throws a FailureError with a sentence for people if there
 * is no such context, the cluster does not answer or it does not serve Flux, or the signal's reason.
 */
export async function connect(
  wanted: string | undefined,
  { signal, onNotice }: { readonly signal: AbortSignal; readonly onNotice: (line: string) => void },
): Promise<Connected> {
  let context = wanted;
  const session = lazy('cluster').createSession({
    ...environment(onNotice),
    objects: 'listedOnce',
    settings: () => ({ ...environment(onNotice).settings(), context }),
  });
  try {
    const { contexts, currentContext } = await session.contexts(signal);
    context ??= currentContext;
    if (context !== undefined && contexts.length > 0 && contexts.every(({ name }) => name !== context)) {
      throw refused(
        `the kubeconfig has no context ${context}: there are ${contexts.map(({ name }) => name).join(', ')}`,
      );
    }
    session.start();
    await received(session, signal);
    const { client, snapshot } = session;
    if (client === undefined || context === undefined) throw refused('the connection was ended');
    const { state } = snapshot.kinds.get(kinds.kustomization) ?? {};
    if (state === undefined) throw refused(`the cluster of ${context} serves no Kustomizations of Flux`);
    if (state.phase === 'forbidden') throw refused(`Kustomizations may not be listed in ${context}: ${state.message}`);
    return { context, snapshot, diff: client.diff, dispose: () => session.dispose() };
  } catch (error) {
    session.dispose();
    throw error;
  }
}

/**
 * Makes connections to contexts of the same kubeconfig, by the namespaces and names of what spec.kubeConfig names; each is
 * opened when it is asked for.
 */
export function remoteConnections(
  contexts: ReadonlyMap<string, string>,
  onNotice: (line: string) => void,
): ReturnType<ReturnType<typeof lazy<'cluster'>>['createRemoteClusters']> {
  return lazy('cluster').createRemoteClusters({
    ...environment(onNotice),
    contextOf: (name) => contexts.get(name.slice(name.indexOf('/') + 1)),
  });
}

function environment(onNotice: (line: string) => void) {
  return {
    settings: () => ({ kubeconfig: '', context: undefined, namespaces: [], mayUse: () => true }),
    env: process.env,
    home: homedir(),
    logger: silentLogger,
    onNotice,
  };
}

type Session = ReturnType<ReturnType<typeof lazy<'cluster'>>['createSession']>;

/** Resolves when all kinds were listed. Rejects at the first sign that they will not be: nobody is there to wait. */
function received(session: Session, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (action: () => void): void => {
      for (const listener of listeners) listener.dispose();
      signal.removeEventListener('abort', look);
      action();
    };
    const look = (): void => {
      const { state, snapshot } = session;
      const failure = signal.aborted ? (signal.reason as Error) : whyNot(state);
      const isLoading = [...snapshot.kinds.values()].some((kind) => kind.state.phase === 'loading');
      if (failure !== undefined) settle(() => reject(failure));
      else if (state.phase === 'connected' && !isLoading) settle(resolve);
    };
    const listeners = [session.onDidChangeState(look), session.onDidChange(look)];
    signal.addEventListener('abort', look, { once: true });
    look();
  });
}

function whyNot(state: Session['state']): Error | undefined {
  switch (state.phase) {
    case 'noKubeconfig':
      return refused(
        state.failures.length > 0
          ? state.failures.map(({ message }) => message).join('; ')
          : `no kubeconfig with a context is at ${state.paths.join(', ')}: name one in KUBECONFIG`,
      );
    case 'noContext':
      return state.missing === undefined
        ? refused('the kubeconfig has no current context: name one with --context')
        : refused(`the kubeconfig has no context ${state.missing}`);
    case 'degraded':
      return refused(`the cluster of ${state.context} does not answer: ${state.failure.message}`);
    case 'dormant':
      return refused(`${state.context}: ${state.failure?.message ?? state.reason}`);
    default:
      return undefined;
  }
}

function refused(message: string): FailureError {
  return new FailureError({ code: 'noCluster', message });
}
