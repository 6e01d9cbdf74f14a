import { expect, test } from 'vitest';
import { nameWithoutStage, stageRank, withoutStage } from '../../../../src/stages/terms/stageNames.ts';

test('names of stages have an order', () => {
  const names = ['prod-eu', 'qa', 'production', 'dev', 'pre-prod', 'stg', 'test', 'sandbox', 'int', 'uat', 'nonprod'];
  const sorted = [...names].sort((a, b) => (stageRank(a) ?? -1) - (stageRank(b) ?? -1));
  expect(sorted).toEqual([
    'sandbox',
    'dev',
    'test',
    'int',
    'qa',
    'uat',
    'nonprod',
    'stg',
    'pre-prod',
    'prod-eu',
    'production',
  ]);
});

test.each(['base', 'cluster-0', 'main', 'apps', 'my-cluster', 'test-app', 'devices', 'reproduction', 'home'])(
  '%s is no stage',
  (name) => {
    expect(stageRank(name)).toBeUndefined();
  },
);

test.each(['prod-us', 'eu-west-1-prod', 'dev01', 'prod_blue', 'Staging'])('%s is one', (name) => {
  expect(stageRank(name)).toBeDefined();
});

test.each([
  ['podinfo-staging', 'staging', 'podinfo'],
  ['podinfo-stg', 'staging', 'podinfo'],
  ['prod-web-api', 'production', 'web-api'],
  ['prod-eu-web', 'prod-eu', 'web'],
  ['staging', 'staging', '*'],
  ['web', 'prod', 'web'],
  ['stagingapp', 'staging', 'stagingapp'],
])('%s in %s is %s', (name, stage, key) => {
  expect(nameWithoutStage(name, stage)).toBe(key);
});

test('values that differ only by the stage become the same', () => {
  expect(withoutStage('https://web.staging.example.com', 'staging')).toBe(
    withoutStage('https://web.prod.example.com', 'production'),
  );
  expect(withoutStage('./apps/staging', 'staging')).not.toBe(withoutStage('./infra/prod', 'production'));
});
