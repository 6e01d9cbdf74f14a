/**
 * Records what the real controllers write to the objects of the sample fleet, from the first value to the last, for
 * tests of rules without a cluster. usage: node test/cluster/recordFleet.ts, writes test/fixtures/recorded/fleet.json
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { sleep } from '../../src/base/wait.ts';
import { fleetKinds } from '../fixtures/fleet.ts';
import type { ClusterAccess, KubernetesResource } from './cluster.ts';
import { listFlux } from './fleet/settle.ts';
import { loadFleet } from './loadFleet.ts';
import { printProgress } from './progress.ts';
import { scrub } from './recording/scrub.ts';
import { startCluster } from './startCluster.ts';

const folder = new URL('../fixtures/recorded/', import.meta.url);
const pause = 20;

const cluster = await startCluster({ onProgress: printProgress(process.stderr) });
try {
  const recorded = await record(cluster, () => loadFleet(cluster));
  await mkdir(folder, { recursive: true });
  const lines = recorded.map((object) => scrub(JSON.stringify(object), cluster.description));
  await writeFile(new URL('fleet.json', folder), `[\n${lines.join(',\n')}\n]\n`);
} finally {
  await cluster.stop();
}

/** Every value of an object that says something else than the one before, in the order in which they were seen. */
async function record(access: ClusterAccess, work: () => Promise<void>): Promise<readonly KubernetesResource[]> {
  const recorded: KubernetesResource[] = [];
  const last = new Map<string, string>();
  const look = async (signal: AbortSignal): Promise<void> => {
    for (const [name, object] of await listFlux(access, Object.keys(fleetKinds), signal)) {
      const says = verdictsOf(object);
      if (last.get(name) === says) continue;
      last.set(name, says);
      recorded.push(object);
    }
  };
  const done = new AbortController();
  const watching = repeat(look, done.signal);
  try {
    await work();
  } finally {
    done.abort();
    await watching;
  }
  await look(AbortSignal.timeout(10_000));
  return recorded;
}

async function repeat(look: (signal: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await look(AbortSignal.timeout(10_000));
    await sleep(pause, signal).catch(() => undefined);
  }
}

/** What its conditions say, without times and messages. */
function verdictsOf({ status }: KubernetesResource): string {
  const { conditions, observedGeneration } = (status ?? {}) as { conditions?: object[]; observedGeneration?: number };
  return JSON.stringify([
    conditions?.map((item) => ({ ...item, lastTransitionTime: '', message: '' })),
    observedGeneration,
  ]);
}
