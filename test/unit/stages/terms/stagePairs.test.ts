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

test.each([
  ['staging prod-eu prod-us', 'staging>prod-eu staging>prod-us'],
  ['staging-eu staging-us prod-eu prod-us', 'staging-eu>prod-eu staging-us>prod-us'],
  [
    'eu-west-1-staging eu-west-1-prod us-east-1-prod',
    'eu-west-1-staging>eu-west-1-prod eu-west-1-staging>us-east-1-prod',
  ],
  ['qa preprod-eu preprod-us prod', 'qa>preprod-eu qa>preprod-us preprod-us>prod'],
  // Clusters that go one after the other.
  ['staging prod-canary prod-eu prod-us', 'staging>prod-canary prod-canary>prod-eu prod-canary>prod-us'],
  ['staging prod-wave1 prod-wave2', 'staging>prod-wave1 prod-wave1>prod-wave2'],
  ['staging prod prod-eu', 'staging>prod prod>prod-eu'],
  ['prod-eu prod-us', 'prod-eu>prod-us'],
  ['north-a north-b', 'north-a>north-b'],
])('places of one stage get changes beside each other: %s', (names, pairs) => {
  const found = stagePairs(configOf(names.split(' ').map((name) => stage(name))));
  expect(found.map((pair) => pair.map(({ name }) => name).join('>')).join(' ')).toBe(pairs);
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
