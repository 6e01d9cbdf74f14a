/**
 * Records what the real controllers write to objects that go through a mishap: a failing upgrade, a denied reference,
 * a deletion that is held, a suspend while failing. Every value of every object is kept, for tests of rules without a
 * cluster. usage: node test/cluster/recordIncidents.ts, writes test/fixtures/recorded/incidents.json
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { sleep } from '../../src/base/wait.ts';
import { fleetKinds } from '../fixtures/fleet.ts';
import type { Cluster, Forge, KubernetesResource } from './cluster.ts';
import { fixtureFolder, pushFleet, readTree } from './fleet/pushFleet.ts';
import { fleetSecrets, forgeSecret } from './fleet/secrets.ts';
import { readyOf } from './fleet/settle.ts';
import { printProgress } from './progress.ts';
import { scrub } from './recording/scrub.ts';
import { watchValues } from './recording/watchValues.ts';
import { startCluster } from './startCluster.ts';

const folder = new URL('../fixtures/recorded/', import.meta.url);
const signal = AbortSignal.timeout(10 * 60_000);

const cluster = await startCluster({
  signal,
  onProgress: printProgress(process.stderr),
  controllerFlags: { 'kustomize-controller': ['--no-cross-namespace-refs=true'] },
});
try {
  if (cluster.forge === undefined) throw new Error('no forge');
  await prepare(cluster, cluster.forge);
  const values = await watchValues(cluster, () => happen(cluster, cluster.forge));
  await mkdir(folder, { recursive: true });
  const lines = values.map((value) => scrub(JSON.stringify(value), cluster.description));
  await writeFile(new URL('incidents.json', folder), `[\n${lines.join(',\n')}\n]\n`);
} finally {
  await cluster.stop();
}

async function prepare({ apply }: Cluster, forge: Forge): Promise<void> {
  await pushFleet(forge, signal);
  await forge.createRepository('incidents', signal);
  await forge.push('incidents', await readTree(`${fixtureFolder('incidents')}/repository`), 'Begin', signal);
  await apply([...fleetSecrets(forge), forgeSecret('shop', 'forge', forge)], { signal });
}

/** Lets everything settle, changes what is to be changed, and waits for the outcome. */
async function happen(access: Cluster, forge: Forge | undefined): Promise<void> {
  const variables = {
    FORGE: `${forge?.url ?? ''}/${forge?.user ?? ''}`,
    REGISTRY: `${forge?.registry ?? ''}/${forge?.user ?? ''}`,
  };
  const flux = (await readTree(fixtureFolder('incidents')))['flux.yaml'] ?? '';
  await access.apply(flux, { signal, variables });
  await until('Kustomization', 'breaks', 'ReconciliationSucceeded');
  await until('Kustomization', 'held', 'ReconciliationSucceeded');
  await until('Kustomization', 'suspended-failing', 'BuildFailed');
  await until('HelmRelease', 'sessions', 'InstallSucceeded');
  await patch('Kustomization', 'breaks', { spec: { path: './bad' } });
  await patch('Kustomization', 'suspended-failing', { spec: { suspend: true } });
  await patch('HelmRelease', 'sessions', { spec: { values: { port: 99999 } } });
  await access.request('DELETE', pathOf('Kustomization', 'held'));
  await until('Kustomization', 'breaks', 'BuildFailed');
  await until('HelmRelease', 'sessions', 'UpgradeFailed', 'RollbackSucceeded');
  await until('HelmRelease', 'refused', 'InstallFailed');
  await until('Kustomization', 'unhealthy', 'HealthCheckFailed');
  // What the controllers write last comes a moment after Ready.
  await sleep(5000, signal);
  await patch('Kustomization', 'held', { metadata: { finalizers: null } });

  function pathOf(kind: string, name: string): string {
    return `/apis/${(fleetKinds[kind] ?? '').replace(/\/(\w+)$/, '/namespaces/shop/$1')}/${name}`;
  }
  async function patch(kind: string, name: string, body: object): Promise<void> {
    await access.request('PATCH', `${pathOf(kind, name)}?fieldManager=flux`, body, { signal });
  }
  async function until(kind: string, name: string, ...reasons: readonly string[]): Promise<void> {
    for (;;) {
      const object = await access.request<KubernetesResource>('GET', pathOf(kind, name), undefined, { signal });
      if (reasons.includes(readyOf(object)?.reason ?? '')) return;
      await sleep(200, signal);
    }
  }
}
