import { contextOf } from '../../cluster/session/sessionState.ts';
import { backoffDelay, type BackoffLimits } from '../../base/backoff.ts';
import type { Disposable } from '../../base/disposable.ts';
import type { Event } from '../../base/event.ts';
import { sleep } from '../../base/wait.ts';
import type { ClusterSchemas } from '../../cluster/requests/schemas.ts';
import type { Client } from '../../cluster/session/client.ts';
import type { Session } from '../../cluster/session/session.ts';
import type { ClusterFacts } from '../../flux/clusterFacts.ts';
import {
  clusterFacts,
  clusterSchemas,
  factsToJson,
  type ClusterFactsParams,
  type ClusterIdentity,
  type ClusterSchemasParams,
} from '../../protocol/protocol.ts';
import type { HealthIndex } from '../../tree/healthIndex.ts';
import { createFactsReader } from './clusterFacts.ts';
import { createThrottle } from './throttle.ts';

/** The window's session, which is made when it is first needed. */
interface SessionView extends Pick<Session, 'state' | 'snapshot' | 'onDidChangeState' | 'onDidChange'> {
  readonly session: Pick<Session, 'client'> | undefined;
}

/** Where news of the cluster come from. */
export interface ClusterSource {
  readonly host: SessionView;
  readonly health: () => HealthIndex;
  readonly onDidChangeHealth: Event<unknown>;
  /** The cluster that was connected last in this workspace. */
  readonly remembered: () => ClusterIdentity | undefined;
  readonly remember: (cluster: ClusterIdentity) => void;
}

/** Tells the server; it may not listen at the moment. */
export interface NewsReceiver {
  sendFacts(params: ClusterFactsParams): void;
  sendSchemas(params: ClusterSchemasParams): void;
}

/** Methods of what a {@link NewsReceiver} sends. */
export const newsMethods = { facts: clusterFacts, schemas: clusterSchemas } as const;

const factsEveryMs = 1000;

/** Between attempts at what was lost of a cluster's schemas: a list of definitions is megabytes. */
const retry: BackoffLimits = { first: 2_000, max: 300_000 };

/**
 * Tells a server that has just started what the session knows of the cluster, and from then on what changes. Asks the
 * cluster for its schemas once per connection and when it serves other kinds than before, and only while the session
 * is connected anyway; again, ever more seldom, as long as answers are lost.
 */
export function sendClusterNews(source: ClusterSource, receiver: NewsReceiver): Disposable {
  const { host } = source;
  const reader = createFactsReader();
  let asking = new AbortController();
  let asked: { readonly client: Client; readonly kinds: string } | undefined;
  let known: Pick<ClusterSchemas, 'kubernetesVersion' | 'fluxVersion'> | undefined;
  let sent: ClusterFacts | null | undefined;

  const facts = createThrottle(() => {
    const now = factsNow();
    if (now === sent) return;
    sent = now;
    receiver.sendFacts({ facts: now && factsToJson(now) });
  }, factsEveryMs);

  const factsNow = (): ClusterFacts | null => {
    const { state, snapshot } = host;
    if (state.phase !== 'connected' && state.phase !== 'degraded') return null;
    return reader.read({
      context: state.context,
      snapshot,
      health: source.health(),
      kubernetesVersion: known?.kubernetesVersion,
      fluxVersion: known?.fluxVersion,
    });
  };

  const ask = async (client: Client, context: string, signal: AbortSignal): Promise<void> => {
    for (let attempt = 0; ; attempt++) {
      const { isPartial, id, ...rest } = await client.schemas(signal);
      if (signal.aborted) return;
      if (attempt === 0 || !isPartial) {
        known = rest;
        const cluster = { id, name: context };
        source.remember(cluster);
        receiver.sendSchemas({ cluster, ...rest });
        facts.run();
      }
      if (!isPartial) return;
      await sleep(backoffDelay(attempt, retry), signal);
    }
  };

  const askIfNew = (): void => {
    const { state, session, snapshot } = host;
    const client = session?.client;
    if (state.phase !== 'connected' || client === undefined) return;
    const kinds = [...snapshot.kinds.values()].map(({ served }) => `${served.id} ${served.version}`).join();
    if (asked?.client === client && asked.kinds === kinds) return;
    if (asked?.client !== client) known = undefined;
    asked = { client, kinds };
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    // A connection that ends takes its answer along; the next one asks again.
    ask(client, state.context, signal).catch(() => undefined);
  };

  /** A cluster counts while it is away, but not when the person works with another one, or with none. */
  const follow = (): void => {
    const { state } = host;
    const context = contextOf(state);
    const other = context !== undefined && context !== source.remembered()?.name;
    const none = state.phase === 'noContext' || state.phase === 'noKubeconfig';
    if ((other && state.phase === 'connecting') || none) receiver.sendSchemas({ cluster: null });
    askIfNew();
    facts.run();
  };

  follow();
  const subscriptions = [
    host.onDidChangeState(follow),
    host.onDidChange(({ changes }) => changes.kinds.size > 0 && askIfNew()),
    source.onDidChangeHealth(() => facts.run()),
  ];
  return {
    dispose() {
      asking.abort();
      facts.dispose();
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}
