import { disposeAll, type Disposable } from '../../base/disposable.ts';
import { FailureError } from '../../base/failure.ts';
import type { RemoteClusters } from '../../diff/terms/ports.ts';
import { createSession, type Session, type SessionOptions } from './session.ts';
import type { SessionState } from './sessionState.ts';

/** Connections to clusters that Kustomizations apply to, beside the one of the window; ended when disposed. */
export interface RemoteConnections extends Disposable {
  readonly find: RemoteClusters;
}

export interface RemoteOptions extends Omit<SessionOptions, 'objects'> {
  /** The context that a person named for what leads to a cluster, as `Secret/flux-system/production`. */
  readonly contextOf: (name: string) => string | undefined;
}

/**
 * Makes connections that are opened when they are asked for: to contexts that a person named, by the same kubeconfig and
 * with the same leave as the window's own.
 */
export function createRemoteClusters({ contextOf, settings, ...options }: RemoteOptions): RemoteConnections {
  const sessions = new Map<string, Session>();
  const open = (context: string): Session => {
    const known = sessions.get(context);
    if (known !== undefined) return known;
    const session = createSession({ ...options, objects: 'unknown', settings: () => ({ ...settings(), context }) });
    sessions.set(context, session);
    session.start();
    return session;
  };
  return {
    async find(name, signal) {
      const context = contextOf(name);
      if (context === undefined) return undefined;
      const session = open(context);
      await connected(session, context, signal);
      return session.client && { context, cluster: session.client.diff };
    },
    dispose: () => disposeAll(...sessions.values()).dispose(),
  };
}

/** Resolves when the cluster has answered; rejects at the first sign that it will not, or with the signal's reason. */
function connected(session: Session, context: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const failure = signal.aborted ? (signal.reason as Error) : failureOf(session.state, context);
      if (failure === undefined && session.state.phase !== 'connected') return;
      listener.dispose();
      signal.removeEventListener('abort', look);
      if (failure === undefined) resolve();
      else reject(failure);
    };
    const listener = session.onDidChangeState(look);
    signal.addEventListener('abort', look, { once: true });
    look();
  });
}

function failureOf(state: SessionState, context: string): FailureError | undefined {
  switch (state.phase) {
    case 'idle':
    case 'connecting':
    case 'connected':
      return undefined;
    case 'noKubeconfig':
    case 'noContext':
      return new FailureError({ code: 'noCluster', message: `the kubeconfig has no context ${context}` });
    case 'degraded':
    case 'dormant': {
      const why = state.failure?.message ?? 'it is not connected';
      return new FailureError({ code: 'noCluster', message: `the cluster of ${context} does not answer: ${why}` });
    }
  }
}
