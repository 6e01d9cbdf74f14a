import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { failureOf } from '../../../src/base/failure.ts';
import { kinds } from '../../../src/flux/kinds.ts';
import { fleet } from '../../fixtures/fleet.ts';
import type { KubernetesResource } from '../cluster.ts';
import type { FaultProxy } from '../../faults/proxyServer.ts';
import { sharedAccess } from '../sharedAccess.ts';
import { eventually } from './eventually.ts';
import { keyOf, kustomization, kustomizationsPath } from './flux.ts';
import { useSession, type TestSession, type TestSettings } from './openSession.ts';
import { proxyTo, tokenOf, writeKubeconfig } from './proxied.ts';

const access = sharedAccess();
const never = new AbortController().signal;
/** Quick looks for rights that come. */
const timing = { forbidden: { first: 200, max: 400 }, poll: 400, retry: { first: 20, max: 200 } };
const staging = keyOf('Kustomization', 'shop', 'staging');

function phases({ session }: TestSession): string[] {
  return [...new Set([...session.snapshot.kinds.values()].map(({ state }) => state.phase))];
}

function objectNames({ session }: TestSession): string[] {
  return [...session.snapshot.kinds.values()].flatMap(({ objects }) => [...objects.keys()]).sort();
}

function fleetIn(...namespaces: string[]): string[] {
  const seen = fleet.filter(({ namespace }) => namespaces.length === 0 || namespaces.includes(namespace));
  return seen.map(({ kind, namespace, name }) => keyOf(kind, namespace, name)).sort();
}

/** Resolves when every kind is forbidden in the whole cluster and read in these namespaces. */
function untilReads(opened: TestSession, ...namespaces: string[]): Promise<unknown> {
  const isSo = ({ state }: { state: object }): boolean =>
    JSON.stringify((state as { namespaces?: string[] }).namespaces) === JSON.stringify(namespaces);
  return opened.until(({ snapshot }) => snapshot.kinds.size > 0 && [...snapshot.kinds.values()].every(isSo));
}

describe('who may', () => {
  test('read everything sees everything, and is told before what is denied', async () => {
    const opened = useSession({ kubeconfig: access.kubeconfig('viewer') });
    await opened.settled();
    expect(objectNames(opened)).toEqual(expect.arrayContaining(fleetIn()));
    const { client } = opened.session;
    expect(await client?.mayPatch(staging, never)).toBe('denied');
    expect(await client?.userName(never)).toBe('viewer');
    // One who gives up does not take the answer from another who asked the same.
    const ledger = keyOf('Kustomization', 'payments', 'ledger');
    const [hasty, patient] = [new AbortController(), new AbortController()];
    const asked = [hasty, patient].map(({ signal }) => client?.mayPatch(ledger, signal));
    hasty.abort(new Error('enough'));
    await expect(asked[0]).rejects.toThrow('enough');
    expect(await asked[1]).toBe('denied');
    const error: unknown = await client
      ?.patch(staging, { metadata: { labels: { a: 'b' } } }, never)
      .catch((e: unknown) => e);
    expect(failureOf(error)).toMatchObject({ code: 'forbidden', status: 403 });
  });

  test('read nothing is told so of every kind, and of nothing else', async () => {
    const opened = useSession({ kubeconfig: access.kubeconfig('nobody') });
    await opened.until(() => phases(opened).join() === 'forbidden');
    expect(objectNames(opened)).toEqual([]);
    expect(opened.states.map(({ phase }) => phase)).toEqual(['connecting', 'connected']);
    expect(opened.kind(kinds.kustomization)?.state).toMatchObject({
      message: expect.stringContaining('cluster scope') as string,
    });
    await expect(opened.session.client?.namespaces(never)).rejects.toThrow(/forbidden/);
  });

  test('read one namespace sees that of its context', async () => {
    const opened = useSession({ kubeconfig: access.kubeconfig('tenant') });
    await untilReads(opened, 'shop');
    expect(phases(opened)).toEqual(['live']);
    expect(objectNames(opened).filter((key) => !key.includes('session-'))).toEqual(fleetIn('shop'));
    expect(await opened.session.client?.mayPatch(staging, never)).toBe('allowed');
    expect(await opened.session.client?.mayPatch(keyOf('Kustomization', 'payments', 'ledger'), never)).toBe('denied');
    expect(opened.states.map(({ phase }) => phase)).toEqual(['connecting', 'connected']);
  });

  test('read several namespaces sees those of the setting that it may', async () => {
    const opened = useSession({ kubeconfig: access.kubeconfig('lead'), namespaces: ['payments', 'flux-system'] });
    await untilReads(opened, 'payments', 'shop');
    expect(objectNames(opened).filter((key) => !key.includes('session-'))).toEqual(fleetIn('shop', 'payments'));
    expect(await opened.session.client?.namespaces(never)).toEqual(
      expect.arrayContaining(['flux-system', 'payments', 'shop']),
    );
    opened.settings.namespaces = [];
    opened.session.refresh();
    await untilReads(opened, 'shop');
    expect(objectNames(opened).filter((key) => !key.includes('session-'))).toEqual(fleetIn('shop'));
  });

  test('see changes in its namespace sees them', async () => {
    const opened = useSession({ kubeconfig: access.kubeconfig('tenant') });
    await untilReads(opened, 'shop');
    const key = keyOf('Kustomization', 'shop', 'session-tenant');
    await access.apply([kustomization('shop', 'session-tenant')]);
    await opened.until(() => opened.object(key));
    await access.request('DELETE', kustomizationsPath('shop', 'session-tenant'));
    await opened.until(() => opened.object(key) === undefined);
  });

  test('have too many namespaces for watches has them listed now and then', async () => {
    const proxy = await proxyTo(access);
    const user = { token: await tokenOf(access, 'tenant') };
    const namespaces = Array.from({ length: 15 }, (_, index) => `team-${index}`);
    const file = await writeKubeconfig(access, { server: proxy.url.origin, user, namespace: 'shop' });
    const opened = useSession({ kubeconfig: file, namespaces, timing: { poll: timing.poll } });
    await untilReads(opened, 'shop');
    const key = keyOf('Kustomization', 'shop', 'session-polled');
    await access.apply([kustomization('shop', 'session-polled')]);
    await opened.until(() => opened.object(key));
    await access.request('DELETE', kustomizationsPath('shop', 'session-polled'));
    await opened.until(() => opened.object(key) === undefined);
    opened.dispose();
    expect(proxy.requests.filter(({ path }) => path.includes('watch=true'))).toEqual([]);
    await proxy.close();
  });
});

