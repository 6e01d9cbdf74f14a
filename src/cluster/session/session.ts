import { isDeepStrictEqual } from 'node:util';
import type { Disposable } from '../../base/disposable.ts';
import { createEmitter, type Event } from '../../base/event.ts';
import type { Logger } from '../../base/logger.ts';
import type { Snapshot } from '../../flux/snapshot.ts';
import { openClient, type Client } from './client.ts';
import type { ConnectionListener, Following } from './connection.ts';
import { planConnection, type ConnectionPlan, type PlanSettings } from './connectionPlan.ts';
import { loadKubeconfig, type LoadedKubeconfig } from '../kubeconfig/kubeconfig.ts';
import { kubeconfigPaths } from '../kubeconfig/kubeconfigPaths.ts';
import { watchKubeconfig } from '../kubeconfig/kubeconfigWatch.ts';
import { reduceSession, type RestingState, type SessionEvent, type SessionState } from './sessionState.ts';
import { createStore, type SnapshotChange } from '../watch/store.ts';
import { defaultTiming, type WatchTiming } from '../watch/watchTiming.ts';

/** What a session reads each time it connects. */
export interface SessionSettings extends PlanSettings {
  /** The setting `sluice.kubeconfig`, empty if not set. */
  readonly kubeconfig: string;
}

export interface SessionOptions {
  readonly settings: () => SessionSettings;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The user's home folder. */
  readonly home: string;
  readonly logger: Logger;
  /** Hears the lines that an exec plugin prints for the person while it runs, such as where to sign in. */
  readonly onNotice?: (line: string) => void;
  /** Default `watched`. Otherwise changes of the kubeconfig are not followed either. */
  readonly objects?: Following;
  /** Other pauses than {@link defaultTiming}'s, for tests. */
  readonly timing?: Partial<WatchTiming>;
}

/** The one connection of a window: which cluster, how it is, what Flux objects it holds. */
export interface Session extends Disposable {
  readonly state: SessionState;
  readonly onDidChangeState: Event<SessionState>;
  readonly snapshot: Snapshot;
  readonly onDidChange: Event<SnapshotChange>;
  /** Requests to the cluster of the current state; undefined while there is none. */
  readonly client: Client | undefined;
  /** Connects if nothing was asked of the session yet. */
  start(): void;
  /** Reads the settings and the kubeconfig again and connects, whatever the state. */
  reconnect(): void;
  /** Applies changed settings to a session that is in use; one whose traffic was ended stays at rest. */
  refresh(): void;
  /** Ends all traffic until {@link reconnect}. */
  disconnect(): void;
  /** During an outage: asks the server at once. */
  retryNow(): void;
  /** The contexts there are, read now; of another kubeconfig than the one in use, if one is named. */
  contexts(signal: AbortSignal, kubeconfig?: string): Promise<LoadedKubeconfig>;
}

type ConnectPlan = Extract<ConnectionPlan, { type: 'connect' }>;

/** Makes a session that has done nothing yet. */
export function createSession(options: SessionOptions): Session {
  const { settings, env, home, logger, onNotice = () => undefined, timing, objects = 'watched' } = options;
  const store = createStore();
  const states = createEmitter<SessionState>();
  const tools = { logger, timing: { ...defaultTiming, ...timing }, objects, onNotice };
  let state: SessionState = { phase: 'idle' };
  let disposed = false;
  let opening = new AbortController();
  /** Whether the next connect must be a fresh one, whatever is open. */
  let anew = false;
  let open: { readonly client: Client; readonly plan: ConnectPlan } | undefined;
  let shown: string | undefined;
  let files: { readonly paths: readonly string[]; readonly watch: Disposable } | undefined;

  const send = (event: SessionEvent): void => {
    const next = reduceSession(state, event);
    if (next === state) return;
    state = next;
    logger.info(`Session: ${state.phase}${'context' in state ? ` (${state.context})` : ''}`);
    states.fire(state);
  };

  const close = (): void => {
    opening.abort();
    anew = false;
    open?.client.dispose();
    open = undefined;
    store.setStale('the connection to the cluster was ended');
  };

  const follow = (paths: readonly string[]): void => {
    if (objects !== 'watched' || isDeepStrictEqual(files?.paths, paths)) return;
    files?.watch.dispose();
    files = { paths, watch: watchKubeconfig(paths, refresh) };
  };

  const connectTo = (plan: ConnectPlan): void => {
    const { context } = plan;
    close();
    const place = `${context.name} ${context.cluster.server}`;
    if (shown !== place) store.clear();
    shown = place;
    // News of a connection that was replaced is no news.
    const isCurrent = (): boolean => open?.client === client;
    const listener: ConnectionListener = {
      answered: () => isCurrent() && send({ type: 'answered', host: client.host }),
      lost: (failure, retryAt) => isCurrent() && send({ type: 'lost', failure, retryAt }),
      refused: (failure) => {
        if (isCurrent()) endWith({ phase: 'dormant', context: context.name, reason: 'authentication', failure });
      },
    };
    const client = openClient(context, plan.settings, store, listener, tools);
    open = { client, plan };
    send({ type: 'connect', context: context.name });
  };

  /** Ends all traffic and keeps what was received. */
  const endWith = (next: RestingState): void => {
    close();
    send({ type: 'rest', state: next });
  };

  const rest = (next: RestingState): void => {
    close();
    store.clear();
    shown = undefined;
    send({ type: 'rest', state: next });
  };

  const apply = async (signal: AbortSignal): Promise<void> => {
    const current = settings();
    const paths = kubeconfigPaths({ setting: current.kubeconfig, env, home });
    follow(paths);
    const loaded = await loadKubeconfig(paths, signal, { env });
    signal.throwIfAborted();
    for (const { message } of loaded.failures) logger.warn(message);
    const plan = planConnection(loaded, current);
    if (plan.type === 'rest') return void rest(plan.state);
    if (anew || !isDeepStrictEqual(open?.plan, plan)) connectTo(plan);
  };

  const begin = (isAnew: boolean): void => {
    if (disposed) return;
    anew ||= isAnew;
    opening.abort();
    opening = new AbortController();
    const { signal } = opening;
    apply(signal).catch((error: unknown) => {
      if (!signal.aborted) logger.error(`Connecting failed: ${String(error)}`);
    });
  };

  const refresh = (): void => {
    if (state.phase === 'idle') return;
    const asleep = state.phase === 'dormant' && (state.reason === 'authentication' || state.reason === 'disconnected');
    if (!asleep) begin(false);
  };

  return {
    get state() {
      return state;
    },
    get snapshot() {
      return store.snapshot;
    },
    get client() {
      return open?.client;
    },
    onDidChangeState: states.event,
    onDidChange: store.onDidChange,
    start() {
      if (state.phase === 'idle') begin(false);
    },
    reconnect: () => begin(true),
    refresh,
    disconnect() {
      opening.abort();
      const context = open?.plan.context.name;
      if (context !== undefined) endWith({ phase: 'dormant', context, reason: 'disconnected' });
    },
    retryNow: () => open?.client.retryNow(),
    contexts(signal, kubeconfig = settings().kubeconfig) {
      return loadKubeconfig(kubeconfigPaths({ setting: kubeconfig, env, home }), signal, { env });
    },
    dispose() {
      disposed = true;
      close();
      files?.watch.dispose();
      store.dispose();
      states.dispose();
    },
  };
}
