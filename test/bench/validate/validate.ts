import { join } from 'node:path';
import { build } from '../../../scripts/build.ts';
import { root } from '../../../scripts/paths.ts';
import type { Bench } from '../bench.ts';
import { sampleRepository, writeSample } from '../manifests/sample.ts';
import { writeSchemaFiles } from '../manifests/schemaFiles.ts';
import type { Rig } from '../rig/rig.ts';
import { watchedRun, type Cost } from '../rig/watchedRun.ts';
import { rowOf, type Row } from '../rows.ts';
import { median } from '../statistics.ts';
import { ensureKubeconform } from './kubeconform.ts';

/** Files of the repository, and how often it is judged. */
const files = 2400;
const runs = 5;

/** A whole repository from the command line, process start and end included. SLUICE_CORPUS names another one. */
export const validate: Bench = {
  about: 'a whole repository from the command line, beside kubeconform',
  async run(rig) {
    if (!(await build())) throw new Error('dist/ could not be built; the reason stands above.');
    const kubeconform = await ensureKubeconform(rig);
    const scratch = await rig.scratch();
    const schemas = await writeSchemaFiles(join(scratch, 'schemas'));
    const sample = join(scratch, 'sample');
    await writeSample(sample, sampleRepository(files));
    const corpus = process.env['SLUICE_CORPUS'];
    return [
      ...(await measure(rig, 'sample', sample, kubeconform, schemas)),
      ...(corpus === undefined ? [] : await measure(rig, 'corpus', corpus, kubeconform, schemas)),
    ];
  },
};

async function measure(rig: Rig, name: string, folder: string, kubeconform: string, schemas: string): Promise<Row[]> {
  const ours: Cost[] = [];
  const theirs: Cost[] = [];
  const cli = join(root, 'dist', 'cli.cjs');
  for (let run = 1; run <= runs; run++) {
    rig.say(`validate, ${name}, run ${run} of ${runs}`);
    ours.push(
      await watchedRun(process.execPath, [cli, 'validate', '--output', 'json'], { cwd: folder, signal: rig.signal }),
    );
    const args = ['-summary', '-strict', '-ignore-missing-schemas', '-schema-location', schemas, folder];
    theirs.push(await watchedRun(kubeconform, args, { signal: rig.signal }));
  }
  const { files: judged } = JSON.parse(ours[0]?.stdout ?? '') as { files: number };
  if (name === 'sample') requireClean(ours, theirs);
  const peer = (value: number): { name: string; value: number } => ({ name: 'kubeconform', value });
  const rows = [
    rowOf({
      name: `validate: ${name}, ${judged} files`,
      value: median(ours.map(({ time }) => time)),
      unit: 'ms',
      peer: peer(median(theirs.map(({ time }) => time))),
      // 3,000 files a second.
      budget: { of: 'value', atMost: Math.round(judged / 3) },
    }),
  ];
  const [own, other] = [ours, theirs].map((costs) => costs.flatMap(({ memory }) => memory ?? []));
  if (own === undefined || own.length === 0) return rows;
  const memory = rowOf({
    name: `validate: ${name}, memory`,
    value: median(own),
    unit: 'MB',
    ...(other !== undefined && other.length > 0 && { peer: peer(median(other)) }),
    budget: { of: 'value', atMost: 200 },
  });
  return [...rows, memory];
}

/** The sample is valid: whoever finds something in it measured another thing. */
function requireClean(ours: readonly Cost[], theirs: readonly Cost[]): void {
  for (const { code, stdout } of [...ours, ...theirs]) {
    if (code !== 0) throw new Error(`The sample is valid, but something was found in it:\n${stdout.slice(0, 2000)}`);
  }
}
