import { expect, test } from 'vitest';
import { senderOf } from '../../../../src/diff/kustomizations/identity.ts';
import type { ControllerSettings } from '../../../../src/diff/terms/ports.ts';
import { controllerFlags } from '../../../../src/flux/controllerFlags.ts';
import type { JsonObject } from '../../../../src/flux/object.ts';
import { kustomization, memoryCluster } from '../memoryCluster.ts';

const controllerUser = 'system:serviceaccount:flux-system:kustomize-controller';
const settings = (more: Partial<ControllerSettings>): ControllerSettings => ({
  ...controllerFlags([], undefined),
  user: controllerUser,
  assumptions: [],
  ...more,
});

test.each<[string, JsonObject, Partial<ControllerSettings>, string]>([
  ['the controller', {}, {}, controllerUser],
  ['its default account', {}, { defaultServiceAccount: 'tenant' }, 'system:serviceaccount:flux:tenant'],
  [
    'the account it names',
    { serviceAccountName: 'own' },
    { defaultServiceAccount: 'tenant' },
    'system:serviceaccount:flux:own',
  ],
])('objects are sent as %s', async (_, spec, controller, user) => {
  const { signal } = new AbortController();
  const sender = await senderOf(kustomization('apps', spec), settings(controller), memoryCluster({}), signal);
  expect(sender).toEqual({ identity: { user }, assumptions: [] });
});

test('whoever may not act as Flux asks as themselves, and it is said', async () => {
  const cluster = { ...memoryCluster({}), mayImpersonate: () => Promise.resolve(false) };
  const { signal } = new AbortController();
  const { identity, assumptions } = await senderOf(kustomization('apps'), settings({}), cluster, signal);
  expect(identity).toBe('self');
  expect(assumptions).toEqual([expect.stringContaining(controllerUser)]);
});

test('where the controller cannot be read, nobody is acted as', async () => {
  const cluster = { ...memoryCluster({}), mayImpersonate: () => Promise.reject(new Error('asked')) };
  const unread = { ...controllerFlags([], undefined), assumptions: [] };
  const { signal } = new AbortController();
  expect(await senderOf(kustomization('apps'), unread, cluster, signal)).toEqual({ identity: 'self', assumptions: [] });
});
