import type { ServerResponse } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { silentLogger as logger } from '../../src/base/logger.ts';
import { startKindWatch } from '../../src/cluster/watch/kindWatch.ts';
import { createStore, type Store } from '../../src/cluster/watch/store.ts';
import { defaultTiming } from '../../src/cluster/watch/watchTiming.ts';
import type { KindState, ServedKind } from '../../src/flux/snapshot.ts';
import { connect } from './connect.ts';
import { startUpstream } from './upstream.ts';

const served: ServedKind = {
  id: 'kustomize.toolkit.fluxcd.io/Kustomization',
  group: 'kustomize.toolkit.fluxcd.io',
  version: 'v1',
  kind: 'Kustomization',
  plural: 'kustomizations',
  namespaced: true,
};

interface Limited {
  /** Resolves with the answers that wait for a list or watch of a namespace, when there are any. */
  asked(kind: 'list' | 'watch', namespace: string): Promise<ServerResponse>;
  /** Resolves when the kind has this state. */
  until(state: KindState): Promise<void>;
  /** Resolves when the kind has an object of this name. */
  untilHas(name: string): Promise<void>;
  /** Resolves with what was asked of namespaces, once the server has answered whatever was sent before. */
  requests(): Promise<readonly string[]>;
  /** The states of the kind that were published, in order. */
  readonly states: readonly KindState[];
}

/** Watches a kind of a server that refuses lists of the whole cluster and leaves those of namespaces to the test. */
async function watchLimited(namespaces: readonly string[], { listsOnce = false } = {}): Promise<Limited> {
  const open = new Map<string, ServerResponse>();
  const requests: string[] = [];
  const waiting = new Map<string, (response: ServerResponse) => void>();
  const server = await startUpstream((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://server');
    const namespace = /\/namespaces\/([^/]+)\//.exec(pathname)?.[1];
    if (namespace === undefined) return void refuse(response);
    const what = `${searchParams.has('watch') ? 'watch' : 'list'} ${namespace}`;
    requests.push(what);
    const take = waiting.get(what);
    waiting.delete(what);
    if (take) take(response);
    else open.set(what, response);
  });
  onTestFinished(() => server.close());
  const store = createStore();
  store.setKinds([served]);
  const states: KindState[] = [];
  store.onDidChange(() => states.push(stateIn(store)));
  const transport = connect(server.url);
  const watch = startKindWatch(
    {
      transport,
      store,
      host: { limitLists: (list) => list(), serverBack: () => Promise.resolve(undefined), isRestored: noRestore },
      logger,
      timing: { ...defaultTiming, retry: { first: 1, max: 60_000 } },
      namespaces,
      listsOnce,
      pollNamespaces: false,
      onEnd: () => undefined,
    },
    served,
  );
  onTestFinished(() => {
    watch.dispose();
    store.dispose();
  });
  return {
    states,
    asked: (kind, namespace) =>
      new Promise((resolve) => {
        const what = `${kind} ${namespace}`;
        const response = open.get(what);
        open.delete(what);
        if (response) resolve(response);
        else waiting.set(what, resolve);
      }),
    async requests() {
      const { signal } = new AbortController();
      await transport.request({ path: '/last' }, signal).catch(() => undefined);
      return requests;
    },
    until: (state) => expect.poll(() => stateIn(store), patient).toEqual(state),
    untilHas: (name) => expect.poll(() => namesIn(store), patient).toContain(name),
  };
}

const patient = { timeout: 60_000, interval: 10 };
const noRestore = (): Promise<boolean> => Promise.resolve(false);

function stateIn({ snapshot }: Store): KindState {
  return snapshot.kinds.get(served.id)?.state ?? { phase: 'loading' };
}

function namesIn({ snapshot }: Store): readonly string[] {
  return [...(snapshot.kinds.get(served.id)?.objects.values() ?? [])].map(({ raw }) => raw.metadata.name);
}

function refuse(response: ServerResponse): void {
  response.writeHead(403).end(JSON.stringify({ kind: 'Status', message: 'not you', reason: 'Forbidden', code: 403 }));
}

function fail(response: ServerResponse): void {
  response.writeHead(500).end();
}

function answerList(response: ServerResponse): void {
  response.end(JSON.stringify({ metadata: { resourceVersion: '1' }, items: [] }));
}

test('a kind that is forbidden in the whole cluster loads until each namespace has answered', async () => {
  const kind = await watchLimited(['dev', 'shop', 'apps']);
  answerList(await kind.asked('list', 'shop'));
  (await kind.asked('watch', 'shop')).flushHeaders();
  refuse(await kind.asked('list', 'dev'));
  answerList(await kind.asked('list', 'apps'));
  await kind.until({ phase: 'live', namespaces: ['apps', 'shop'] });
  expect(new Set(kind.states.map(({ phase }) => phase))).toEqual(new Set(['loading', 'live']));
});

test('a kind that is listed once is live, and asked for no more', async () => {
  const kind = await watchLimited(['dev', 'shop'], { listsOnce: true });
  answerList(await kind.asked('list', 'dev'));
  answerList(await kind.asked('list', 'shop'));
  await kind.until({ phase: 'live', namespaces: ['dev', 'shop'] });
  expect([...(await kind.requests())].sort()).toEqual(['list dev', 'list shop']);
});

test('a kind that is forbidden everywhere says so once each namespace has answered', async () => {
  const kind = await watchLimited(['dev', 'shop']);
  refuse(await kind.asked('list', 'dev'));
  refuse(await kind.asked('list', 'shop'));
  await kind.until({ phase: 'forbidden', message: 'not you' });
});

test('a kind is stale until the watches of all its namespaces are live', async () => {
  const kind = await watchLimited(['dev', 'shop']);
  answerList(await kind.asked('list', 'dev'));
  answerList(await kind.asked('list', 'shop'));
  const namespaces = ['dev', 'shop'];
  await kind.until({ phase: 'live', namespaces });
  fail(await kind.asked('watch', 'dev'));
  fail(await kind.asked('watch', 'dev'));
  await kind.until({ phase: 'stale', message: expect.any(String) as string, namespaces });
  const metadata = { name: 'apps', namespace: 'shop', resourceVersion: '2' };
  (await kind.asked('watch', 'shop')).write(`${JSON.stringify({ type: 'ADDED', object: { metadata } })}\n`);
  await kind.untilHas('apps');
  expect(kind.states.at(-1)?.phase).toBe('stale');
  (await kind.asked('watch', 'dev')).flushHeaders();
  await kind.until({ phase: 'live', namespaces });
});
