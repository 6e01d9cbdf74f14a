import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Rig } from '../rig/rig.ts';
import { rowOf, type Row } from '../rows.ts';
import { sampleEvery, type MemorySample } from './renderMany.ts';

const renders = 200;
const script = fileURLToPath(new URL('renderMany.ts', import.meta.url));

/** Whether memory stays flat: at the end against after the first few renders, in a process of their own. */
export async function memoryRows(rig: Rig): Promise<Row[]> {
  rig.say(`render: memory over ${renders} renders`);
  const args = ['--disable-warning=ExperimentalWarning', script, String(renders)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { signal: rig.signal });
  const samples = JSON.parse(stdout) as readonly MemorySample[];
  const [early, late] = [samples[0], samples.at(-1)];
  if (early === undefined || late === undefined) throw new Error('No memory was measured.');
  const row = (what: string, of: keyof MemorySample): Row =>
    rowOf({
      name: `render: ${what} after ${renders} renders of 50 objects`,
      value: late[of] / 1e6,
      unit: 'MB',
      peer: { name: `after ${sampleEvery}`, value: early[of] / 1e6 },
      budget: { of: 'ratio', atMost: 1.2 },
    });
  return [row('memory of the process', 'process'), row('memory of the engine', 'engine')];
}
