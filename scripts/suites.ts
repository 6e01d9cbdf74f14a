import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { InsideResults } from '../test/e2e/inside/results.ts';
import { artifacts } from './paths.ts';
import { runTool, type ToolOptions } from './runTool.ts';

/** How many tests of a suite passed and failed. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  /** Why a failure was added that no test reports, as a sentence. */
  readonly remark?: string;
}

/** Tests that are run and counted together. */
export interface Suite {
  readonly name: string;
  /** Another name that stands for it and others. */
  readonly group?: string;
  /** What must be there before it runs: dist/, the forge, the control plane (with the forge), VS Code (with the VSIX). */
  readonly needs: readonly ('dist' | 'forge' | 'cluster' | 'vsCode')[];
  /**
   * What it spends its time with. One that computes and one that waits for controllers run beside each other; what
   * happens in windows that a person would look at runs alone.
   */
  readonly pace: Pace;
  /** With `label`, what it says stands behind its name. */
  run(options?: { readonly label?: string }): Promise<Tally>;
}

export type Pace = 'computes' | 'waits' | 'alone';

/** All suites, the quick ones first. */
export const suites: readonly Suite[] = [
  vitest('unit', 'computes', []),
  vitest('server', 'computes', ['dist']),
  vitest('render', 'computes', ['dist']),
  vitest('forge', 'computes', ['forge']),
  vitest('faults', 'computes', ['cluster']),
  vitest('cluster', 'waits', ['dist', 'cluster']),
  { name: 'inside', group: 'e2e', needs: ['vsCode', 'cluster'], pace: 'alone', run: runInside },
  { ...vitest('person', 'alone', ['vsCode', 'cluster']), group: 'e2e' },
];

function vitest(name: string, pace: Pace, needs: Suite['needs']): Suite {
  return { name, needs, pace, run: (options) => runVitest(name, options) };
}

/** What is used of the report that Vitest shares with Jest. */
interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[];
}

async function runVitest(project: string, options: ToolOptions = {}): Promise<Tally> {
  const file = resultsOf(project);
  await rm(file, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const { code } = await runTool('vitest', ['run', '--project', project, ...reporters], shown(options));
  const report = await readJson<VitestReport>(file);
  return report === undefined ? crashed(code) : tally(code, countVitest(report));
}

async function runInside(options: ToolOptions = {}): Promise<Tally> {
  const file = resultsOf('inside');
  await rm(file, { force: true });
  const script = ['--disable-warning=ExperimentalWarning', 'test/e2e/inside/main.ts'];
  const { code } = await runTool('node', script, shown(options));
  const report = await readJson<InsideResults>(file);
  if (report === undefined) return crashed(code);
  const count = (state: string): number => report.tests.filter((test) => test.state === state).length;
  return tally(code, { passed: count('passed'), failed: count('failed'), skipped: count('skipped') });
}

/** What a report says, before the rules of {@link tally}. */
export interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Counts a file that could not be loaded, and so reports no test, as one failed test. */
export function countVitest(report: VitestReport): Count {
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** A suite fails that skips tests, has none, or ends badly though no test failed. */
export function tally(code: number, { passed, failed, skipped }: Count): Tally {
  if (skipped > 0) return { passed, failed: failed + skipped, remark: `${skipped} tests were skipped.` };
  if (passed + failed === 0) return { passed, failed: 1, remark: 'No test ran.' };
  if (code !== 0 && failed === 0) {
    return { passed, failed: 1, remark: `The run ended with code ${code}, though no test failed.` };
  }
  return { passed, failed };
}

function shown({ label }: ToolOptions): ToolOptions {
  return label === undefined ? { show: true } : { label };
}

function crashed(code: number): Tally {
  return { passed: 0, failed: 1, remark: `The run ended with code ${code} and without results.` };
}

function resultsOf(suite: string): string {
  return join(artifacts, 'results', `${suite}.json`);
}

async function readJson<T>(file: string): Promise<T | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as T);
}
