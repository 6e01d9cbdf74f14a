/**
 * Measures Sluice against its budgets and against what people use today.
 * usage: npm run bench -- NAME...|all [--json FILE]
 *
 * A benchmark reports: the exit code says whether it could measure, not whether a budget was kept.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism, loadavg } from 'node:os';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Refusal, runScript } from '../../scripts/fail.ts';
import type { Bench } from './bench.ts';
import { benches, isBenchName, type BenchName } from './benches.ts';
import { createRig } from './rig/rig.ts';
import { formatRows, type Row } from './rows.ts';

await runScript(async () => {
  const { names, file } = readArguments(process.argv.slice(2));
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => stop.abort());
  warnIfBusy();
  const rows = await measure(names, stop.signal);
  console.log(`\n${formatRows(rows)}`);
  if (file !== undefined) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, `${JSON.stringify({ rows }, null, 2)}\n`);
  }
  return 0;
});

async function measure(names: readonly BenchName[], signal: AbortSignal): Promise<Row[]> {
  const rig = createRig(signal);
  try {
    const rows: Row[] = [];
    for (const name of names) rows.push(...(await benches[name].run(rig)));
    return rows;
  } finally {
    await rig.dispose();
  }
}

/** Times of a machine that has other work say little; ratios say more, but not all. Windows tells no load. */
function warnIfBusy(): void {
  const [load = 0] = loadavg();
  const processors = availableParallelism();
  if (load < processors / 2) return;
  console.warn(
    `This machine is busy: load ${load.toFixed(1)} on ${processors} processors. Expect times that are too long.`,
  );
}

function readArguments(args: readonly string[]): { names: readonly BenchName[]; file: string | undefined } {
  const { values, positionals } = parse(args);
  if (positionals.length === 0) throw new Refusal(usage());
  const wanted = positionals.includes('all') ? Object.keys(benches) : positionals;
  const unknown = wanted.filter((name) => !isBenchName(name));
  if (unknown.length > 0) throw new Refusal(`There is no benchmark ${unknown.join(', ')}.\n\n${usage()}`);
  const names = [...new Set(wanted.filter(isBenchName))];
  return { names, file: values.json === undefined ? undefined : resolve(values.json) };
}

function parse(args: readonly string[]): { values: { json?: string | undefined }; positionals: string[] } {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: { json: { type: 'string' } } });
  } catch (error) {
    throw new Refusal(`${error instanceof Error ? error.message : String(error)}\n\n${usage()}`);
  }
}

function usage(): string {
  const known: [string, Bench][] = Object.entries(benches);
  return [
    'usage: npm run bench -- NAME...|all [--json FILE]',
    '',
    ...known.map(([name, { about }]) => `  ${name.padEnd(12)} ${about}`),
  ].join('\n');
}
