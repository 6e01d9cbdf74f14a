/**
 * Owns the cluster of `npm run cluster -- up` until it is told to stop. Until the cluster is ready it reports to the
 * process that started it, and gives up with it.
 */
import type { Cluster } from '../cluster.ts';
import { sentenceOf } from '../failures.ts';
import type { Progress } from '../progress.ts';
import { startCluster } from '../startCluster.ts';
import { forgetKeeper, serveControl, type Command, type Status } from './control.ts';

/** What the keeper tells the process that started it. */
export type Report =
  | { readonly type: 'progress'; readonly progress: Progress }
  | { readonly type: 'ready'; readonly status: Status }
  | { readonly type: 'failed'; readonly message: string };

const since = new Date().toISOString();
const abort = new AbortController();
let ready = false;

process.on('disconnect', () => {
  if (!ready) abort.abort();
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => abort.abort());

try {
  await keep(
    await startCluster({
      fleet: true,
      signal: abort.signal,
      onProgress: (progress) => tell({ type: 'progress', progress }),
    }),
  );
} catch (error) {
  // The supervisor of a cluster that did start sees this process end, and ends it.
  tell({ type: 'failed', message: sentenceOf(error) }, () => process.exit(1));
}

async function keep(cluster: Cluster): Promise<void> {
  const server = await serveControl(cluster.scratch, (command) => answer(cluster, command));
  abort.signal.addEventListener('abort', () => void cluster.stop());
  ready = true;
  tell({ type: 'ready', status: statusOf(cluster) });
  await cluster.ended;
  await forgetKeeper();
  server.close();
}

async function answer(cluster: Cluster, command: Command): Promise<Status> {
  const status = statusOf(cluster);
  if (command === 'stop') await cluster.stop();
  return status;
}

function statusOf(cluster: Cluster): Status {
  return {
    pid: process.pid,
    since,
    server: cluster.server,
    kubeconfig: cluster.kubeconfig('admin'),
    kubectl: cluster.description.binaries.kubectl,
    forge: cluster.forge?.url ?? '',
    forgeToken: cluster.forge?.token ?? '',
    parts: cluster.parts(),
  };
}

function tell(report: Report, sent: () => void = () => undefined): void {
  if (process.connected) process.send?.(report, sent);
  else sent();
}
