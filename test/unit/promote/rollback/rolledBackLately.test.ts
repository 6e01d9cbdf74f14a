import { expect, test } from 'vitest';
import { filesAt } from '../../../../src/git/sourceFiles.ts';
import { compareStagePair } from '../../../../src/promote/promotion/preparePromotion.ts';
import { withRollbacks } from '../../../../src/promote/rollback/rolledBackLately.ts';
import { treeOf } from '../../../../src/promote/reading/trees.ts';
import { recogniseStages } from '../../../../src/stages/config/recognise.ts';
import { preselected } from '../../../../src/stages/terms/preselected.ts';
import { going, testRepository } from '../../git/repositories.ts';
import { helmRelease, stage } from '../../stages/repository.ts';

const { config } = recogniseStages({ paths: [], branches: [] });
const stages = [stage('staging'), stage('production')] as const;

test('what was rolled back is promoted again by name alone, until somebody changes it', async () => {
  const { root, commit, git } = await testRepository();
  const file = (version: string) => ({ 'apps/production/web.yaml': helmRelease('web', version) });
  const cache = (version: string) => ({ 'apps/production/cache.yaml': helmRelease('cache', version) });
  const staging = {
    'apps/staging/web.yaml': helmRelease('web', '2.0.0'),
    'apps/staging/cache.yaml': helmRelease('cache', '2.0.0'),
  };
  const usual = async (isNamed = false) => {
    const { files, commit: tip } = await filesAt(root, 'main', going);
    const tree = treeOf(files, tip);
    const [from, to] = [stages[0], stages[1]].map((one) => ({ stage: one, files: tree.files }));
    if (from === undefined || to === undefined) throw new Error('never');
    const pair = { config: { ...config, stages }, from, to };
    const { comparisons, notes } = await withRollbacks(
      { root, pair, comparisons: compareStagePair(pair), to: tip },
      going,
    );
    expect(notes).toEqual([]);
    return comparisons.flatMap((one) => (preselected(one, isNamed).length > 0 ? [one.key] : [])).sort();
  };

  await commit({ ...staging, ...file('1.0.0'), ...cache('1.0.0') });
  expect(await usual()).toEqual(['cache', 'web']);
  await commit(file('2.0.0'));
  await commit(file('1.0.0'));
  await git(
    'commit',
    '--amend',
    '--quiet',
    '-m',
    'Roll back web\n\nRolled-Back: web of production\nRolled-Back-To: 1 Say one',
  );
  // What the rollback did not touch is promoted as before.
  expect(await usual()).toEqual(['cache']);
  await commit({ ...cache('1.5.0'), 'README.md': 'Shop\n' });
  expect(await usual()).toEqual(['cache']);
  expect(await usual(true)).toEqual(['cache', 'web']);
  await commit(file('1.9.0'));
  expect(await usual()).toEqual(['cache', 'web']);
});