describe('rights that change', () => {
  let proxy: FaultProxy;
  let kubeconfig: string;
  beforeAll(async () => {
    proxy = await proxyTo(access);
    kubeconfig = await writeKubeconfig(access, {
      server: proxy.url.origin,
      user: { token: await tokenOf(access, 'nobody') },
    });
  });
  afterAll(() => proxy.close());

  /** Lets nobody do this with Flux's own kinds in the whole cluster, until the test ends or the returned function takes it back. */
  async function grant(
    name: string,
    resources: readonly string[],
    verbs: readonly string[],
  ): Promise<() => Promise<void>> {
    const rules = [{ apiGroups: ['kustomize.toolkit.fluxcd.io', 'source.toolkit.fluxcd.io'], resources, verbs }];
    const group = 'rbac.authorization.k8s.io';
    const bound: KubernetesResource[] = [
      { apiVersion: `${group}/v1`, kind: 'ClusterRole', metadata: { name }, rules },
      {
        apiVersion: `${group}/v1`,
        kind: 'ClusterRoleBinding',
        metadata: { name },
        roleRef: { apiGroup: group, kind: 'ClusterRole', name },
        subjects: [{ apiGroup: group, kind: 'User', name: 'nobody' }],
      },
    ];
    await access.apply(bound);
    const revoke = async (): Promise<void> => {
      for (const object of bound.splice(0)) await access.request('DELETE', await access.pathOf(object));
    };
    onTestFinished(revoke);
    return revoke;
  }

  /** Whether nobody may list Kustomizations, by the API server's word. */
  async function mayList(): Promise<boolean> {
    const resourceAttributes = { verb: 'list', group: 'kustomize.toolkit.fluxcd.io', resource: 'kustomizations' };
    const api = 'authorization.k8s.io/v1';
    const review = { apiVersion: api, kind: 'SelfSubjectAccessReview', spec: { resourceAttributes } };
    const token = await tokenOf(access, 'nobody');
    const path = `/apis/${api}/selfsubjectaccessreviews`;
    const { status } = await access.request<{ status: { allowed: boolean } }>('POST', path, review, { token });
    return status.allowed;
  }

  function useReader(settings: Partial<TestSettings> = {}): TestSession {
    return useSession({ kubeconfig, timing, ...settings });
  }
  const phaseOf = (opened: TestSession, kind: keyof typeof kinds): string | undefined =>
    opened.kind(kinds[kind])?.state.phase;

  test('one kind alone is read undisturbed by those that are forbidden', async () => {
    await grant('session-one', ['gitrepositories'], ['list', 'watch']);
    const opened = useReader();
    await opened.until(() => phaseOf(opened, 'gitRepository') === 'live');
    await opened.until(() => phaseOf(opened, 'kustomization') === 'forbidden');
    expect(opened.object(keyOf('GitRepository', 'flux-system', 'flux-system'))).toBeDefined();
    expect(opened.states.map(({ phase }) => phase)).toEqual(['connecting', 'connected']);
    const seen = opened.changes.map(({ snapshot }) => snapshot.kinds.get(kinds.gitRepository)?.state.phase);
    expect(seen).not.toContain('stale');
  });

  test('rights that come are noticed, and rights that go too', async () => {
    const opened = useReader();
    await opened.until(() => phaseOf(opened, 'kustomization') === 'forbidden');
    const revoke = await grant('session-later', ['*'], ['list', 'watch']);
    await opened.until(() => phaseOf(opened, 'kustomization') === 'live' && opened.object(staging));
    await revoke();
    await eventually(mayList).toBe(false);
    // A watch that is open stays open: the next one is refused.
    proxy.cut();
    await opened.until(() => phaseOf(opened, 'kustomization') === 'forbidden');
    expect(opened.object(staging)).toBeUndefined();
    expect(opened.states.at(-1)?.phase).toBe('connected');
  });

  test('lists without watches are read now and then', async () => {
    await grant('session-lists', ['*'], ['list']);
    const opened = useReader();
    await opened.until(() => phaseOf(opened, 'kustomization') === 'live' && opened.object(staging));
    const key = keyOf('Kustomization', 'shop', 'session-listed');
    await access.apply([kustomization('shop', 'session-listed')]);
    await opened.until(() => opened.object(key));
    await access.request('DELETE', kustomizationsPath('shop', 'session-listed'));
    await opened.until(() => opened.object(key) === undefined);
    // With the right to watch, it is watched.
    await grant('session-watches', ['*'], ['watch']);
    // A list and the watch after it.
    const answers = (): readonly string[] => opened.log.filter((line) => /\/kustomizations \d+$/.test(line)).slice(-2);
    await eventually(() => answers().filter((line) => line.endsWith(' 200'))).toHaveLength(2);
  });
});
