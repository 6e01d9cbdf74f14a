import { describe, expect, it } from 'vitest';
import { asMap, entryOf, keyName } from '../../../../src/manifests/yaml/node.ts';
import { parseYaml } from '../../../../src/manifests/yaml/parse.ts';
import { effectiveEntries, toJson } from '../../../../src/manifests/yaml/toJson.ts';

describe('effectiveEntries', () => {
  it('puts own keys before merged ones, and earlier merged maps before later ones', () => {
    const text = 'a: &a {k: 1, l: 1}\nb: &b {l: 2, m: 2}\nc: {<<: [*a, *b], k: 0}\n';
    expect(toJson(parseYaml(text).root)).toMatchObject({ c: { k: 0, l: 1, m: 2 } });
  });

  it('is done with merges that multiply, or that go on and on', () => {
    const multiplied = Array.from({ length: 60 }, (_, i) => `a${i + 1}: &a${i + 1} {<<: [*a${i}, *a${i}]}\n`).join('');
    const { root } = parseYaml(`a0: &a0 {k: v}\n${multiplied}`);
    const last = asMap(entryOf(asMap(root), 'a60')?.value);
    expect(last && effectiveEntries(last).map(({ key }) => keyName(key))).toEqual(['k']);
    const chain = Array.from({ length: 5_000 }, (_, i) => `a${i + 1}: &a${i + 1} {<<: *a${i}, k${i}: v}\n`).join('');
    const end = asMap(entryOf(asMap(parseYaml(`a0: &a0 {k: v}\n${chain}`).root), 'a5000')?.value);
    expect(end && effectiveEntries(end).length).toBeLessThanOrEqual(1_000);
  });
});
