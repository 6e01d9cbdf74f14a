/**
 * Runs the tests inside VS Code and leaves their results in .artifacts/results/inside.json.
 * usage: node test/e2e/inside/main.ts [WINDOW...]
 *
 * SLUICE_VSCODE=desktop runs them on desktop VS Code, the oldest supported and the current version, which are
 * downloaded; otherwise they run on code-server.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { build } from '../../../scripts/build.ts';
import { Refusal, runScript } from '../../../scripts/fail.ts';
import { artifacts, root } from '../../../scripts/paths.ts';
import { printProgress } from '../../cluster/progress.ts';
import { e2eArtifacts, prepareVsCode, scratchFolder } from '../harness/prepare.ts';
import { bundleTests, type BundledTests } from './bundleTests.ts';
import { runOnCodeServer } from './onCodeServer.ts';
import { desktopVersions, runOnDesktop } from './onDesktop.ts';
import type { InsideResults, TestResult } from './results.ts';
import { windows, type TestWindow } from './windows.ts';

/** Runs a tests entry in one kind of VS Code; resolves with its exit code. */
interface Host {
  readonly name: string;
  run(window: TestWindow, tests: BundledTests, env: Readonly<Record<string, string>>): Promise<number>;
}

/** Those named on the command line, or all. */
const chosen = windows.filter(({ name }) => process.argv.length <= 2 || process.argv.slice(2).includes(name));
const resultsFile = join(artifacts, 'results', 'inside.json');

await runScript(async () => {
  const folder = await scratchFolder();
  try {
    const tests: TestResult[] = [];
    await mkdir(e2eArtifacts, { recursive: true });
    for (const host of await hosts(folder)) {
      for (const window of chosen) tests.push(...(await runWindow(host, window)));
    }
    await mkdir(dirname(resultsFile), { recursive: true });
    await writeFile(resultsFile, JSON.stringify({ tests } satisfies InsideResults));
    return tests.some(({ state }) => state === 'failed') ? 1 : 0;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

async function hosts(folder: string): Promise<Host[]> {
  if (process.env['SLUICE_VSCODE'] === 'desktop') {
    if (!(await build())) throw new Refusal('The tests did not run, because building the extension failed.');
    const versions = await desktopVersions();
    return versions.map((version) => ({
      name: `VS Code ${version}`,
      run: (...window) => runOnDesktop(version, ...window),
    }));
  }
  const signal = new AbortController().signal;
  const prepared = await prepareVsCode(folder, { signal, onProgress: printProgress(process.stdout) });
  return [{ name: 'code-server', run: (...window) => runOnCodeServer(prepared, ...window) }];
}

/** The results of one window; a window that ends without telling its results counts as one failed test. */
async function runWindow(host: Host, window: TestWindow): Promise<readonly TestResult[]> {
  const title = `${host.name}, ${window.name}`;
  console.log(`\n${title}`);
  const bundled = await bundleTests(window);
  const file = join(dirname(bundled.entry), 'results.json');
  const code = await host.run(window, bundled, { ...window.env, SLUICE_TEST_RESULTS: file, SLUICE_CHECKOUT: root });
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) {
    const error = `VS Code ended with code ${code} and without results`;
    return [print({ title, state: 'failed', error })];
  }
  const { tests } = JSON.parse(text) as InsideResults;
  return tests.map((test) => print({ ...test, title: `${title}: ${test.title}` }));
}

function print(test: TestResult): TestResult {
  console.log(`${test.state.padEnd(7)} ${test.title}`);
  if (test.state === 'failed') console.log(test.error);
  return test;
}
