import { sleep } from '../../../src/base/wait.ts';
import type { Cluster } from '../../cluster/cluster.ts';
import type { ProbeAnswers } from '../probe/protocol.ts';
import { openProbed, type ProbedVsCode } from '../rig/openProbed.ts';
import { objectCount, type Rig } from '../rig/rig.ts';
import { rowOf, type Row } from '../rows.ts';
import { median } from '../statistics.ts';
import { runHeadless } from './connect.ts';
import { showTree } from './paint.ts';

const rounds = 3;
/** After this long nothing of what loading left to be done is under way. */
const settleMs = 5000;
const idleMs = 60_000;

interface Usage {
  readonly memory: ProbeAnswers['memory'];
  readonly handles: ProbeAnswers['handles'];
}

/** Two windows of the same VS Code: one shows a cluster, the other has none, so that Sluice does nothing. */
interface Pair {
  readonly shown: ProbedVsCode;
  readonly empty: ProbedVsCode;
}

/** What a tree that is shown costs while nothing happens: memory, processor time, connections, processes. */
export async function restRows(rig: Rig): Promise<Row[]> {
  const cluster = await rig.cluster();
  const samples: { readonly shown: Usage; readonly empty: Usage }[] = [];
  let idle: { readonly shown: number; readonly empty: number } | undefined;
  for (let round = 1; round <= rounds; round += 1) {
    rig.say(`tree: memory, round ${round} of ${rounds}`);
    await withPair(rig, cluster, async ({ shown, empty }) => {
      samples.push({ shown: await usageOf(shown), empty: await usageOf(empty) });
      if (round < rounds) return;
      rig.say(`tree: idle for ${idleMs / 1000} s`);
      const before = { shown: await shown.probe.ask('cpu'), empty: await empty.probe.ask('cpu') };
      await sleep(idleMs, rig.signal);
      const after = { shown: await shown.probe.ask('cpu'), empty: await empty.probe.ask('cpu') };
      idle = { shown: after.shown.used - before.shown.used, empty: after.empty.used - before.empty.used };
    });
  }
  if (idle === undefined) throw new Error('Nothing was measured.');
  return [...memoryRows(samples), ...idleRows(samples, idle)];
}

async function withPair(rig: Rig, cluster: Cluster, work: (pair: Pair) => Promise<void>): Promise<void> {
  const expected = await runHeadless(rig);
  const empty = await openProbed(rig, {});
  try {
    const shown = await openProbed(rig, { kubeconfig: cluster.kubeconfig('admin') });
    try {
      await showTree(shown, expected);
      await sleep(settleMs, rig.signal);
      await work({ shown, empty });
    } finally {
      await shown.close();
    }
  } finally {
    await empty.close();
  }
}

async function usageOf({ probe }: ProbedVsCode): Promise<Usage> {
  return { memory: await probe.ask('memory'), handles: await probe.ask('handles') };
}

function memoryRows(samples: readonly { readonly shown: Usage; readonly empty: Usage }[]): Row[] {
  const megabytes = (of: (usage: Usage) => number): number =>
    median(samples.map(({ shown, empty }) => of(shown) - of(empty))) / 1e6;
  return [
    rowOf({
      name: `tree: memory of ${objectCount} objects, above a window without a cluster`,
      value: megabytes(({ memory }) => memory.rss),
      unit: 'MB',
      budget: { of: 'value', atMost: 150 },
    }),
    rowOf({ name: 'tree: of it, JavaScript heap', value: megabytes(({ memory }) => memory.heapUsed), unit: 'MB' }),
  ];
}

function idleRows(
  samples: readonly { readonly shown: Usage; readonly empty: Usage }[],
  idle: { readonly shown: number; readonly empty: number },
): Row[] {
  const more = (of: (handles: ProbeAnswers['handles']) => number): number =>
    median(samples.map(({ shown, empty }) => of(shown.handles) - of(empty.handles)));
  return [
    rowOf({
      name: `tree: idle, processor time in ${idleMs / 1000} s`,
      value: idle.shown,
      unit: 'ms',
      peer: { name: 'without a cluster', value: idle.empty },
    }),
    rowOf({ name: 'tree: idle, connections', value: more(({ connections }) => connections), unit: '' }),
    rowOf({
      name: 'tree: idle, child processes',
      value: more(({ children }) => children),
      unit: '',
      budget: { of: 'value', atMost: 0 },
    }),
  ];
}
