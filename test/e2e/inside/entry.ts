/**
 * What VS Code loads into its extension host to run tests, on code-server and on the desktop alike. The tests lie
 * beside this file as bundles; the results go to the file named in SLUICE_TEST_RESULTS.
 */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InsideResults, TestResult } from './results.ts';

const hang = 120_000;

/** Called by VS Code, which takes a rejection as failure. */
export async function run(): Promise<void> {
  const { default: Mocha } = await import('mocha');
  const mocha = new Mocha({ ui: 'bdd', timeout: hang, forbidOnly: true, reporter: 'spec', color: false });
  const files = readdirSync(__dirname).filter((name) => name.endsWith('.test.cjs'));
  for (const name of files.sort()) mocha.addFile(join(__dirname, name));
  const tests: TestResult[] = [];
  const failures = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    runner.on('pass', (test) => tests.push({ title: test.fullTitle(), state: 'passed' }));
    runner.on('fail', (test, error: unknown) => {
      const { stack } = error instanceof Error ? error : new Error(String(error));
      tests.push({ title: test.fullTitle(), state: 'failed', error: stack ?? '' });
    });
    runner.on('pending', (test) => tests.push({ title: test.fullTitle(), state: 'skipped' }));
  });
  const results: InsideResults = { tests };
  writeFileSync(process.env['SLUICE_TEST_RESULTS'] ?? '', JSON.stringify(results));
  if (failures > 0) throw new Error(`${failures} of ${tests.length} tests failed`);
}
