import { expect, test } from 'vitest';
import {
  preparePromotion,
  type PromotionWish,
  type StagePair,
} from '../../../../src/promote/promotion/preparePromotion.ts';
import { recogniseStages } from '../../../../src/stages/config/recognise.ts';
import type { StagesConfig } from '../../../../src/stages/terms/config.ts';
import { deployment, fluxKustomization, stage } from '../../stages/repository.ts';

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

test('an application in neither stage is refused with those that there are', () => {
  const wish = { applications: ['HelmRelease/cache'] };
  expect(() => preparePromotion(pairOf({ staging: '1.1.0', production: '1.0.0' }), wish)).toThrow(
    'There is no application "HelmRelease/cache" in staging or production. There are web.',
  );
});

test('of applications of two kinds with one name the one that was chosen moves', () => {
  const pair = pairOf({ staging: '1.1.0', production: '1.0.0' });
  const files = new Map(pair.from.files);
  for (const [name, tag] of [
    ['staging', '2.1.0'],
    ['production', '2.0.0'],
  ] as const) {
    files.set(`clusters/${name}/web.yaml`, fluxKustomization('web', `./web/${name}`));
    files.set(`web/${name}/web.yaml`, deployment('web', `shop/web:${tag}`));
    files.set(`web/${name}/release.yaml`, pair.from.files.get(`apps/${name}/web.yaml`) ?? '');
    files.delete(`apps/${name}/web.yaml`);
  }
  const paths = (name: string) => [`apps/${name}`, `clusters/${name}`, `web/${name}`];
  const [source, target] = [
    stage('staging', { paths: paths('staging') }),
    stage('production', { paths: paths('production') }),
  ];
  const both: StagePair = {
    config: { ...config, stages: [source, target] },
    from: { stage: source, files },
    to: { stage: target, files },
  };
  const chosen = (wish: PromotionWish) =>
    preparePromotion(both, wish).moves.map((one) => [one.application, one.applicationId, one.after]);
  expect(chosen({}).toSorted()).toEqual([
    ['HelmRelease/web', 'HelmRelease/web', '1.1.0'],
    ['Kustomization/web', 'Kustomization/web', '2.1.0'],
  ]);
  expect(chosen({ applications: ['HelmRelease/web'] })).toEqual([['web', 'HelmRelease/web', '1.1.0']]);
});
