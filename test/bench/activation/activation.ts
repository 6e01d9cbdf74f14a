import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bench } from '../bench.ts';
import type { ProbeAnswers } from '../probe/protocol.ts';
import { openProbed } from '../rig/openProbed.ts';
import type { Rig } from '../rig/rig.ts';
import { rowOf, type Row } from '../rows.ts';
import { median } from '../statistics.ts';

const starts = 9;

type Sample = ProbeAnswers['activate'];

/** What Sluice costs everybody, whether they look at a cluster or not. */
export const activation: Bench = {
  about: 'time and size of what VS Code loads when Sluice is activated',
  run: async (rig) => [...(await activationTime(rig)), await eagerSize(rig)],
};

async function activationTime(rig: Rig): Promise<Row[]> {
  const samples: Sample[] = [];
  const vsCode = await openProbed(rig, {});
  try {
    for (let start = 1; start <= starts; start += 1) {
      rig.say(`activation, start ${start} of ${starts}`);
      if (start > 1) await vsCode.restart();
      samples.push(await vsCode.probe.ask('activate'));
    }
  } finally {
    await vsCode.close();
  }
  const of = (part: (sample: Sample) => number): number => median(samples.map(part));
  return [
    rowOf({
      name: 'activation: load and activate, no view open',
      value: of(({ load, activate }) => load + activate),
      unit: 'ms',
      budget: { of: 'value', atMost: 30 },
    }),
    rowOf({ name: 'activation: of it, activate()', value: of(({ activate }) => activate), unit: 'ms' }),
    rowOf({ name: 'activation: processor time of both', value: of(({ processor }) => processor), unit: 'ms' }),
  ];
}

/** The size of the installed package's main file. */
async function eagerSize(rig: Rig): Promise<Row> {
  const { extensionPath } = await rig.vsCode();
  const { main } = JSON.parse(await readFile(join(extensionPath, 'package.json'), 'utf8')) as { main: string };
  const { size } = await stat(join(extensionPath, main));
  return rowOf({
    name: 'activation: eager extension.cjs',
    value: size / 1000,
    unit: 'KB',
    budget: { of: 'value', atMost: 200 },
  });
}
