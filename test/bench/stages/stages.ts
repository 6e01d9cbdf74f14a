import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Bench } from '../bench.ts';
import { rowOf, type Row } from '../rows.ts';
import { median } from '../statistics.ts';
import type { Measured } from './measure.ts';
import { stageNames, stagesRepository } from './repository.ts';

const applications = 200;
const runs = 3;
const script = fileURLToPath(new URL('measure.ts', import.meta.url));
const run = promisify(execFile);

/**
 * From the files of three stages to the plans of both promotions. The peer is what people look at today: `git diff --no-index`
 * between the folders of two stages, which tells neither patches nor variables and plans nothing.
 */
export const stages: Bench = {
  about: 'comparing three stages and planning their promotions, beside git diff',
  async run(rig) {
    const scratch = join(await rig.scratch(), 'stages');
    await writeFolders(scratch);
    const measured: Measured[] = [];
    const diffs: number[] = [];
    for (let count = 1; count <= runs; count += 1) {
      rig.say(`stages, run ${count} of ${runs}`);
      const args = ['--expose-gc', '--disable-warning=ExperimentalWarning', script, String(applications)];
      const { stdout } = await run(process.execPath, args, { signal: rig.signal });
      measured.push(JSON.parse(stdout) as Measured);
      diffs.push(await diffed(scratch, rig.signal));
    }
    return rowsOf(measured, median(diffs));
  },
};

function rowsOf(measured: readonly Measured[], diff: number): Row[] {
  const [first] = measured;
  if (first === undefined) throw new Error('Nothing was measured.');
  const peer = { name: 'git diff --no-index, both pairs', value: diff };
  const what = `${applications} applications x ${stageNames.length} stages, ${first.files} files`;
  return [
    rowOf({
      name: `stages: ${what}, read, compared and planned, the first time`,
      value: median(measured.map(({ cold }) => cold)),
      unit: 'ms',
      peer,
    }),
    rowOf({
      name: 'stages: the same after one file changed',
      value: median(measured.flatMap(({ warm }) => warm)),
      unit: 'ms',
      peer,
      budget: { of: 'value', atMost: 300 },
    }),
    rowOf({
      name: `stages: a plan of ${first.moves / (stageNames.length - 1)} moves alone`,
      value: median(measured.flatMap(({ plan }) => plan)),
      unit: 'ms',
      budget: { of: 'value', atMost: 300 },
    }),
    rowOf({
      name: 'stages: memory in use after 30 readings',
      value: median(measured.map(({ memory }) => memory.late)) / 1e6,
      unit: 'MB',
      peer: { name: 'after 3', value: median(measured.map(({ memory }) => memory.early)) / 1e6 },
      budget: { of: 'ratio', atMost: 1.2 },
    }),
  ];
}

/** What each stage has of its own, in a folder of its own: `git diff` compares folders. */
async function writeFolders(scratch: string): Promise<void> {
  for (const [path, text] of stagesRepository(applications)) {
    const stage = stageNames.find((name) => path.split('/').includes(name));
    if (stage === undefined) continue;
    const file = join(scratch, stage, path.replace(`/${stage}/`, '/'));
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}

/** Milliseconds for both pairs of neighbours. */
async function diffed(folder: string, signal: AbortSignal): Promise<number> {
  const start = performance.now();
  for (const [at, target] of stageNames.slice(1).entries()) {
    const args = ['diff', '--no-index', '--no-ext-diff', stageNames[at] ?? '', target];
    // It ends with 1 where they differ.
    await run('git', args, { cwd: folder, signal, maxBuffer: 1e8 }).catch((error: unknown) => {
      if ((error as { code?: unknown }).code !== 1) throw error;
    });
  }
  return performance.now() - start;
}
