import { expect, test } from 'vitest';
import { filesAt } from '../../../../src/git/sourceFiles.ts';
import { applicationSubject } from '../../../../src/promote/rollback/applicationSubject.ts';
import { planRollback, type Rollback } from '../../../../src/promote/rollback/planRollback.ts';
import { treeOf } from '../../../../src/promote/reading/trees.ts';
import { readConfig } from '../../../../src/stages/config/readConfig.ts';
import { going, testRepository } from '../../git/repositories.ts';
import { fluxKustomization, helmRelease, kustomization } from '../../stages/repository.ts';

const overlay = 'apps/production/kustomization.yaml';
const patch = (name: string, version: string): string =>
  `  - target: {kind: HelmRelease, name: ${name}}\n    patch: '[{op: replace, path: /spec/chart/spec/version, value: ${version}}]'\n`;

const frame = {
  'clusters/production/flux-system.yaml': fluxKustomization('flux-system', './clusters/production'),
  'clusters/production/apps.yaml': fluxKustomization('apps', './apps/production'),
  'clusters/staging/apps.yaml': fluxKustomization('apps', './apps/staging'),
  'apps/staging/kustomization.yaml': kustomization('resources: [../base]\n'),
  'apps/base/kustomization.yaml': kustomization('resources: [podinfo.yaml, nginx.yaml]\n'),
  'apps/base/nginx.yaml': helmRelease('nginx', '1.0.0'),
};

async function rolledBack(
  paths: readonly [string, string],
  states: readonly Record<string, string>[],
): Promise<Rollback> {
  const { root, commit } = await testRepository();
  const commits: string[] = [];
  for (const state of states) commits.push(await commit({ ...frame, ...state }));
  const [to = '', now = ''] = commits;
  const text = `stages:\n  - {name: staging, paths: [${paths[0]}]}\n  - {name: production, paths: [${paths[1]}]}\n`;
  const { config } = readConfig(text);
  const stage = config?.stages[1];
  if (config === undefined || stage === undefined) throw new Error('Stages are wanted.');
  const subject = applicationSubject({ root, config, stage, kind: 'helmRelease', key: 'podinfo' });
  const target = treeOf((await filesAt(root, now, going)).files, now);
  return planRollback({ root, subject, to, target, runs: [] }, going);
}

const overlaid = (podinfo: string, nginx: string): Record<string, string> => ({
  'apps/base/podinfo.yaml': helmRelease('podinfo', '5.0.0'),
  [overlay]: kustomization(`resources: [../base]\npatches:\n${patch('podinfo', podinfo)}${patch('nginx', nginx)}`),
});

test.each([
  ['clusters', ['clusters/staging', 'clusters/production']],
  ['overlays', ['apps/staging', 'apps/production']],
] as const)('a release goes back alone, and who applies it asks nothing: %s', async (_, paths) => {
  const { changes, others, kept } = await rolledBack(paths, [overlaid('6.0.0', '1.9.0'), overlaid('6.1.0', '1.10.0')]);
  expect(changes).toEqual([{ kind: 'edit', path: overlay, edits: [expect.objectContaining({ newText: '6.0.0' })] }]);
  expect([others, kept]).toEqual([[], []]);
});

test('of a base that stages share the other stage is named', async () => {
  const based = (version: string): Record<string, string> => ({
    'apps/base/podinfo.yaml': helmRelease('podinfo', version),
    [overlay]: kustomization('resources: [../base]\n'),
  });
  const { others } = await rolledBack(['clusters/staging', 'clusters/production'], [based('5.0.0'), based('5.1.0')]);
  expect(others.map(({ name, effect }) => `${name} ${effect ?? ''}`)).toEqual([
    'podinfo of staging goes from 5.1.0 back to 5.0.0',
  ]);
});
