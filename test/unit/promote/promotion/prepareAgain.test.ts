import { describe, expect, test } from 'vitest';
import { failureOf } from '../../../../src/base/failure.ts';
import { prepareAgain } from '../../../../src/promote/promotion/prepareAgain.ts';
import {
  preparePromotion,
  type PromotionWish,
  type StagePair,
} from '../../../../src/promote/promotion/preparePromotion.ts';
import { recogniseStages } from '../../../../src/stages/config/recognise.ts';
import type { Plan } from '../../../../src/stages/terms/plan.ts';
import { deployment, kustomization, stage, type Repository } from '../../stages/repository.ts';

const [from, to] = [stage('staging'), stage('production')];
const config = { ...recogniseStages({ paths: [], branches: [] }).config, stages: [from, to] };

function pairOf(repository: Repository): StagePair {
  const files = new Map(Object.entries(repository));
  return { config, from: { stage: from, files }, to: { stage: to, files } };
}

/** What becomes of a promotion that was agreed to when the files were others. */
function again(seen: Repository, now: Repository, wish: PromotionWish = {}): Plan | string | undefined {
  const pair = pairOf(seen);
  const plan = preparePromotion(pair, wish);
  expect(plan.changes).not.toEqual([]);
  try {
    return prepareAgain(pairOf(now), { pair, wish, plan });
  } catch (error) {
    const failure = failureOf(error);
    return failure?.code === 'changedMeanwhile' ? failure.message : failure?.code;
  }
}

const release = (version: string): string => `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: web, namespace: web}
spec:
  chart: {spec: {chart: web, version: "${version}", sourceRef: {kind: HelmRepository, name: web}}}
`;

describe('values', () => {
  const both = (staging: string, production: string) => ({
    'apps/staging/web.yaml': release(staging),
    'apps/production/web.yaml': release(production),
  });
  const seen = both('1.1.0', '1.0.0');

  test('are brought as agreed to, on top of another version', () => {
    expect(again(seen, both('1.1.0', '1.0.1'))).toMatchObject({ moves: [{ after: '1.1.0' }] });
  });

  test('that the target has by now are not brought again', () => {
    expect(again(seen, both('1.1.0', '1.1.0'))).toMatchObject({ changes: [], moves: [] });
  });

  test('that nobody saw are not brought', () => {
    expect(again(seen, both('1.2.0', '1.0.0'))).toContain('web would get 1.2.0 in apps/production/web.yaml now.');
  });

  test('that can no longer be written are missed, and nothing else is written', () => {
    const now = both('1.1.0', '>=1.0.0');
    expect(again(seen, now)).toContain('production follows the range');
  });
});

describe('whole objects', () => {
  const both = (more: Repository) => ({
    'apps/staging/kustomization.yaml': kustomization('resources: [web.yaml, more.yaml]\n'),
    'apps/production/kustomization.yaml': kustomization('resources: [web.yaml, more.yaml]\n'),
    'apps/staging/web.yaml': deployment('web', 'web:1'),
    'apps/production/web.yaml': deployment('web', 'web:1'),
    ...more,
  });
  const all = (pair: Repository): PromotionWish => {
    const plan = preparePromotion(pairOf(pair), { differences: new Set() });
    expect(plan.moves).toEqual([]);
    return { differences: { has: () => true } as unknown as ReadonlySet<string> };
  };
  const secret = (value: string, name = 'token') =>
    `apiVersion: v1\nkind: Secret\nmetadata: {name: ${name}}\nstringData: {token: ${value}}\n`;

  test('whose values are hidden are not brought where they are others', () => {
    const tree = (value: string) =>
      both({ 'apps/staging/more.yaml': secret(value), 'apps/production/more.yaml': secret('old') });
    expect(again(tree('new'), tree('new'), all(tree('new')))).toMatchObject({ moves: [{ after: '(secret)' }] });
    expect(again(tree('new'), tree('newer'), all(tree('new')))).toContain('is another text now');
  });

  test('are not taken away where they are others', () => {
    const tree = (value: string) => ({
      ...both({}),
      'apps/staging/kustomization.yaml': kustomization('resources: [web.yaml]\n'),
      'apps/production/more.yaml': secret(value),
    });
    expect(again(tree('old'), tree('old'), all(tree('old')))).toMatchObject({ moves: [{ after: undefined }] });
    expect(again(tree('old'), tree('new'), all(tree('old')))).toContain('would lose in apps/production/more.yaml');
  });
});

describe('copies', () => {
  const wish = { copies: new Set(['HelmRelease/web']), differences: new Set<string>() };
  const seen = { 'apps/staging/web.yaml': release('1.1.0'), 'apps/production/other.yaml': 'a: 1\n' };

  test('of the same text are made', () => {
    const plan = again(seen, { ...seen, 'apps/production/other.yaml': 'a: 2\n' }, wish);
    expect(plan).toMatchObject({ copies: [{ application: 'web', path: 'apps/production/web.yaml' }] });
  });

  test('of another text are not', () => {
    const now = { ...seen, 'apps/staging/web.yaml': release('1.1.0 # and more') };
    expect(again(seen, now, wish)).toContain('apps/production/web.yaml would get another text now.');
  });

  test('that others made are not made again', () => {
    const now = { ...seen, 'apps/production/web.yaml': release('1.1.0') };
    expect(again(seen, now, wish)).toMatchObject({ changes: [], copies: [] });
  });

  test('leave alone what others put there', () => {
    const now = { ...seen, 'apps/production/web.yaml': release('1.0.0') };
    expect(again(seen, now, wish)).toContain('apps/production/web.yaml would not be the copy that it was to be.');
  });
});
