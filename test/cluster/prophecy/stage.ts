import { setTimeout as pause } from 'node:timers/promises';
import type { ClusterAccess, Forge, KubernetesResource } from '../cluster.ts';
import { namespaceOf, placed, type Scenario } from './scenario.ts';

/** Where all scenarios happen: one repository, one source, a namespace each. */
const home = 'prophecy';
const kustomizationApi = 'kustomize.toolkit.fluxcd.io/v1';

/** All scenarios' files as they are in the repository, by path from its root. */
export function repositoryFiles(
  scenarios: readonly Scenario[],
  which: 'before' | 'after',
): Record<string, string | null> {
  const all: Record<string, string | null> = {};
  for (const scenario of scenarios) {
    for (const [path, text] of Object.entries(scenario[which])) {
      all[`${scenario.name}/${path}`] = text === null ? null : placed(text, namespaceOf(scenario));
    }
  }
  return all;
}

/** Pushes the state before all commits and waits until Flux has settled on it. */
export async function begin(access: ClusterAccess, scenarios: readonly Scenario[]): Promise<void> {
  const forge = forgeOf(access);
  const url = await forge.createRepository(home);
  await forge.push(home, repositoryFiles(scenarios, 'before'), 'Begin');
  await access.apply([namespace(home), secret(forge), source(url), ...controller()]);
  await Promise.all(
    scenarios.map(async (scenario) => {
      await access.apply([namespace(namespaceOf(scenario))]);
      if (scenario.given !== undefined)
        await access.apply(scenario.given, { variables: { NS: namespaceOf(scenario) } });
      await access.apply(kustomizations(scenario));
    }),
  );
  await untilReconciled(access, scenarios, { fails: false });
}

/** Pushes all commits and waits until Flux has done what it does. */
export async function commit(access: ClusterAccess, scenarios: readonly Scenario[]): Promise<string> {
  const hash = await forgeOf(access).push(home, repositoryFiles(scenarios, 'after'), 'Change');
  const annotations = { 'reconcile.fluxcd.io/requestedAt': hash };
  await access.request('PATCH', `/apis/source.toolkit.fluxcd.io/v1/namespaces/${home}/gitrepositories/${home}`, {
    metadata: { annotations },
  });
  await untilReconciled(access, scenarios, { revision: hash, fails: true });
  return hash;
}

/** Lets Flux reconcile everything once more and waits until it has. */
export async function reconcileAgain(access: ClusterAccess, scenarios: readonly Scenario[]): Promise<void> {
  const asked = new Date().toISOString();
  const open = (await listKustomizations(access, scenarios)).filter(({ spec }) => spec.suspend !== true);
  const metadata = { annotations: { 'reconcile.fluxcd.io/requestedAt': asked } };
  await Promise.all(open.map((one) => access.request('PATCH', pathOf(one), { metadata })));
  const deadline = performance.now() + patience;
  for (;;) {
    const all = await listKustomizations(access, scenarios);
    const waiting = all.filter((one) => one.spec.suspend !== true && one.status?.lastHandledReconcileAt !== asked);
    if (waiting.length === 0) return;
    if (performance.now() > deadline) throw new Error(`Flux did not settle:\n${waiting.map(describe).join('\n')}`);
    await pause(200);
  }
}

/** What the scenario's people do. */
export async function act(access: ClusterAccess, scenario: Scenario): Promise<void> {
  for (const { as, operation, object } of placed(scenario.deeds ?? [], namespaceOf(scenario))) {
    const path = await access.pathOf(object);
    if (operation === 'delete') await access.request('DELETE', path);
    else {
      const [type, force] =
        operation === 'apply' ? ['application/apply-patch+yaml', '&force=true'] : ['application/merge-patch+json', ''];
      await access.request('PATCH', `${path}?fieldManager=${as}${force}`, object, { contentType: type });
    }
  }
}

/** Takes everything away. */
export async function end(access: ClusterAccess, scenarios: readonly Scenario[]): Promise<void> {
  await Promise.all(
    scenarios.flatMap((one) => held.map((kind) => letGo(access, `/api/v1/namespaces/${namespaceOf(one)}/${kind}`))),
  );
  // Suspended first, so that nothing is deleted object by object.
  const all = await listKustomizations(access, scenarios);
  await Promise.all(
    all.map((one) => access.request('PATCH', pathOf(one), { metadata: { finalizers: null }, spec: { suspend: true } })),
  );
  for (const one of controller()) await access.request('DELETE', await access.pathOf(one));
  await Promise.all(
    [home, ...scenarios.map(namespaceOf)].map((name) =>
      access.request('DELETE', `/api/v1/namespaces/${name}`).catch(() => undefined),
    ),
  );
}

/** Kinds of which objects may have finalizers that nobody takes off. */
const held = ['configmaps', 'persistentvolumeclaims'];

