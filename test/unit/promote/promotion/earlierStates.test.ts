import { expect, test } from 'vitest';
import { withPast } from '../../../../src/promote/promotion/earlierStates.ts';
import { compareStagePair } from '../../../../src/promote/promotion/preparePromotion.ts';
import { treeOf } from '../../../../src/promote/reading/trees.ts';
import { filesAt } from '../../../../src/git/sourceFiles.ts';
import { recogniseStages } from '../../../../src/stages/config/recognise.ts';
import type { Stage } from '../../../../src/stages/terms/config.ts';
import { going, temporaryFolder, testRepository } from '../../git/repositories.ts';
import { differencesOf, helmRelease, stage } from '../../stages/repository.ts';

const release = (level: string): string => helmRelease('web', '1.0.0', `  values:\n    level: ${level}\n`);
const states: readonly (readonly [string, string])[] = [
  ['trace', 'warn'],
  ['debug', 'warn'],
  ['debug', 'info'],
];
const { config } = recogniseStages({ paths: [], branches: [] });
const stages: readonly [Stage, Stage] = [stage('staging'), stage('production')];

/** What protects each difference between the stages of a folder model, with the past of a repository. */
async function protections(root: string, revision: string) {
  const { files, commit } = await filesAt(root, revision, going);
  const tree = treeOf(files, commit);
  const [from, to] = stages.map((one) => ({ stage: one, files: tree.files }));
  if (from === undefined || to === undefined) throw new Error('never');
  const pair = { config: { ...config, stages }, from, to };
  const order = { root, pair, comparisons: compareStagePair(pair), from: commit, to: commit };
  const { comparisons, notes } = await withPast(order, going);
  return { by: differencesOf(comparisons).map((one) => one.protected?.by), notes };
}

test('what a stage always had is protected, by its history', async () => {
  const { root, commit } = await testRepository();
  for (const [staging, production] of states) {
    await commit({ 'apps/staging/web.yaml': release(staging), 'apps/production/web.yaml': release(production) });
    await commit({ 'elsewhere.txt': staging + production });
  }
  expect(await protections(root, 'main')).toEqual({ by: ['alwaysDiffered'], notes: [] });
  await commit({ 'apps/production/web.yaml': release('debug') });
  await commit({ 'apps/production/web.yaml': release('info') });
  expect(await protections(root, 'main')).toEqual({ by: [undefined], notes: [] });
});

test('a shallow clone tells nothing, and says so', async () => {
  const { root, commit } = await testRepository();
  for (const [staging, production] of states) {
    await commit({ 'apps/staging/web.yaml': release(staging), 'apps/production/web.yaml': release(production) });
  }
  const clone = await testRepository(await temporaryFolder());
  await clone.git('fetch', '--quiet', '--depth=1', `file://${root}`, 'main');
  const { by, notes } = await protections(clone.root, 'FETCH_HEAD');
  expect(by).toEqual([undefined]);
  expect(notes.join()).toMatch(/^This clone is shallow: .* git fetch --unshallow$/);
});

test('stages on branches: each as it was at the time', async () => {
  const { root, git, commit } = await testRepository();
  await commit({ 'apps/web.yaml': release('warn') });
  await git('checkout', '--quiet', '-b', 'staging');
  await commit({ 'apps/web.yaml': release('trace') });
  for (const [level, branch] of [
    ['error', 'main'],
    ['debug', 'staging'],
    ['info', 'main'],
    ['quiet', 'main'],
    // So many that the time before there was a second branch is not looked at.
    ['fatal', 'main'],
    ['silent', 'main'],
    ['none', 'main'],
  ] as const) {
    await git('checkout', '--quiet', branch);
    await commit({ 'apps/web.yaml': release(level) });
  }
  const [one, other] = [stage('staging', { branch: 'staging' }), stage('production', { branch: 'main' })];
  const [source, target] = [await filesAt(root, 'staging', going), await filesAt(root, 'main', going)];
  const pair = {
    config: { ...config, stages: [one, other] },
    from: { stage: one, files: treeOf(source.files, source.commit).files },
    to: { stage: other, files: treeOf(target.files, target.commit).files },
  };
  const order = { root, pair, comparisons: compareStagePair(pair), from: source.commit, to: target.commit };
  const { comparisons } = await withPast(order, going);
  expect(differencesOf(comparisons).map((difference) => difference.protected?.by)).toEqual(['alwaysDiffered']);
});
