import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { openProbed } from '../rig/openProbed.ts';
import { objectCount, type Rig } from '../rig/rig.ts';
import { rowOf, type Row } from '../rows.ts';
import { median } from '../statistics.ts';
import type { HeadlessResult } from './headless.ts';
import { showTree } from './paint.ts';
import { createPeers } from './peers.ts';

const rounds = 5;

interface Round {
  readonly painted: number;
  readonly firstRows: number;
  readonly headless: number;
  readonly flux: number;
  readonly kubectl: number;
}

/** From the click on the view to the painted tree, beside the peers: all in turn, several times. */
export async function connectRows(rig: Rig): Promise<Row[]> {
  const cluster = await rig.cluster();
  const peers = await createPeers(rig, cluster);
  const samples: Round[] = [];
  rig.say('tree: warming up');
  await Promise.all([peers.flux(), peers.kubectl()]);
  const expected = await runHeadless(rig);
  const vsCode = await openProbed(rig, { kubeconfig: cluster.kubeconfig('admin') });
  try {
    for (let round = 1; round <= rounds; round += 1) {
      rig.say(`tree: connecting, round ${round} of ${rounds}`);
      if (round > 1) await vsCode.restart();
      const { painted, firstRows } = await showTree(vsCode, expected);
      const { elapsed: headless } = await runHeadless(rig);
      samples.push({ painted, firstRows, headless, flux: await peers.flux(), kubectl: await peers.kubectl() });
    }
  } finally {
    await vsCode.close();
  }
  return toRows(samples);
}

function toRows(samples: readonly Round[]): Row[] {
  const of = (what: keyof Round): number => median(samples.map((sample) => sample[what]));
  const flux = { name: 'flux get all -A', value: of('flux') };
  const kubectl = { name: 'kubectl get -A', value: of('kubectl') };
  const budget = { of: 'ratio', atMost: 0.5 } as const;
  const painted = { name: `tree: ${objectCount} objects, click -> painted`, value: of('painted'), unit: 'ms' };
  const built = { name: `tree: ${objectCount} objects, session -> model`, value: of('headless'), unit: 'ms' };
  return [
    rowOf({ ...painted, peer: flux, budget }),
    rowOf({ ...painted, peer: kubectl }),
    rowOf({ ...built, peer: flux, budget }),
    rowOf({ ...built, peer: kubectl }),
    rowOf({ name: 'tree: click -> first rows', value: of('firstRows'), unit: 'ms' }),
  ];
}

const run = promisify(execFile);
const script = fileURLToPath(new URL('headless.ts', import.meta.url));

/** One connection in a process of its own. */
export async function runHeadless(rig: Rig): Promise<HeadlessResult> {
  const [{ extensionPath }, cluster] = await Promise.all([rig.vsCode(), rig.cluster()]);
  const args = ['--disable-warning=ExperimentalWarning', script, join(extensionPath, 'dist', 'cluster.cjs')];
  const { stdout } = await run(process.execPath, [...args, cluster.kubeconfig('admin')], { signal: rig.signal });
  const result = JSON.parse(stdout) as HeadlessResult;
  if (result.total !== objectCount) throw new Error(`The tree holds ${result.total} objects, not ${objectCount}.`);
  return result;
}
