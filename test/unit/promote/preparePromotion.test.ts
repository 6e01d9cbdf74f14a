import { describe, expect, test } from 'vitest';
import { failureOf } from '../../../src/base/failure.ts';
import { prepareAgain, preparePromotion, type StagePair } from '../../../src/promote/preparePromotion.ts';
import { recogniseStages } from '../../../src/stages/config/recognise.ts';
import type { StagesConfig } from '../../../src/stages/terms/config.ts';
import { stage } from '../stages/repository.ts';

const names = ['staging', 'production'] as const;
const [from, to] = [stage('staging'), stage('production')];
const config: StagesConfig = { ...recogniseStages({ paths: [], branches: [] }).config, stages: [from, to] };

/** The application web in both stages, with the tag of its image in each. */
function pairOf(tags: Readonly<Record<(typeof names)[number], string>>): StagePair {
  const files = new Map(
    names.map((name) => [
      `apps/${name}/web.yaml`,
      [
        'apiVersion: helm.toolkit.fluxcd.io/v2',
        'kind: HelmRelease',
        'metadata: {name: web, namespace: web}',
        'spec:',
        `  chart: {spec: {chart: web, version: "${tags[name]}", sourceRef: {kind: HelmRepository, name: web}}}`,
        '',
      ].join('\n'),
    ]),
  );
  return { config, from: { stage: from, files }, to: { stage: to, files } };
}

const agreed = preparePromotion(pairOf({ staging: '1.1.0', production: '1.0.0' }), {});

function codeOf(work: () => unknown): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return failureOf(error)?.code;
  }
}

test('what was agreed to is one version', () => {
  expect(agreed.moves.map(({ after }) => after)).toEqual(['1.1.0']);
});

describe('a promotion that is made when others have changed the stages', () => {
  test('brings what was agreed to, on top of another version', () => {
    const plan = prepareAgain(pairOf({ staging: '1.1.0', production: '1.0.1' }), {}, agreed);
    expect(plan.moves.map(({ after }) => after)).toEqual(['1.1.0']);
  });

  test('brings nothing where the target has it by now', () => {
    expect(prepareAgain(pairOf({ staging: '1.1.0', production: '1.1.0' }), {}, agreed).changes).toEqual([]);
  });

  test('is refused where it would bring what nobody saw', () => {
    const again = pairOf({ staging: '1.2.0', production: '1.0.0' });
    expect(codeOf(() => prepareAgain(again, {}, agreed))).toBe('changedMeanwhile');
  });
});

test('an application in neither stage is refused with those that there are', () => {
  const wish = { applications: ['cache'] };
  expect(() => preparePromotion(pairOf({ staging: '1.1.0', production: '1.0.0' }), wish)).toThrow(
    'There is no application "cache" in staging or production. There are web.',
  );
});
