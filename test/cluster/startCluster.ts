import { cp } from 'node:fs/promises';
import { attachCluster } from './access/attachCluster.ts';
import { installFlux } from './access/installFlux.ts';
import { ensureControlPlane, ensureForge, type ControlPlaneFiles } from './build/binaries.ts';
import type { Cluster, ClusterOptions, ForgeDescription } from './cluster.ts';
import type { GiteaFiles } from './forge/gitea.ts';
import { startGitea } from './forge/startForge.ts';
import { prepareIdentities } from './identity/prepareIdentities.ts';
import { loadFleet } from './loadFleet.ts';
import { backUpEtcd } from './parts/backup.ts';
import { advanceAndCompact } from './parts/compaction.ts';
import { apiServer, controllerManager, etcd, etcdFolder, type Site } from './parts/controlPlane.ts';
import { relaySecondAddress, startControllers, startPart } from './parts/startParts.ts';
import { startSupervisor, type Supervision } from './processes/supervision.ts';
import { reporter } from './progress.ts';

/** What one start works with. */
interface Start {
  readonly options: ClusterOptions;
  readonly files: ControlPlaneFiles;
  readonly gitea: GiteaFiles | undefined;
  readonly supervision: Supervision;
  readonly site: Site;
}

/**
 * Starts a real control plane: etcd, kube-apiserver, kube-controller-manager, the Flux controllers and Gitea, as
 * processes of this machine, built on first use. Several can run at once. Whatever happens to this process, they end
 * with it and their scratch folder is removed. Throws a FailureError whose message is a sentence for a person.
 */
export async function startCluster(options: ClusterOptions = {}): Promise<Cluster> {
  const { onProgress } = options;
  const signal = options.signal ?? never();
  const files = await ensureControlPlane({ signal, onProgress });
  const gitea = options.forge === false ? undefined : await ensureForge({ signal, onProgress });
  const step = reporter('cluster', onProgress);
  step('starting');
  const supervision = await startSupervisor(signal);
  try {
    const site = { scratch: supervision.scratch, firstPort: supervision.firstPort };
    const cluster = await bringUp({ options, files, gitea, supervision, site }, signal);
    step('started');
    if (options.fleet === true) await loadFleet(cluster, { signal, ...(onProgress ? { onProgress } : {}) });
    return cluster;
  } catch (error) {
    await supervision.shutdown();
    throw error;
  }
}

async function bringUp(start: Start, signal: AbortSignal): Promise<Cluster> {
  const { options, files, supervision, site } = start;
  const identities = await prepareIdentities(site, options.users ?? []);
  const [forge] = await Promise.all([startForge(start, signal), startKubernetes(start, signal)]);
  const access = attachCluster({
    ...identities,
    binaries: { kubectl: files.tool('kubectl') },
    ...(forge === undefined ? {} : { forge }),
  });
  await installFlux(access, files.crds, signal);
  await startControllers(supervision, site, files.controller, options, signal);
  return owned(start, access);
}

async function startForge(
  { gitea, site, supervision }: Start,
  signal: AbortSignal,
): Promise<ForgeDescription | undefined> {
  return gitea && startGitea(supervision, site, gitea, signal);
}

async function startKubernetes({ options, files, site, supervision }: Start, signal: AbortSignal): Promise<void> {
  if (options.etcd !== undefined) await cp(options.etcd, etcdFolder(site), { recursive: true });
  await startPart(supervision, etcd(files.tool('etcd'), site), signal);
  await startPart(supervision, apiServer(files.tool('kube-apiserver'), site), signal);
  await relaySecondAddress(supervision, site);
  await startPart(supervision, controllerManager(files.tool('kube-controller-manager'), site), signal);
}

/** Adds to the access what only the owner may do. */
function owned({ files, site, supervision }: Start, access: ReturnType<typeof attachCluster>): Cluster {
  const api = apiServer(files.tool('kube-apiserver'), site);
  const store = etcd(files.tool('etcd'), site);
  const stopApiServer = (): Promise<void> => supervision.stop(api.name);
  const startApiServer = (signal = never()): Promise<void> => startPart(supervision, api, signal);
  return {
    ...access,
    stopApiServer,
    startApiServer,
    async compactEtcd(signal = never()) {
      await stopApiServer();
      await advanceAndCompact(site, signal);
      await startApiServer(signal);
    },
    async keepEtcd(folder, signal = never()) {
      await stopApiServer();
      await supervision.stop(store.name);
      await cp(etcdFolder(site), folder, { recursive: true });
      await startPart(supervision, store, signal);
      await startApiServer(signal);
    },
    backUp: (signal = never()) => backUpEtcd({ api, store, site, supervision }, signal),
    processes: () => supervision.pids(),
    parts: () => supervision.parts(),
    ended: supervision.ended,
    stop: () => supervision.shutdown(),
  };
}

function never(): AbortSignal {
  return new AbortController().signal;
}
