/**
 * Runs every check of the code that needs no test: types, lint, format, import rules, dead code.
 * usage: npm run check
 */
import { runScript } from './fail.ts';
import { runTool, type ToolResult } from './runTool.ts';

interface Check {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
}

const checks: readonly Check[] = [
  { name: 'lint', command: 'eslint', args: ['--max-warnings', '0', '.'] },
  { name: 'types', command: 'tsc', args: ['--noEmit', '-p', '.'] },
  { name: 'format', command: 'prettier', args: ['--check', '--log-level', 'warn', '.'] },
  { name: 'imports', command: 'depcruise', args: ['src', 'test', 'scripts'] },
  { name: 'dead code', command: 'knip', args: [] },
];

interface Outcome extends ToolResult {
  readonly check: Check;
  readonly seconds: number;
}

await runScript(async () => {
  const outcomes = await runAll([...checks], 2);
  const failed = outcomes.filter(({ code }) => code !== 0);
  for (const { check, output } of failed) console.log(`--- ${check.name} (${check.command})\n${output.trimEnd()}\n`);
  for (const check of checks) console.log(line(outcomes.find((outcome) => outcome.check === check)));
  return failed.length === 0 ? 0 : 1;
});

/** Runs the checks, `width` at a time, the first ones first. */
async function runAll(queue: Check[], width: number): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const worker = async (): Promise<void> => {
    for (let check = queue.shift(); check; check = queue.shift()) outcomes.push(await run(check));
  };
  await Promise.all(Array.from({ length: width }, worker));
  return outcomes;
}

async function run(check: Check): Promise<Outcome> {
  const begun = performance.now();
  const result = await runTool(check.command, check.args, { env: { FORCE_COLOR: process.stdout.isTTY ? '1' : '0' } });
  return { check, ...result, seconds: (performance.now() - begun) / 1000 };
}

function line(outcome: Outcome | undefined): string {
  if (outcome === undefined) return '';
  const { check, code, seconds } = outcome;
  return `${code === 0 ? 'ok    ' : 'FAILED'}  ${check.name.padEnd(10)} ${seconds.toFixed(1).padStart(6)} s`;
}
