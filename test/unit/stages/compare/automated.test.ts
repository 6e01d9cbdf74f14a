import { describe, expect, test } from 'vitest';
import { planPromotion } from '../../../../src/stages/plan/planPromotion.ts';
import { compareStages } from '../../../../src/stages/compare/compareStages.ts';
import { readStages } from '../../../../src/stages/applications/readStages.ts';
import type { StageFiles } from '../../../../src/stages/terms/application.ts';
import { promote } from '../plan/promotion.ts';
import { deployment, fluxKustomization, stage, type Repository } from '../repository.ts';

const marker = '# {"$imagepolicy": "flux-system:web"}';
const web: Repository = {
  'apps/staging/web.yaml': deployment('web', 'web:1.3.0'),
  'apps/production/web.yaml': deployment('web', `web:1.2.0 ${marker}`),
};

interface Written {
  readonly path?: string;
  readonly namespace?: string;
  readonly source?: string;
  readonly more?: string;
}

function automation({
  path = '.',
  namespace = 'flux-system',
  source = 'flux-system',
  more = '',
}: Written = {}): string {
  return `apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageUpdateAutomation
metadata:
  name: images
  namespace: ${namespace}
spec:
  interval: 30m
  sourceRef:
    kind: GitRepository
    name: ${source}
  update:
    path: ${path}
    strategy: Setters
${more}`;
}

const policy = (labels: string): string => `apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata:
  name: web
  namespace: flux-system
  labels: {${labels}}
`;

/** Of both stages, which take their applications from a source. */
function kustomizations(source: string): Repository {
  const paths = ['staging', 'production'].map((name): [string, string] => [
    `clusters/${name}/apps.yaml`,
    fluxKustomization('apps', `./apps/${name}`).replace('    name: flux-system', `    name: ${source}`),
  ]);
  return Object.fromEntries(paths);
}

/** What a promotion says of the marked line; "moves" where it edits it. */
function said(files: Repository): string {
  const { plan } = promote({ ...web, ...files });
  const [refusal] = plan.refusals;
  if (refusal === undefined) return plan.moves.length === 1 ? 'moves' : 'nothing';
  if (refusal.code !== 'automation') return refusal.code;
  return /runs in (\w+) and would/.exec(refusal.sentence)?.[1] ?? /may overwrite/.exec(refusal.sentence)?.[0] ?? '?';
}

describe('a line that image automation sets is not written', () => {
  test.each<[string, string, Repository]>([
    ['by the target', 'production', { 'clusters/production/auto.yaml': automation() }],
    ['by the stage before', 'staging', { 'clusters/staging/auto.yaml': automation({ path: './apps' }) }],
    ['of a cluster that is no stage', 'may overwrite', { 'clusters/mgmt/auto.yaml': automation() }],
    [
      'in a list',
      'may overwrite',
      { 'clusters/mgmt/auto.yaml': `a: 1\n---\n${automation({ path: 'apps/production' })}` },
    ],
    ['of another source', 'may overwrite', { 'clusters/production/auto.yaml': automation({ source: 'fleet' }) }],
    [
      'of the source that Kustomizations of another name take from here',
      'production',
      {
        'clusters/production/auto.yaml': automation({ source: 'fleet' }),
        ...kustomizations('fleet'),
      },
    ],
    [
      'whose path is a variable',
      'may overwrite',
      { 'clusters/mgmt/auto.yaml': automation({ path: './apps/${stage}' }) },
    ],
    [
      'whose selector fits the policy',
      'may overwrite',
      {
        'clusters/mgmt/auto.yaml': automation({ more: '  policySelector: {matchLabels: {team: web}}\n' }),
        'clusters/mgmt/policy.yaml': policy('team: web'),
      },
    ],
    [
      'whose selector fits a policy that is not declared here',
      'may overwrite',
      { 'clusters/production/auto.yaml': automation({ more: '  policySelector: {matchLabels: {team: web}}\n' }) },
    ],
  ])('%s: %s', (_, expected, files) => {
    expect(said(files)).toBe(expected);
  });

  test.each<[string, Repository]>([
    ['is suspended', { 'clusters/mgmt/auto.yaml': automation({ more: '  suspend: true\n' }) }],
    ['writes elsewhere', { 'clusters/mgmt/auto.yaml': automation({ path: './apps/staging' }) }],
    ['takes the policies of another namespace', { 'clusters/mgmt/auto.yaml': automation({ namespace: 'team' }) }],
    [
      'selects other policies',
      {
        'clusters/mgmt/auto.yaml': automation({ more: '  policySelector: {matchLabels: {team: web}}\n' }),
        'clusters/mgmt/policy.yaml': policy('team: shop'),
      },
    ],
  ])('but it is where the automation %s', (_, files) => {
    expect(said(files)).toBe('moves');
  });

  test('by an automation of another branch that names the branch of the target', () => {
    const line = (tag: string): string => deployment('web', `web:${tag} ${marker}`);
    const branch = (name: string, files: Repository): StageFiles => {
      return { stage: stage(name, { branch: name }), files: new Map(Object.entries(files)) };
    };
    const refusals = (more: string): number => {
      const sides = [
        branch('staging', { 'web.yaml': line('1.3.0'), 'auto.yaml': automation({ more }) }),
        branch('production', { 'web.yaml': line('1.2.0') }),
      ] as const;
      const [from, to] = readStages(sides);
      if (from === undefined || to === undefined) throw new Error('Two stages are wanted.');
      const [comparison] = compareStages(from, to, { config: { protected: [] } });
      if (comparison === undefined) throw new Error('An application is wanted.');
      const differences = comparison.differences.filter((one) => one.class === 'version');
      expect(differences).toHaveLength(1);
      return planPromotion(...sides, { applications: [{ comparison, differences }] }).refusals.length;
    };
    expect(refusals('  git: {push: {branch: production}}\n')).toBe(1);
    expect(refusals('  git: {push: {branch: staging}}\n')).toBe(0);
    expect(refusals('')).toBe(0);
  });
});
