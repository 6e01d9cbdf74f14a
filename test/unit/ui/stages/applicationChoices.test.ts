import { expect, test } from 'vitest';
import type { Application } from '../../../../src/stages/terms/application.ts';
import type { ApplicationComparison, Difference } from '../../../../src/stages/terms/difference.ts';
import type { Refusal } from '../../../../src/stages/terms/plan.ts';
import { applicationChoices, fieldChoices } from '../../../../src/ui/stages/promote/applicationChoices.ts';

const place = { path: 'apps/web.yaml', span: { start: 0, end: 1 } };
const application: Application = {
  key: 'web',
  kind: 'overlay',
  name: 'web',
  namespace: undefined,
  stage: 'staging',
  declared: place,
  folder: 'apps',
  own: [],
  shared: [],
  version: undefined,
};

const configuration = (id: string): Difference => ({
  id,
  class: 'configuration',
  object: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', namespace: undefined },
  field: ['spec', 'replicas'],
  source: undefined,
  target: undefined,
});
const version = (id: string): Difference => ({
  ...configuration(id),
  class: 'version',
  version: { of: 'kustomizeImage', subject: 'web', order: 'behind' },
});
const kept = (id: string): Difference => ({
  ...version(id),
  protected: { by: 'configured', reason: 'As .sluice.yaml says.' },
});

function comparison(key: string, ...differences: readonly Difference[]): ApplicationComparison {
  return { key, kind: 'overlay', source: application, target: application, standing: 'behind', differences };
}

const refused = (difference: string): Refusal => ({ code: 'range', sentence: 'It is a range.', difference });
const groups = (...given: Parameters<typeof applicationChoices>) =>
  applicationChoices(...given).map(({ name, group, picked }) => [name, group, picked]);

test('an application of which nothing can be moved says why', () => {
  const target = { value: 'stable', place, path: [], partial: false, traits: [{ kind: 'moving' as const }] };
  const moving: Difference = {
    ...version('m'),
    version: { of: 'sourceRef', subject: 'web', order: 'unknown' },
    target,
  };
  const [only] = applicationChoices([comparison('tags', moving)], []);
  expect(only).toMatchObject({ group: 'behind' });
  const refusal: Refusal = { code: 'moving', sentence: 'It follows a moving tag.', difference: 'm' };
  const [refusedOne] = applicationChoices([comparison('tags', moving)], [refusal]);
  expect(refusedOne).toMatchObject({ group: 'held', picked: false, reasons: [{ sentence: refusal.sentence }] });
  const settings: Difference = { ...configuration('s'), target: { ...target, traits: [{ kind: 'encrypted' }] } };
  const [never, some] = applicationChoices(
    [comparison('never', settings), comparison('some', settings, configuration('t'))],
    [],
  );
  expect(never).toMatchObject({ group: 'held', reasons: [{ kind: 'refused' }] });
  expect(some).toMatchObject({ group: 'other', reasons: [] });
});

test('what is behind comes first and is picked; what is protected, refused or missing is there with its reason', () => {
  const all = [
    comparison('settings', configuration('d')),
    comparison('kept', kept('c')),
    { ...comparison('new'), target: undefined, standing: 'missing' as const },
    comparison('range', version('b')),
    comparison('web', version('a'), configuration('e')),
    comparison('same'),
  ];
  expect(groups(all, [refused('b')])).toEqual([
    ['web', 'behind', true],
    ['kept', 'held', false],
    ['range', 'held', false],
    ['new', 'missing', false],
    ['settings', 'other', false],
  ]);
  const reasons = applicationChoices(all, [refused('b')]).flatMap((one) => one.reasons);
  expect(reasons).toEqual([
    { kind: 'kept', sentence: 'As .sluice.yaml says.' },
    { kind: 'refused', sentence: 'It is a range.' },
  ]);
});

test('who came for one application finds the others there, but not picked', () => {
  const all = [comparison('web', version('a')), comparison('cache', version('b'))];
  expect(groups(all, [], ['overlay/cache'])).toEqual([
    ['web', 'behind', false],
    ['cache', 'behind', true],
  ]);
});

test('applications of two kinds with one name are two rows with two names, and one of them is picked', () => {
  const release = { ...comparison('web', version('b')), kind: 'helmRelease' as const };
  expect(groups([comparison('web', version('a')), release], [], ['HelmRelease/web'])).toEqual([
    ['overlay/web', 'behind', false],
    ['HelmRelease/web', 'behind', true],
  ]);
});

test('an application that only the target has is not offered: nothing would come from the source', () => {
  expect(groups([{ ...comparison('old', configuration('a')), source: undefined }], [])).toEqual([]);
});

test('a version that can be written is moved though another of the application cannot', () => {
  const [web] = applicationChoices([comparison('web', version('a'), version('b'))], [refused('b')]);
  expect(web).toMatchObject({ group: 'behind', picked: true, versions: [{ id: 'a' }], reasons: [{ kind: 'refused' }] });
});

test('of fields the versions are picked, unless they are protected or cannot be written', () => {
  const choices = fieldChoices(comparison('web', version('a'), version('b'), kept('c'), configuration('d')), [
    refused('b'),
  ]);
  expect(choices.map(({ difference, picked, reason }) => [difference.id, picked, reason?.kind])).toEqual([
    ['a', true, undefined],
    ['b', false, 'refused'],
    ['c', false, 'kept'],
    ['d', false, undefined],
  ]);
});