async function letGo(access: ClusterAccess, path: string): Promise<void> {
  const { items } = await access.request<{ items: KubernetesResource[] }>('GET', path);
  for (const { metadata } of items.filter(({ metadata }) => metadata['finalizers'] !== undefined)) {
    await access.request('PATCH', `${path}/${metadata.name}`, { metadata: { finalizers: null } });
  }
}

const patience = 120_000;

export interface Kustomization extends KubernetesResource {
  readonly spec: { readonly suspend?: boolean };
  readonly status?: {
    readonly observedGeneration?: number;
    readonly lastHandledReconcileAt?: string;
    readonly lastAttemptedRevision?: string;
    readonly conditions?: readonly {
      readonly type: string;
      readonly status: string;
      readonly message: string;
      readonly reason: string;
    }[];
  };
}

async function untilReconciled(
  access: ClusterAccess,
  scenarios: readonly Scenario[],
  expected: { readonly revision?: string; readonly fails: boolean },
): Promise<void> {
  const deadline = performance.now() + patience;
  const failing = new Set(scenarios.flatMap((one) => (one.fails ?? []).map((name) => `${namespaceOf(one)}/${name}`)));
  for (;;) {
    const open = (await listKustomizations(access, scenarios)).filter((one) => {
      if (one.spec.suspend === true) return false;
      if (one.metadata['deletionTimestamp'] !== undefined) return true;
      const ready = one.status?.conditions?.find(({ type }) => type === 'Ready');
      const fails = expected.fails && failing.has(`${one.metadata.namespace ?? ''}/${one.metadata.name}`);
      // What waits for another attempts nothing.
      const isWaiting = fails && ready?.reason === 'DependencyNotReady';
      const isThere =
        isWaiting || expected.revision === undefined || one.status?.lastAttemptedRevision?.endsWith(expected.revision);
      const isObserved = fails || one.status?.observedGeneration === one.metadata['generation'];
      return ready?.status !== (fails ? 'False' : 'True') || isThere !== true || !isObserved;
    });
    if (open.length === 0) return;
    if (performance.now() > deadline) throw new Error(`Flux did not settle:\n${open.map(describe).join('\n')}`);
    await pause(200);
  }
}

function describe({ metadata, status }: Kustomization): string {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  return `  ${metadata.namespace ?? ''}/${metadata.name}: ${ready?.status ?? '-'} ${ready?.reason ?? ''}: ${ready?.message ?? ''}`;
}

/** Kustomizations that exist in the scenarios' namespaces. */
export async function listKustomizations(
  access: ClusterAccess,
  scenarios: readonly Scenario[],
): Promise<Kustomization[]> {
  const names = new Set(scenarios.map(namespaceOf));
  const { items } = await access.request<{ items: Kustomization[] }>('GET', `/apis/${kustomizationApi}/kustomizations`);
  return items.filter(({ metadata }) => names.has(metadata.namespace ?? ''));
}

function pathOf({ metadata }: KubernetesResource): string {
  return `/apis/${kustomizationApi}/namespaces/${metadata.namespace ?? ''}/kustomizations/${metadata.name}`;
}

function kustomizations(scenario: Scenario): KubernetesResource[] {
  const namespace = namespaceOf(scenario);
  return Object.entries(placed(scenario.kustomizations ?? { main: {} }, namespace)).map(([name, spec]) => ({
    apiVersion: kustomizationApi,
    kind: 'Kustomization',
    metadata: { namespace, name },
    spec: { ...kustomizationSpec(scenario, name), ...spec },
  }));
}

/** The spec that a scenario's Kustomizations have unless it says otherwise. */
function kustomizationSpec(scenario: Scenario, folder: string): object {
  return {
    interval: '1h',
    retryInterval: '1h',
    prune: true,
    path: `./${scenario.name}/${folder}`,
    sourceRef: { kind: 'GitRepository', name: home, namespace: home },
  };
}

function namespace(name: string): KubernetesResource {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
}

/** The controllers run as processes; what a person may read of them in a cluster is their Deployment. */
function controller(): KubernetesResource[] {
  const name = 'kustomize-controller';
  const labels = { 'app.kubernetes.io/component': name };
  const container = { name: 'manager', image: `ghcr.io/fluxcd/${name}:v1.9.5`, args: ['--watch-all-namespaces=true'] };
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { namespace: 'flux-system', name } },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: home },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
      subjects: [{ kind: 'ServiceAccount', namespace: 'flux-system', name }],
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { namespace: 'flux-system', name, labels },
      spec: {
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { serviceAccountName: name, containers: [container] } },
      },
    },
  ];
}

function secret({ user, token }: Forge): KubernetesResource {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { namespace: home, name: home },
    stringData: { username: user, password: token },
  };
}

function source(url: string): KubernetesResource {
  return {
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'GitRepository',
    metadata: { namespace: home, name: home },
    spec: { interval: '1h', url, ref: { branch: 'main' }, secretRef: { name: home } },
  };
}

function forgeOf({ forge }: ClusterAccess): Forge {
  if (forge === undefined) throw new Error('The prophecy test needs the forge.');
  return forge;
}
