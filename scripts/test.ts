/**
 * Runs all tests, and first makes what they need: dist/, the control plane, VS Code, a browser. The last line is
 * `N passed, N failed` over all suites.
 * usage: npm test [-- SUITE...]     unit, server, render, forge, faults, cluster, inside, person; e2e is the last two
 */
import { codeServerNeeds } from '../test/e2e/harness/codeServer.ts';
import { ensureVsCode } from '../test/e2e/harness/prepare.ts';
import { ensureSystemPackages } from '../test/e2e/harness/systemPackages.ts';
import { ensureControlPlane, ensureForge } from '../test/cluster/build/binaries.ts';
import { printProgress } from '../test/cluster/progress.ts';
import { buildOnce, packOnce } from './once.ts';
import { Refusal, runScript } from './fail.ts';
import { suites, type Pace, type Suite, type Tally } from './suites.ts';

await runScript(async () => {
  const chosen = choose(process.argv.slice(2));
  await prepare(chosen);
  const tallies = await runAll(chosen);
  console.log();
  for (const { name } of chosen) {
    const { passed, failed, remark = '' } = tallies.get(name) ?? { passed: 0, failed: 1, remark: 'It did not run.' };
    console.log(`${name.padEnd(8)} ${sentence(passed, failed)}  ${remark}`.trimEnd());
  }
  const passed = sum([...tallies.values()].map((tally) => tally.passed));
  const failed = sum([...tallies.values()].map((tally) => tally.failed));
  console.log(sentence(passed, failed));
  return failed === 0 ? 0 : 1;
});

function choose(names: readonly string[]): readonly Suite[] {
  const unknown = names.filter((name) => !suites.some((suite) => suite.name === name || suite.group === name));
  if (unknown.length > 0) {
    const known = suites.map(({ name }) => name).join(', ');
    throw new Refusal(`There is no suite "${unknown.join('", "')}". There are ${known}; e2e is the last two.`);
  }
  if (names.length === 0) return suites;
  return suites.filter(({ name, group }) => names.includes(name) || (group !== undefined && names.includes(group)));
}

/** Runs the suites in their order, a computing one beside a waiting one; resolves with their tallies by name. */
async function runAll(chosen: readonly Suite[]): Promise<ReadonlyMap<string, Tally>> {
  const tallies = new Map<string, Tally>();
  const lane = async (pace: Pace, labelled: boolean): Promise<void> => {
    for (const suite of chosen.filter((one) => one.pace === pace)) {
      console.log(`\n=== ${suite.name}`);
      tallies.set(suite.name, await suite.run(labelled ? { label: suite.name } : {}));
    }
  };
  const sideBySide = ['computes', 'waits'].every((pace) => chosen.some((suite) => suite.pace === pace));
  await Promise.all([lane('computes', sideBySide), lane('waits', sideBySide)]);
  await lane('alone', false);
  return tallies;
}

/** Makes what the suites need, all that can be refused first. */
async function prepare(chosen: readonly Suite[]): Promise<void> {
  const needs = new Set(chosen.flatMap((suite) => suite.needs));
  const options = { signal: new AbortController().signal, onProgress: printProgress(process.stdout) };
  const hasForge = needs.has('forge') || needs.has('cluster');
  if (hasForge) ensureSystemPackages(['compiler']);
  if (needs.has('vsCode')) ensureSystemPackages(['browser', 'fonts', ...(await codeServerNeeds())]);
  if (needs.has('cluster')) await ensureControlPlane(options);
  if (hasForge) await ensureForge(options);
  if (needs.has('vsCode')) await ensureVsCode(options);
  if (needs.has('vsCode')) await packOnce();
  else if (needs.has('dist')) await buildOnce();
}

function sentence(passed: number, failed: number): string {
  return `${passed} passed, ${failed} failed`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
