import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from '../../../scripts/build.ts';
import { root } from '../../../scripts/paths.ts';
import { silentLogger } from '../../../src/base/logger.ts';
import type { JsonObject } from '../../../src/flux/object.ts';
import type { Renderer } from '../../../src/render/renderer.ts';
import { createWorkerRenderer } from '../../../src/render/workerRenderer.ts';
import { ensureFluxCli } from '../../cluster/build/fluxCli.ts';
import type { Bench } from '../bench.ts';
import type { Rig } from '../rig/rig.ts';
import { spentBy } from '../rig/spentBy.ts';
import { rowOf, type Measurement, type Row } from '../rows.ts';
import { median } from '../statistics.ts';
import { appFiles, appsKustomization, writeFiles } from './apps.ts';
import { memoryRows } from './memory.ts';

/** What is rendered: how many objects, how often, and at most how many times what flux takes. */
const sizes: readonly { readonly count: number; readonly rounds: number; readonly atMost?: number }[] = [
  { count: 5, rounds: 15, atMost: 0.2 },
  { count: 50, rounds: 9 },
  { count: 500, rounds: 5, atMost: 1.5 },
];
/** Renders before the first that counts: a session has one engine, whose code gets faster while it runs. */
const warmUp = 40;

const variants: readonly { readonly suffix: string; readonly spec: JsonObject }[] = [
  { suffix: '', spec: {} },
  { suffix: ', with variables', spec: { postBuild: { substitute: { region: 'south' } } } },
];

/** Rendering with one engine as a session has it, against the whole process that people run instead. */
export const render: Bench = {
  about: 'rendering 5, 50 and 500 objects beside flux build kustomization; unchanged inputs; memory',
  async run(rig) {
    if (!(await build())) throw new Error('dist/ could not be built; the reason stands above.');
    const flux = await ensureFluxCli({ signal: rig.signal, onProgress: rig.onProgress });
    const renderer = createWorkerRenderer({ folder: join(root, 'dist'), logger: silentLogger });
    try {
      const rows = [await firstRow(rig, renderer, flux)];
      for (let round = 0; round < warmUp; round += 1) await renderOnce(rig, renderer, 5, `0.${round}`, {});
      for (const { suffix, spec } of variants) {
        for (const size of sizes) rows.push(...(await sizeRows(rig, renderer, flux, size, suffix, spec)));
      }
      return [...rows, await unchangedRow(rig, renderer), ...(await memoryRows(rig))];
    } finally {
      renderer.dispose();
    }
  },
};

interface Spent {
  readonly time: number;
  readonly processor: number;
}

/** The first preview of a session: unpacking, compiling and starting the engine included. */
async function firstRow(rig: Rig, renderer: Renderer, flux: string): Promise<Row> {
  const own = await renderOnce(rig, renderer, 5, '0', {});
  const peer = await fluxBuild(rig, flux, 5, {});
  return row('render: 5 objects, the first of a session', own.time, peer.time);
}

async function sizeRows(
  rig: Rig,
  renderer: Renderer,
  flux: string,
  { count, rounds, atMost }: (typeof sizes)[number],
  suffix: string,
  spec: JsonObject,
): Promise<Row[]> {
  rig.say(`render: ${count} objects${suffix}`);
  const [ours, theirs]: [Spent[], Spent[]] = [[], []];
  // This size's own code paths, twice.
  for (const tag of ['1', '2']) await renderOnce(rig, renderer, count, tag, spec);
  for (let round = 0; round < rounds; round += 1) {
    ours.push(await renderOnce(rig, renderer, count, `3.${round}`, spec));
    theirs.push(await fluxBuild(rig, flux, count, spec));
  }
  const middle = (of: keyof Spent): [number, number] => [
    median(ours.map((one) => one[of])),
    median(theirs.map((one) => one[of])),
  ];
  const name = `render: ${count} objects${suffix}`;
  const budget = atMost === undefined ? undefined : ({ of: 'ratio', atMost } as const);
  return [row(`${name}, processor`, ...middle('processor'), budget), row(name, ...middle('time'))];
}

/** Renders inputs that differ from all before by `tag`, and sees that they were rendered whole. */
async function renderOnce(rig: Rig, renderer: Renderer, count: number, tag: string, spec: JsonObject): Promise<Spent> {
  const request = { files: appFiles(count, tag), kustomization: appsKustomization(spec) };
  const [begun, used] = [performance.now(), process.cpuUsage()];
  const result = await renderer.render(request, rig.signal);
  const { user, system } = process.cpuUsage(used);
  const time = performance.now() - begun;
  if (result.outcome !== 'rendered') throw new Error(`Not rendered: ${result.problems[0]?.message}`);
  if (result.objects.length !== count) throw new Error(`${result.objects.length} objects instead of ${count}.`);
  return { time, processor: (user + system) / 1000 };
}

async function fluxBuild(rig: Rig, flux: string, count: number, spec: JsonObject): Promise<Spent> {
  const folder = join(await rig.scratch(), `apps-${count}`);
  await writeFiles(folder, appFiles(count, '1'));
  const owner = join(await rig.scratch(), 'owner.json');
  await writeFile(owner, JSON.stringify(appsKustomization(spec)));
  const { name, namespace } = appsKustomization().metadata;
  const place = ['--path', folder, '--kustomization-file', owner, '-n', namespace ?? ''];
  const args = ['build', 'kustomization', name, '--dry-run', '--strict-substitute', ...place];
  const env = { HOME: await rig.scratch(), PATH: process.env['PATH'] };
  const spent = await spentBy({ command: flux, args, env }, { signal: rig.signal });
  const printed = spent.stdout.match(/^kind: /gm)?.length ?? 0;
  if (printed !== count) throw new Error(`flux build printed ${printed} objects instead of ${count}.`);
  return spent;
}

/** The same content in new values, as files that were read again. */
async function unchangedRow(rig: Rig, renderer: Renderer): Promise<Row> {
  await renderOnce(rig, renderer, 500, 'same', {});
  const times: number[] = [];
  for (let round = 0; round < 15; round += 1) times.push((await renderOnce(rig, renderer, 500, 'same', {})).time);
  const value = Math.round(median(times));
  return rowOf({ name: 'render: 500 objects, unchanged', value, unit: 'ms', budget: { of: 'value', atMost: 0 } });
}

function row(name: string, value: number, peer: number, budget?: Measurement['budget']): Row {
  return rowOf({
    name,
    value,
    unit: 'ms',
    peer: { name: 'flux build kustomization', value: peer },
    ...(budget && { budget }),
  });
}
