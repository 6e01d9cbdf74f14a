import { expect, test } from 'vitest';
import { stagesText } from '../../../../src/cli/stages/output/stagesText.ts';
import { stageOverview } from '../../../../src/promote/overview.ts';
import type { Project } from '../../../../src/promote/reading/project.ts';
import { decidingVersion, isBehind } from '../../../../src/stages/terms/decidingVersion.ts';
import { compared, helmRelease, stage } from '../../stages/repository.ts';

const release = (chart: string, ...tags: readonly string[]): string => {
  const images = tags.map(
    (tag, at) => `    part${at}:\n      image:\n        repository: shop/web${at}\n        tag: ${tag}\n`,
  );
  return helmRelease('web', chart, `  values:\n${images.join('')}`);
};

/** What is said beside the application in the first stage. */
function beside(staging: string, production: string | undefined): string {
  const files = new Map([['apps/staging/web.yaml', staging]]);
  files.set('apps/production/web.yaml', production ?? helmRelease('other', '1.0.0'));
  const config = { stages: [stage('staging'), stage('production')], protected: [] };
  const project = {
    ...{ root: '/fleet', inGit: true, from: 'file', bytes: new Map(), places: new Map(), worktreeStages: new Set() },
    config,
    stages: config.stages.map((one) => ({ stage: one, files })),
  } as unknown as Project;
  const line = stagesText(project, stageOverview(project)).split('\n')[1] ?? '';
  return /HelmRelease +\S+ *(.*)$/.exec(line)?.[1] ?? '?';
}

test.each([
  ['2.0.0', ['1.1.0'], '1.9.0', ['1.1.0'], '> production is at 1.9.0'],
  ['2.0.0', ['1.1.0'], '2.0.0', ['1.0.0'], '> production is at shop/web0 1.0.0'],
  ['2.0.0', ['1.1.0', '3.0.0'], '2.0.0', ['1.0.0', '2.0.0'], '> production is at shop/web0 1.0.0 and 1 more'],
  ['2.0.0', ['1.1.0'], '1.9.0', ['1.2.0'], '> production is at 1.9.0, partly ahead'],
  ['2.0.0', ['1.1.0'], '2.0.0', ['1.2.0'], '< production is ahead, at shop/web0 1.2.0'],
  ['2.0.0', ['pr-1-abc'], '2.0.0', ['pr-2-def'], '~ production differs, at shop/web0 pr-2-def'],
  ['">=1.0.0"', ['1.1.0'], '2.0.0', ['1.1.0'], '~ production differs, at 2.0.0'],
  ['2.0.0', ['1.1.0'], '2.0.0', ['1.1.0'], ''],
])('chart %s, images %j beside chart %s, images %j: %s', (chart, tags, there, tagsThere, expected) => {
  const [one, other] = [release(chart, ...tags), release(there, ...tagsThere)];
  expect(beside(one, other)).toBe(expected);
  const [comparison] = compared({ 'apps/staging/web.yaml': one, 'apps/production/web.yaml': other });
  // The arrow is what a comparison and a promotion count as behind.
  expect(comparison && isBehind(comparison)).toBe(expected.startsWith('>'));
  expect(comparison && decidingVersion(comparison) === undefined).toBe(expected === '');
});

test('what the next stage lacks is not behind', () => {
  expect(beside(release('2.0.0'), undefined)).toBe('+ production lacks it');
});
