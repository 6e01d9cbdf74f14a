import { expect, test } from 'vitest';
import type { FilesFrom } from '../../src/compare/engine.ts';
import type { KustomizationPrediction } from '../../src/diff/terms/prediction.ts';
import { memoryPorts } from '../unit/diff/memoryCluster.ts';
import { going } from '../unit/git/repositories.ts';
import { apps, buildApps, fleet, open } from './openEngine.ts';

const effect =
  'The source follows branch live, and branch main is checked out here: this takes effect once it is merged there.';

/** What is predicted of `apps`, whose source follows `branch`. */
async function predicted(branch: string, from: FilesFrom): Promise<readonly KustomizationPrediction[]> {
  const { cluster } = memoryPorts({}, {});
  const { engine } = await open(fleet({}, { branch }), { cluster: () => cluster, connected: () => cluster });
  const all: KustomizationPrediction[] = [];
  const listener = { expect() {}, foundObjects() {}, found: (one: KustomizationPrediction) => void all.push(one) };
  await engine.predict([apps], from, listener, going);
  return all;
}

test('a prediction says when the files take effect, where a push is not enough', async () => {
  expect(await predicted('live', 'workingTree')).toMatchObject([{ key: apps, effects: [effect] }]);
  const [other] = await predicted('main', 'workingTree');
  expect(other).not.toHaveProperty('effects');
});

test('drift has no effect to come', async () => {
  const [drift] = await predicted('live', 'applied');
  expect(drift).not.toHaveProperty('effects');
});

test('so does a build to look at', async () => {
  const text = await buildApps(await open(fleet({}, { branch: 'live' })));
  expect(text.replaceAll('\n# ', ' ')).toContain(effect);
});
