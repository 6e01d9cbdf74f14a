import { describe, expect, test } from 'vitest';
import { readinessOf, type Found } from '../../../../src/diff/kustomizations/readiness.ts';
import type { ControllerSettings } from '../../../../src/diff/terms/ports.ts';
import { controllerFlags } from '../../../../src/flux/controllerFlags.ts';
import { objectKey, type JsonObject, type ObjectKey } from '../../../../src/flux/object.ts';
import { keyOf, kustomization } from '../memoryCluster.ts';

const source = objectKey('source.toolkit.fluxcd.io/GitRepository', 'flux', 'fleet');
const elsewhere = objectKey('source.toolkit.fluxcd.io/GitRepository', 'other', 'fleet');
const sourceRef = { kind: 'GitRepository', name: 'fleet' };
const withArtifact: JsonObject = { status: { artifact: { revision: 'main@sha1:1' } } };
const dependsOn = [{ name: 'base' }];

interface Case {
  readonly found?: readonly (readonly [ObjectKey, Found])[];
  readonly flags?: Partial<ControllerSettings>;
  readonly touched?: ObjectKey;
}

/** What holds up a Kustomization and what is assumed of it; what is not given is not there. */
async function blockers(object: JsonObject, { found = [], flags = {}, touched }: Case = {}): Promise<string[]> {
  const known = new Map(found);
  const context = {
    find: (key: ObjectKey) => Promise.resolve(known.get(key) ?? 'absent'),
    controller: { ...controllerFlags([], undefined), assumptions: [], ...flags },
    isTouched: (key: ObjectKey) => key === touched,
  };
  const made = await readinessOf(object, context, new AbortController().signal);
  return [
    ...made.blockers.map(({ kind, message }) => `${kind}: ${message}`),
    ...made.assumptions.map((text) => `assumed: ${text}`),
  ];
}

test('nothing holds up one that is ready to be applied', async () => {
  const one = kustomization('apps', { sourceRef, dependsOn });
  const found = [[source, withArtifact] as const, [keyOf('base'), kustomization('base')] as const];
  expect(await blockers(one, { found })).toEqual([]);
});

test('one that is being deleted or suspended is looked at no further', async () => {
  const one = kustomization('apps', { suspend: true, dependsOn });
  expect(await blockers(one)).toEqual([expect.stringMatching(/^suspended: It is suspended/)]);
  const metadata = { ...(one['metadata'] as JsonObject), deletionTimestamp: '2026-01-01T00:00:00Z' };
  expect(await blockers({ ...one, metadata })).toEqual([expect.stringMatching(/^suspended: It is being deleted/)]);
});

describe('its source', () => {
  test.each<[string, Found, string[]]>([
    ['that is not there', 'absent', ['source: GitRepository/flux/fleet is not there: Flux applies nothing.']],
    ['without an artifact', {}, ['source: GitRepository/flux/fleet has no artifact yet: Flux applies nothing.']],
    [
      'that may not be read',
      'unknown',
      ['assumed: GitRepository/flux/fleet is taken to be ready: you may not read it.'],
    ],
  ])('%s', async (_, one, said) => {
    expect(await blockers(kustomization('apps', { sourceRef }), { found: [[source, one]] })).toEqual(said);
  });

  test('in another namespace', async () => {
    const one = kustomization('apps', { sourceRef: { ...sourceRef, namespace: 'other' } });
    const found = [[elsewhere, withArtifact] as const];
    expect(await blockers(one, { found })).toEqual([]);
    expect(await blockers(one, { found, flags: { allowsCrossNamespace: false } })).toEqual([
      expect.stringContaining('GitRepository/other/fleet is in another namespace'),
    ]);
  });

  test('that the change touches says nothing as it is now', async () => {
    expect(await blockers(kustomization('apps', { sourceRef }), { touched: source })).toEqual([]);
  });
});

describe('what it depends on', () => {
  const apps = kustomization('apps', { dependsOn });
  const behind = { ...kustomization('base'), metadata: { namespace: 'flux', name: 'base', generation: 2 } };
  const failing = { ...kustomization('base'), status: { conditions: [{ type: 'Ready', status: 'False' }] } };

  test.each<[string, Found, string[]]>([
    ['is not there', 'absent', ['dependency: Kustomization/flux/base is not there: Flux waits for it.']],
    ['is not ready', failing, ['dependency: Kustomization/flux/base is not ready: Flux waits for it.']],
    ['is ready for an older spec', behind, ['dependency: Kustomization/flux/base is not ready: Flux waits for it.']],
    ['may not be read', 'unknown', ['assumed: Kustomization/flux/base is taken to be ready: you may not read it.']],
    ['is suspended, of another source', kustomization('base', { suspend: true }), []],
  ])('%s', async (_, one, said) => {
    expect(await blockers(apps, { found: [[keyOf('base'), one]] })).toEqual(said);
  });

  test('that is suspended stays at the revision of the same source', async () => {
    const base = kustomization('base', { suspend: true, sourceRef });
    const found = [[keyOf('base'), base] as const, [source, withArtifact] as const];
    expect(await blockers(kustomization('apps', { sourceRef, dependsOn }), { found })).toEqual([
      expect.stringContaining('is suspended and so stays at its revision'),
    ]);
  });

  test.each<[string, string[]]>([
    ['true', []],
    ['dep.metadata.generation == 1 && self.metadata.name != dep.metadata.name', []],
    ["dep.status.conditions.filter(c, c.type == 'Ready').all(c, c.status == 'False')", []],
    ['dep.metadata.generation > 1', ['Kustomization/flux/base is not ready by its readyExpr: Flux waits for it.']],
    ["dep.metadata.labels['a'] == 'b'", ['Kustomization/flux/base fails its readyExpr (no such key: labels)']],
    ['dep.spec.prune', ['Kustomization/flux/base fails its readyExpr (its result may be no boolean)']],
  ])('by the expression %s', async (readyExpr, said) => {
    const one = kustomization('apps', { dependsOn: [{ name: 'base', readyExpr }] });
    const found = [[keyOf('base'), { ...kustomization('base'), status: failing.status }] as const];
    expect(await blockers(one, { found })).toEqual(said.map((text) => expect.stringContaining(text) as string));
  });

  test('by an expression that is not evaluated here', async () => {
    const one = kustomization('apps', { dependsOn: [{ name: 'base', readyExpr: 'dep.odd()' }] });
    expect(await blockers(one, { found: [[keyOf('base'), failing]] })).toEqual([
      'assumed: Kustomization/flux/base is taken to be ready: its readyExpr is not evaluated here (unknown function: odd with 0 arguments).',
    ]);
  });

  test('by an expression that is not true before the change', async () => {
    const one = kustomization('apps', { dependsOn: [{ name: 'base', readyExpr: 'dep.metadata.generation > 1' }] });
    const found = [[keyOf('base'), failing] as const];
    expect(await blockers(one, { found, touched: keyOf('base') })).toEqual([
      'assumed: Kustomization/flux/base is taken to be ready: its readyExpr does not say so now, and it changes too.',
    ]);
  });

  test('by an expression, and by its readiness if the controller asks for both', async () => {
    const one = kustomization('apps', { dependsOn: [{ name: 'base', readyExpr: 'true' }] });
    const found = [[keyOf('base'), failing] as const];
    expect(await blockers(one, { found, flags: { checksDependenciesToo: true } })).toHaveLength(1);
  });

  test('that the change touches says nothing as it is now', async () => {
    expect(await blockers(apps, { touched: keyOf('base') })).toEqual([]);
  });
});
