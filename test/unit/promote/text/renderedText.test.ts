import { expect, test } from 'vitest';
import type { DeclaredKustomization } from '../../../../src/compare/declared/declaredChange.ts';
import type { ObjectPrediction } from '../../../../src/diff/terms/prediction.ts';
import { renderedText } from '../../../../src/promote/text/renderedText.ts';
import { changed, configMap, dangerous, kustomization } from '../../diff/report/predictions.ts';

const production = {
  name: 'production',
  paths: ['apps/production', 'clusters/prod-*'],
  branch: undefined,
  context: undefined,
  change: 'pullRequest',
  gates: { freeze: [] },
  protected: [],
} as const;
const apps = (objects: readonly ObjectPrediction[], places = ['clusters/prod-eu/apps.yaml'], more = {}) =>
  ({ name: 'flux-system/apps', prediction: kustomization('apps', objects, more), places }) as DeclaredKustomization;
const text = (...kustomizations: DeclaredKustomization[]) => {
  const found = renderedText({ kustomizations, left: 0 }, production);
  if ('whyNot' in found) throw new Error(found.whyNot);
  return found;
};

test('one short difference is open, under a sentence', () => {
  const { summary, diffs, also, warnings } = text(apps([changed]));
  expect(summary).toBe('**1 changed** in `flux-system/apps`.');
  expect(diffs).toHaveLength(1);
  expect(diffs[0]).toMatch(/^<details open><summary>~ ConfigMap\/web in shop: changed<\/summary>\n\n```diff\n/);
  expect([also, warnings]).toEqual([[], []]);
});

test('dangers come first and are warned of; several differences are folded', () => {
  const { summary, diffs, warnings } = text(apps([changed, dangerous]));
  expect(summary).toContain('\n- ⚠️ `PersistentVolumeClaim/data` deletes');
  expect(diffs.map((one) => one.split('\n')[0])).toEqual([
    '<details><summary>- PersistentVolumeClaim/data in shop: pruned</summary>',
    '<details><summary>~ ConfigMap/web in shop: changed</summary>',
  ]);
  expect(warnings).toEqual([expect.stringContaining('PersistentVolumeClaim/data: deletes')]);
});

test('what is not of the stage is told apart', () => {
  const { summary, diffs, also } = text(apps([changed], ['clusters/staging/apps.yaml']));
  expect(summary).toBe('Nothing of what Flux applies there changes, but elsewhere.');
  expect(diffs).toEqual([]);
  expect(also).toEqual(['`flux-system/apps` (`clusters/staging/apps.yaml`): 1 changed']);
});

test('a build that fails is the first to be said', () => {
  const message = 'this promotion cannot be built: no such file <x>';
  const { summary, warnings } = text(apps([], undefined, { blockers: [{ kind: 'build', message }] }), apps([changed]));
  expect(summary).toContain('**1 changed** in 2 Kustomizations.\n\n- ❌ `flux-system/apps`: this promotion');
  expect(summary).not.toContain('<x>');
  expect(warnings).toEqual([`flux-system/apps: ${message}`]);
});

test('a long difference is cut inside its code block and says so', () => {
  const data = Object.fromEntries(Array.from({ length: 2_000 }, (_, at) => [`key${at}`, 'x'.repeat(20)]));
  const { diffs } = text(apps([configMap('long', 'create', { after: { kind: 'ConfigMap', data } })]));
  expect(diffs[0]?.length).toBeLessThan(13_000);
  expect(diffs[0]).toMatch(/\n\.\.\. \d+ more lines\n```\n\n<\/details>\n$/);
});

test('nothing that reads the files is said to be nothing', () => {
  expect(renderedText({ kustomizations: [], left: 0 }, production)).toMatchObject({
    whyNot: expect.anything() as string,
  });
  expect(text(apps([])).summary).toBe('Nothing of what Flux applies there changes.');
});
