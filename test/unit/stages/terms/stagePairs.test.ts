import { expect, test } from 'vitest';
import type { StageFiles } from '../../../../src/stages/terms/application.ts';
import type { Stage, StagesConfig } from '../../../../src/stages/terms/config.ts';
import { inOneTree, stageNamed, stagePairs } from '../../../../src/stages/terms/stagePairs.ts';

const stage = (name: string, branch?: string): Stage => ({
  name,
  paths: branch === undefined ? [`clusters/${name}`] : [],
  branch,
  context: undefined,
  change: 'commit',
  gates: { freeze: [] },
  protected: [],
});

const configOf = (stages: readonly Stage[]): StagesConfig => ({
  stages,
  protected: [],
  commit: { message: undefined, coAuthors: [] },
  pullRequest: { title: undefined, body: undefined, labels: [], reviewers: [], draft: false },
  forges: new Map(),
});

test('changes go from each stage to the next', () => {
  const names = (stages: readonly Stage[]) => stagePairs(configOf(stages)).map((pair) => pair.map(({ name }) => name));
  expect(names(['dev', 'staging', 'prod'].map((name) => stage(name)))).toEqual([
    ['dev', 'staging'],
    ['staging', 'prod'],
  ]);
  expect(names([stage('prod')])).toEqual([]);
  expect(names([])).toEqual([]);
});

test('a stage is found by its name', () => {
  const config = configOf([stage('dev'), stage('prod')]);
  expect(stageNamed(config, 'prod')).toBe(config.stages[1]);
  expect(stageNamed(config, 'Prod')).toBeUndefined();
});

test('stages on one branch share their tree', () => {
  const held = (of: Stage): StageFiles => ({ stage: of, files: new Map() });
  expect(inOneTree(held(stage('dev')), held(stage('prod')))).toBe(true);
  expect(inOneTree(held(stage('dev', 'dev')), held(stage('prod', 'main')))).toBe(false);
});
