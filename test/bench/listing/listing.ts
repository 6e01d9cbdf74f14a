import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Bench } from '../bench.ts';
import { objectCount, type Rig } from '../rig/rig.ts';
import { rowOf, type Row } from '../rows.ts';
import { median } from '../statistics.ts';
import type { ListResult } from './listOnce.ts';
import { ways, type Way } from './ways.ts';

const rounds = 5;

/** The API server never packs a watch, so a streaming list has one row only. */
const variants: readonly { readonly way: Way; readonly packing: 'gzip' | 'plain' }[] = [
  { way: 'whole', packing: 'gzip' },
  { way: 'whole', packing: 'plain' },
  { way: 'pages', packing: 'gzip' },
  { way: 'pages', packing: 'plain' },
  { way: 'stream', packing: 'plain' },
];

/** Whether the way in which src/cluster/watch/listWatch.ts lists is the right one: the first variant, the others' peer. */
export const listing: Bench = {
  about: 'ways of listing 10,000 Flux objects through our own transport: time and memory',
  async run(rig) {
    await rig.cluster();
    const results = variants.map((): ListResult[] => []);
    const base: number[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      rig.say(`listing: round ${round} of ${rounds}`);
      base.push((await listOnce(rig, 'plain', 'nothing')).peak);
      for (const [index, { way, packing }] of variants.entries()) {
        const result = await listOnce(rig, packing, way);
        if (result.objects !== objectCount) throw new Error(`${ways[way]} gave ${result.objects} objects.`);
        results[index]?.push(result);
      }
    }
    const times = results.map((list) => median(list.map(({ elapsed }) => elapsed)));
    const peaks = results.map((list) => (median(list.map(({ peak }) => peak)) - median(base)) / 1e6);
    return [...compare('time', 'ms', times), ...compare('peak memory', 'MB', peaks)];
  },
};

function compare(what: string, unit: string, values: readonly number[]): Row[] {
  const names = variants.map(({ way, packing }) => `${ways[way]}, ${packing === 'gzip' ? 'gzip' : 'not packed'}`);
  const [first = NaN] = values;
  return values.map((value, index) =>
    rowOf({
      name: `listing: ${what}, ${names[index] ?? ''}`,
      value,
      unit,
      ...(index > 0 && { peer: { name: names[0] ?? '', value: first } }),
    }),
  );
}

const run = promisify(execFile);
const script = fileURLToPath(new URL('listOnce.ts', import.meta.url));

/** A process of its own, so that its peak of memory is that of one list. */
async function listOnce(rig: Rig, packing: 'gzip' | 'plain', way: Way | 'nothing'): Promise<ListResult> {
  const kubeconfig = (await rig.cluster()).kubeconfig('admin');
  const args = ['--disable-warning=ExperimentalWarning', script, kubeconfig, packing, way];
  const { stdout } = await run(process.execPath, args, { signal: rig.signal });
  return JSON.parse(stdout) as ListResult;
}
