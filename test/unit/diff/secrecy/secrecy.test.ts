import { expect, test } from 'vitest';
import type { Candidate } from '../../../../src/diff/object/candidates.ts';
import type { Planned } from '../../../../src/diff/kustomizations/plan.ts';
import { createMasks, masked } from '../../../../src/diff/secrecy/mask.ts';
import { secrecyOf, type Secrecy } from '../../../../src/diff/secrecy/secrecy.ts';
import type { Build, VariableSource } from '../../../../src/diff/terms/ports.ts';
import { keyOfObject } from '../../../../src/diff/values/objects.ts';
import { controllerFlags } from '../../../../src/flux/controllerFlags.ts';
import type { JsonObject, ObjectKey } from '../../../../src/flux/object.ts';
import { keyOf, kustomization } from '../memoryCluster.ts';
import { configMap } from '../objects.ts';

const password = 'correct horse';
const variables: readonly VariableSource[] = [
  { kind: 'Secret', name: 'vars', state: 'given', data: { password } },
  { kind: 'ConfigMap', name: 'open', state: 'given', data: { color: 'green' } },
];

/** An object with the values in it, or one of a name that is secret. */
const built = (value: string, name = 'settings'): JsonObject =>
  configMap({ url: `https://ann:${value}@db`, color: 'green' }, { name });

const candidatesOf = (objects: readonly JsonObject[]): ReadonlyMap<ObjectKey, Candidate> =>
  new Map(
    objects.map((object) => {
      const key = keyOfObject(object);
      return [key, { key, object, declared: object, stage: 0 }];
    }),
  );

/** What is secret of a Kustomization, and how often it was built to find out. */
async function secrecy(
  object: (value: string) => JsonObject,
  sources: readonly VariableSource[] = variables,
): Promise<{ readonly found: Secrecy; readonly builds: number }> {
  let builds = 0;
  const asBuilt = (objects: readonly JsonObject[]): Build => ({
    outcome: 'built',
    objects: objects.map((one) => ({ object: one })),
    certainty: { level: 'exact' },
  });
  const planned: Planned = {
    key: keyOf('apps'),
    kustomization: kustomization('apps'),
    status: 'existing',
    variables: sources,
    build: asBuilt([object(password)]),
    candidates: candidatesOf([object(password)]),
  };
  const context = {
    controller: { ...controllerFlags([], undefined), assumptions: [] },
    build: ({ variables: [secret] }: { readonly variables: readonly VariableSource[] }) => {
      builds += 1;
      const value = secret?.state === 'given' ? (secret.data['password'] ?? '') : '';
      return Promise.resolve(asBuilt([object(value)]));
    },
    candidates: (build: Build) =>
      Promise.resolve(candidatesOf(build.outcome === 'built' ? build.objects.map((one) => one.object) : [])),
  };
  const of = await secrecyOf(new Map([[planned.key, planned]]), context, () => undefined, new AbortController().signal);
  return { found: of(planned.key), builds };
}

const shown = (object: JsonObject, { places }: Secrecy): string =>
  JSON.stringify(masked(object, createMasks(), places(keyOfObject(object))));

test('what comes from a Secret is masked, as a whole scalar, and nothing else is', async () => {
  const { found, builds } = await secrecy(built);
  expect(shown(built(password), found)).toBe(JSON.stringify(configMap({ url: '*** (1)', color: 'green' })));
  expect(builds).toBe(1);
});

test('the live object with the values at other places hides them there', async () => {
  const { found } = await secrecy(built);
  expect(shown(configMap({ elsewhere: `the ${password}` }), found)).not.toContain(password);
});

test('an object that left the build hides the values too', async () => {
  const { found } = await secrecy(built);
  expect(shown(built(password, 'old'), found)).not.toContain(password);
});

test('of an object whose name is secret, all is', async () => {
  const { found } = await secrecy((value) => built(value, value));
  expect(shown(built(password, password), found)).not.toMatch(/horse|green/);
});

test('sentences hold no value', async () => {
  const { found } = await secrecy(built);
  expect(found.said(`Invalid value: "${password}"`)).not.toContain('horse');
});

test('nothing is built twice where no Secret is given', async () => {
  const { found, builds } = await secrecy(built, variables.slice(1));
  expect(builds).toBe(0);
  expect(found.places(keyOfObject(built('')))).toBeUndefined();
});
