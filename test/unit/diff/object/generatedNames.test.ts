import { describe, expect, test } from 'vitest';
import { withKnownNames } from '../../../../src/diff/object/generatedNames.ts';
import type { Build, BuiltObject } from '../../../../src/diff/terms/ports.ts';
import type { InventoryEntry } from '../../../../src/flux/inventory.ts';
import { objectKey, type JsonObject } from '../../../../src/flux/object.ts';

const hashHere = 'database-5b452bth46';
const dotenv = (password: string, mac = 'ENC[mac]'): JsonObject => ({
  PASSWORD: btoa(`ENC[${password}]`),
  sops_mac: btoa(mac),
  sops_version: btoa('3.9.0'),
});
const secret = (data: JsonObject, name = hashHere): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { namespace: 'shop', name },
  data,
});
const web = (name = hashHere): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { namespace: 'shop', name: 'web' },
  spec: { containers: [{ name: 'web', envFrom: [{ secretRef: { name } }], args: [`--secret=${name}`] }] },
});
const entry = (name: string): InventoryEntry => ({
  key: objectKey('/Secret', 'shop', name),
  address: { apiVersion: 'v1', kind: 'Secret', namespace: 'shop', name },
});
const built = (...objects: readonly JsonObject[]): Build => ({
  outcome: 'built',
  objects: objects.map((object) => ({ object })),
  certainty: { level: 'exact' },
});

function known(build: Build, applied: Build | undefined, ...names: readonly string[]): readonly BuiltObject[] {
  const result = withKnownNames(build, { applied, inventory: [entry('other'), ...names.map(entry)] });
  return result.outcome === 'built' ? result.objects : [];
}

test('encrypted files that are applied already: the name is the one in the inventory, in all that refers to it', () => {
  const now = built(secret(dotenv('a')), web());
  expect(known(now, now, 'database-mk2567tt84')).toEqual([
    {
      object: secret({ PASSWORD: btoa('ENC[a]') }, 'database-mk2567tt84'),
      holdsEncrypted: true,
    },
    { object: web('database-mk2567tt84') },
  ]);
});

test('other encrypted files: it is replaced under a name that is not known, and what refers to it is in doubt', () => {
  const before = built(secret(dotenv('a'), 'database-tttttttttt'), web('database-tttttttttt'));
  const [own, other] = known(built(secret(dotenv('b')), web()), before, 'database-mk2567tt84');
  expect(own?.object['metadata']).toMatchObject({ name: 'database-mk2567tt84' });
  expect(own?.doubt).toMatch(/^It is replaced by one of another name/);
  expect(other?.object).toEqual(web('database-mk2567tt84'));
  expect(other?.doubt).toMatch(/^It refers to Secret database, whose name is not known/);
});

test.each<[string, readonly string[]]>([
  ['none was applied', []],
  ['several are there', ['database-mk2567tt84', 'database-bbbbbbbbbb']],
  ['another one begins like it', ['database-of-shop-mk2567tt84']],
])('a name of which nothing is known: %s', (_, names) => {
  const now = built(secret(dotenv('a')), web());
  const [own, other] = known(now, now, ...names);
  expect(own?.object['metadata']).toMatchObject({ name: 'database-unknown' });
  expect(own?.doubt).toMatch(/^It gets a name that is not known/);
  expect(other?.object).toEqual(web('database-unknown'));
  expect(other?.doubt).toBeDefined();
});

describe('files within a value', () => {
  test.each([
    ['YAML', 'token: ENC[x]\nsops:\n    mac: ENC[y]\n'],
    ['JSON', '{"token": "ENC[x]", "sops": {"mac": "ENC[y]"}}'],
    ['dotenv', 'TOKEN=ENC[x]\nsops_mac=ENC[y]\n'],
    ['INI', '[a]\nb = ENC[x]\n[sops]\n'],
  ])('%s are encrypted', (_, text) => {
    const now = built(secret({ file: btoa(text) }));
    expect(known(now, now, 'database-mk2567tt84')).toMatchObject([
      { holdsEncrypted: true, object: { metadata: { name: 'database-mk2567tt84' } } },
    ]);
  });

  test.each([
    ['plain text', btoa('mac: none')],
    ['no base64', '***'],
  ])('%s is not', (_, file) => {
    const now = built(secret({ file }), web());
    expect(withKnownNames(now, { applied: now, inventory: [entry('database-mk2567tt84')] })).toBe(now);
  });
});

test('a Secret whose name has no hash keeps it, and is not sent', () => {
  const now = built(secret(dotenv('a'), 'database'), web('database'));
  expect(known(now, undefined)).toEqual([
    { object: secret({ PASSWORD: btoa('ENC[a]') }, 'database'), holdsEncrypted: true },
    { object: web('database') },
  ]);
});
