import { join } from 'node:path';
import { createLimiter } from '../../../src/base/limiter.ts';
import { silentLogger } from '../../../src/base/logger.ts';
import { root } from '../../../scripts/paths.ts';
import { createWorkerRenderer } from '../../../src/render/workerRenderer.ts';
import type { Cluster, KubernetesResource } from '../../cluster/cluster.ts';
import { appFiles, appsKustomization, namespace } from '../render/apps.ts';

/** Where the worktree and the cluster's GitRepository say that they come from; nobody goes there. */
export const sourceUrl = 'https://git.example.org/platform/fleet.git';

/** Makes what is in the cluster once Flux has applied the applications: a cluster without controllers does no more. */
export async function applyApps(cluster: Cluster, count: number, signal: AbortSignal): Promise<void> {
  const owner = appsKustomization();
  await cluster.apply(
    [
      ...['flux-system', namespace].map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })),
      {
        apiVersion: 'source.toolkit.fluxcd.io/v1',
        kind: 'GitRepository',
        metadata: { name: 'fleet', namespace: 'flux-system' },
        spec: { interval: '10m', url: sourceUrl, ref: { branch: 'main' } },
      },
      owner as unknown as KubernetesResource,
    ],
    { signal },
  );
  await fetchSource(cluster, signal);
  const limited = createLimiter(8);
  const objects = await built(count, signal);
  await Promise.all(objects.map((object) => limited(() => applyAsFlux(cluster, object, signal), signal)));
}

/** Says that the source was fetched: nothing is applied of one that is not ready. */
async function fetchSource(cluster: Cluster, signal: AbortSignal): Promise<void> {
  const lastTransitionTime = new Date().toISOString();
  const status = {
    observedGeneration: 1,
    conditions: [
      { type: 'Ready', status: 'True', reason: 'Succeeded', message: 'stored artifact', lastTransitionTime },
    ],
    artifact: {
      digest: `sha256:${'0'.repeat(64)}`,
      lastUpdateTime: lastTransitionTime,
      path: 'gitrepository/flux-system/fleet/latest.tar.gz',
      revision: `main@sha1:${'0'.repeat(40)}`,
      url: 'http://source-controller/gitrepository/flux-system/fleet/latest.tar.gz',
    },
  };
  const path = '/apis/source.toolkit.fluxcd.io/v1/namespaces/flux-system/gitrepositories/fleet/status';
  await cluster.request('PATCH', path, { status }, { contentType: 'application/merge-patch+json', signal });
}

async function built(count: number, signal: AbortSignal): Promise<readonly KubernetesResource[]> {
  const renderer = createWorkerRenderer({ folder: join(root, 'dist'), logger: silentLogger });
  try {
    const request = { files: appFiles(count, '1.0.0'), kustomization: appsKustomization() };
    const result = await renderer.render(request, signal);
    if (result.outcome !== 'rendered') throw new Error(`Not rendered: ${result.problems[0]?.message}`);
    return result.objects.map(({ value }) => value as unknown as KubernetesResource);
  } finally {
    renderer.dispose();
  }
}

async function applyAsFlux(cluster: Cluster, object: KubernetesResource, signal: AbortSignal): Promise<void> {
  const path = `${await cluster.pathOf(object)}?fieldManager=kustomize-controller&force=true`;
  await cluster.request('PATCH', path, object, { contentType: 'application/apply-patch+yaml', signal });
}
