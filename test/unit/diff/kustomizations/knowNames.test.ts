import { expect, test } from 'vitest';
import { knowingNames } from '../../../../src/diff/kustomizations/knowNames.ts';
import type { Build, Builder, BuildRequest } from '../../../../src/diff/terms/ports.ts';
import { controllerFlags } from '../../../../src/flux/controllerFlags.ts';
import type { JsonObject } from '../../../../src/flux/object.ts';
import { declared, kustomization } from '../memoryCluster.ts';

const { signal } = new AbortController();
const controller = { ...controllerFlags([], undefined), assumptions: [] };
const decryption = { decryption: { provider: 'sops' } };
const secret = (name: string): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { namespace: 'shop', name },
  data: { file: btoa('a: ENC[b]\nsops:\n    mac: ENC[c]\n') },
});
const build: Build = {
  outcome: 'built',
  objects: [{ object: secret('login-5b452bth46') }],
  certainty: { level: 'exact' },
};
const live = kustomization('apps', decryption, ['shop_login-mk2567tt84__Secret']);
const request: BuildRequest = { kustomization: declared('apps', decryption), variables: [], controller };

/** Names of what is built, and what the applied revision was asked with. */
async function named(more: Partial<BuildRequest>): Promise<{ names: unknown[]; asked: BuildRequest[] }> {
  const asked: BuildRequest[] = [];
  const applied: Builder = (one) => {
    asked.push(one);
    return Promise.resolve(build);
  };
  const made = await knowingNames(() => Promise.resolve(build), applied)({ ...request, ...more }, signal);
  const objects = made.outcome === 'built' ? made.objects : [];
  return { names: objects.map(({ object }) => (object['metadata'] as JsonObject)['name']), asked };
}

test('names are those of what the Kustomization applied, as it was then', async () => {
  const variables = [{ kind: 'ConfigMap', name: 'a', state: 'absent' }] as const;
  const { names, asked } = await named({ now: { kustomization: live, variables } });
  expect(names).toEqual(['login-mk2567tt84']);
  expect(asked).toEqual([{ kustomization: live, variables, controller }]);
});

test('one that stays as it is says itself what it applied', async () => {
  expect((await named({ kustomization: live })).names).toEqual(['login-mk2567tt84']);
});

test('a new one has applied nothing', async () => {
  expect((await named({})).names).toEqual(['login-unknown']);
});

test('what is not decrypted has the names that it was built with', async () => {
  const { names, asked } = await named({ kustomization: kustomization('apps', {}, ['shop_login-mk2567tt84__Secret']) });
  expect(names).toEqual(['login-5b452bth46']);
  expect(asked).toEqual([]);
});
