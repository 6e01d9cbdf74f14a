import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createEmitter } from '../../../../src/base/event.ts';
import type { ClusterSchemas } from '../../../../src/cluster/requests/schemas.ts';
import type { SessionState } from '../../../../src/cluster/session/sessionState.ts';
import type { SnapshotChange } from '../../../../src/cluster/watch/store.ts';
import { kinds } from '../../../../src/flux/kinds.ts';
import type { FluxObject } from '../../../../src/flux/object.ts';
import { emptySnapshot, type Snapshot } from '../../../../src/flux/snapshot.ts';
import type { ClusterIdentity } from '../../../../src/protocol/protocol.ts';
import { emptyHealthIndex, updateHealth } from '../../../../src/tree/healthIndex.ts';
import { sendClusterNews } from '../../../../src/ui/language/clusterNews.ts';
import { condition, fluxObject, ready, statusWith } from '../../flux/objects.ts';
import { snapshotOf } from '../../tree/fleet.ts';

const connected: SessionState = { phase: 'connected', context: 'staging', host: 'api' };
const schemas: ClusterSchemas = { id: 'uid', kubernetesVersion: 'v1.36.2', definitions: [], isPartial: false };
const lost: ClusterSchemas = { id: 'uid', kubernetesVersion: 'v1.36.2', isPartial: true };
const web = (status: object): FluxObject => fluxObject(kinds.kustomization, { name: 'web', status });

/** A session as a test moves it, and what the server was told. */
function rig() {
  const states = createEmitter<SessionState>();
  const changes = createEmitter<SnapshotChange>();
  const told: unknown[] = [];
  let [state, snapshot, client]: [SessionState, Snapshot, object | undefined] = [
    { phase: 'idle' },
    emptySnapshot,
    undefined,
  ];
  let remembered: ClusterIdentity | undefined;
  let asked = 0;
  let answer = schemas;
  const host = {
    get state() {
      return state;
    },
    get snapshot() {
      return snapshot;
    },
    get session() {
      return client && { client: client as never };
    },
    onDidChangeState: states.event,
    onDidChange: changes.event,
  };
  const news = sendClusterNews(
    {
      host,
      health: () => updateHealth(emptyHealthIndex, snapshot).index,
      onDidChangeHealth: changes.event,
      remembered: () => remembered,
      remember: (cluster) => (remembered = cluster),
    },
    {
      sendFacts: ({ facts }) => told.push(['facts', facts && facts.objects.map(([, { health }]) => health)]),
      sendSchemas: ({ cluster, kubernetesVersion, definitions }) =>
        told.push(['schemas', cluster?.name, kubernetesVersion, ...(definitions === undefined ? [] : ['definitions'])]),
    },
  );
  const turn = (to: SessionState): void => {
    state = to;
    states.fire(to);
  };
  return {
    told,
    news,
    asked: () => asked,
    /** What the cluster says from now on. */
    answers: (next: ClusterSchemas) => (answer = next),
    turn,
    /** A connection of its own for each call. */
    connect() {
      client = {
        schemas: () => {
          asked += 1;
          return Promise.resolve(answer);
        },
      };
      turn(connected);
    },
    hold(...objects: readonly FluxObject[]) {
      snapshot = snapshotOf(objects);
      changes.fire({ snapshot, changes: { objects: new Set(), kinds: new Set(snapshot.kinds.keys()) } });
    },
  };
}

describe('news of the cluster', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const later = (): Promise<unknown> => vi.advanceTimersByTimeAsync(1000);

  it('are that there is none, and nothing is asked, while nobody connects', async () => {
    const { told, asked, turn } = rig();
    turn({ phase: 'noContext', contexts: 2 });
    await later();
    expect(told).toEqual([
      ['facts', null],
      ['schemas', undefined, undefined],
    ]);
    expect(asked()).toBe(0);
  });

  it('are its schemas once for each connection, and again when it serves other kinds', async () => {
    const session = rig();
    session.connect();
    await later();
    session.turn({ ...connected });
    session.hold(web(statusWith(ready)));
    session.hold(web(statusWith(ready)));
    await later();
    expect(session.asked()).toBe(2);
    session.connect();
    await later();
    expect(session.asked()).toBe(3);
    expect(session.told).toContainEqual(['schemas', 'staging', 'v1.36.2', 'definitions']);
  });

  it('are asked for again when answers were lost, until there are all', async () => {
    const session = rig();
    session.answers(lost);
    session.connect();
    await vi.advanceTimersByTimeAsync(60_000);
    const tries = session.asked();
    expect(tries).toBeGreaterThan(3);
    expect(tries).toBeLessThan(10);
    session.answers(schemas);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(session.asked()).toBe(tries + 1);
    expect(session.told.filter((one) => Array.isArray(one) && one[0] === 'schemas')).toEqual([
      ['schemas', 'staging', 'v1.36.2'],
      ['schemas', 'staging', 'v1.36.2', 'definitions'],
    ]);
  });

  it('are not asked for again once their owner is gone', async () => {
    const session = rig();
    session.answers(lost);
    session.connect();
    await later();
    session.news.dispose();
    const tries = session.asked();
    await vi.advanceTimersByTimeAsync(600_000);
    expect(session.asked()).toBe(tries);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('are facts at most once a second, and only when they are others', async () => {
    const { told, connect, hold } = rig();
    connect();
    await later();
    await later();
    told.length = 0;
    hold(web(statusWith(ready)));
    hold(web(statusWith(condition('Ready', 'False'))));
    hold(web(statusWith(condition('Ready', 'False'))));
    await later();
    hold(web(statusWith(condition('Ready', 'False'))));
    await later();
    expect(told.filter((one) => Array.isArray(one) && one[0] === 'facts')).toEqual([
      ['facts', ['ready']],
      ['facts', ['failed']],
    ]);
  });

  it('keep a cluster that is away, and drop it for another', async () => {
    const session = rig();
    session.connect();
    await later();
    session.told.length = 0;
    session.turn({ phase: 'dormant', context: 'staging', reason: 'disconnected' });
    await later();
    expect(session.told).toEqual([['facts', null]]);
    session.turn({ phase: 'connecting', context: 'production' });
    expect(session.told.at(-1)).toEqual(['schemas', undefined, undefined]);
  });

  it('end with their owner', async () => {
    const { told, news, connect } = rig();
    connect();
    news.dispose();
    told.length = 0;
    await later();
    expect(told).toEqual([]);
  });
});
