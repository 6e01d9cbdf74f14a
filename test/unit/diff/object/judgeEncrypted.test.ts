import { expect, test } from 'vitest';
import { keyOfObject } from '../../../../src/diff/values/objects.ts';
import { judgeEncrypted } from '../../../../src/diff/object/judgeEncrypted.ts';
import type { ObjectRules, Verdict } from '../../../../src/diff/object/verdict.ts';
import { isEncrypted, isRefusedEncrypted } from '../../../../src/diff/object/encrypted.ts';
import type { JsonObject } from '../../../../src/flux/object.ts';
import { memoryCluster } from '../memoryCluster.ts';

const secret = (password: string, mac = 'ENC[m]'): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { namespace: 'shop', name: 'login' },
  data: { password, user: 'ENC[u]' },
  sops: { mac, lastmodified: mac },
});
const live: JsonObject = { ...secret('cGxhaW4='), metadata: { namespace: 'shop', name: 'login' } };
const { signal } = new AbortController();

/** Judges `encrypted` where `applied` is applied and `there` is in the cluster, which is sent nothing. */
function judged(encrypted: JsonObject, applied?: JsonObject, there: readonly JsonObject[] = [live]): Promise<Verdict> {
  const rules: ObjectRules = {
    identity: 'self',
    isForced: false,
    ignore: [],
    overrideManagers: [],
    migratesVersions: false,
    expected: { namespace: () => undefined, kind: () => undefined },
    applied: () => applied,
  };
  const cluster = memoryCluster({
    live: there,
    dryRun: () => {
      throw new Error('sent');
    },
  });
  const candidate = { key: keyOfObject(encrypted), object: encrypted, declared: encrypted, stage: 0, encrypted };
  return judgeEncrypted(candidate, rules, cluster, signal);
}

test('one that is not there is created', async () => {
  expect(await judged(secret('ENC[1]'), undefined, [])).toMatchObject({ action: 'create', isDeclaredOnly: true });
});

test('one that is encrypted as it was is unchanged, whatever SOPS notes of itself', async () => {
  expect(await judged(secret('ENC[1]', 'ENC[n]'), secret('ENC[1]'))).toEqual({
    action: 'unchanged',
    live,
    result: live,
  });
});

test('of one that is encrypted anew it is known where, not what', async () => {
  const verdict = await judged(secret('ENC[2]'), secret('ENC[1]'));
  expect(verdict).toEqual({
    action: 'unknown',
    unknown: 'encrypted',
    live,
    message: 'changed (encrypted): data.password',
  });
});

test('where what is applied is not known, nothing is', async () => {
  expect(await judged(secret('ENC[1]'))).toEqual({ action: 'unknown', unknown: 'encrypted', live });
});

test('a marker keeps Flux away from it', async () => {
  const annotations = { 'kustomize.toolkit.fluxcd.io/reconcile': 'disabled' };
  const marked = { ...live, metadata: { ...(live['metadata'] as JsonObject), annotations } };
  expect(await judged(secret('ENC[2]'), secret('ENC[1]'), [marked])).toMatchObject({ action: 'skip', live: marked });
});

test('what is marked to stay encrypted is sent as it is', () => {
  const marked = (value: string): JsonObject => ({
    ...secret('ENC[1]'),
    metadata: { name: 'login', annotations: { 'kustomize.toolkit.fluxcd.io/decrypt': value } },
  });
  expect([isEncrypted(marked('disabled')), isEncrypted(marked('Disabled')), isEncrypted(marked('enabled'))]).toEqual([
    false,
    false,
    true,
  ]);
});

test('only what has a MAC of SOPS is encrypted', () => {
  expect(isEncrypted(secret('ENC[1]'))).toBe(true);
  expect(isEncrypted({ ...secret('x'), sops: {} })).toBe(false);
});

test('the controller refuses ciphers in the data of a Secret only', () => {
  expect(isRefusedEncrypted(secret('ENC[1]'))).toBe(true);
  expect(isRefusedEncrypted({ ...secret('ENC[1]'), kind: 'ConfigMap' })).toBe(false);
  const { data, ...rest } = secret('ENC[1]');
  expect(isRefusedEncrypted({ ...rest, stringData: data ?? null })).toBe(false);
});
