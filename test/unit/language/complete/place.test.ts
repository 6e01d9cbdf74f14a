import { describe, expect, it } from 'vitest';
import { placesAt } from '../../../../src/language/complete/place.ts';
import { readManifest } from '../../../../src/manifests/manifestFile.ts';
import { marked } from '../../fixtures/marked.ts';

/** The places at the cursor: `key spec.sourceRef «na» {kind}`, with what is replaced and what stands beside it. */
function places(source: string): string[] {
  const { text, cursor } = marked(source);
  const file = readManifest('/repo/file.yaml', text);
  return placesAt(file, cursor).map((place) => {
    const way = place.path.join('.') || '.';
    if (place.at === 'block') return `block ${way}`;
    const replaced = `«${place.lead}${text.slice(place.span.start, place.span.end)}»`;
    const beside = place.at === 'key' ? ` {${[...(place.maps.at(-1)?.entries().keys() ?? [])].sort().join(' ')}}` : '';
    return `${place.at} ${way} ${replaced}${beside}`;
  });
}

describe('placesAt', () => {
  it.each([
    ['an empty file', '▮', ['key . «» {}']],
    ['behind ---', 'a: 1\n---\n▮', ['key . «» {}']],
    ['a new line of the root', 'a: 1\n▮', ['key . «» {a}']],
    ['below a key', 'spec:\n  ▮', ['key spec «» {}', 'item spec «»', 'value spec «»']],
    ['between entries', 'spec:\n  a: 1\n  ▮\n  b: 2', ['key spec «» {a b}']],
    ['with CRLF', 'x: 1\r\nspec:\r\n  ▮\r\n  b: 1\r\n', ['key spec «» {b}']],
    ['a word', 'spec:\n  sourceRef:\n    kind: X\n    na▮\n  prune: true', ['key spec.sourceRef «na» {kind}']],
    ['in a key', 'spec:\n  inter▮val: 5m\n  b: 1', ['key spec «interval» {b}']],
    ['a value', 'spec:\n  prune: tr▮', ['value spec.prune «tr»']],
    ['directly behind a colon', 'kind:▮', ['value kind « »']],
    ['behind colon and blank', 'kind: ▮', ['value kind «»']],
    ['in double quotes', 'a: "tr▮"', ['value a «tr»']],
    ['in an open quote', "a: 'x▮", ['value a «x»']],
    ['in an open quote with text behind', "a: 'x▮yz", ['value a «xyz»']],
    ['behind a dash', 'a:\n  - ▮', ['key a.0 «» {}', 'value a.0 «»']],
    ['directly behind a dash', 'a:\n  -▮', ['key a.0 « » {}', 'value a.0 « »']],
    ['the second item', 'a:\n  - x: 1\n  - y▮', ['key a.1 «y» {}', 'value a.1 «y»']],
    ['in an item', 'a:\n  - x: 1\n    ▮', ['key a.0 «» {x}']],
    ['below items', 'a:\n  - x: 1\n  ▮', ['item a «»']],
    ['below compact items', 'a:\n- x\n▮', ['key . «» {a}', 'item a «»']],
    ['an item of an item', 'a:\n  - - b▮', ['key a.0.0 «b» {}', 'value a.0.0 «b»']],
    ['a sequence at the root', '- op: add\n  pa▮', ['key 0 «pa» {op}']],
    ['too deep', 'metadata:\n  name: x\n      ▮', ['key metadata «        » {name}']],
    ['not deep enough', 'spec:\n    a: 1\n  ▮', ['key spec «      » {a}']],
    ['in braces', 'a: {kind: X, na▮}', ['key a «na» {kind}']],
    ['before an entry in braces', 'a: {▮, x: 1}', ['key a «» {x}']],
    ['a value in braces', 'a: {kind: ▮, name: x}', ['value a.kind «»']],
    ['in brackets', 'a: [x, y▮]', ['value a.1 «y»']],
    ['in open brackets', 'a: {b: [x, ▮', ['value a.b.1 «»']],
    ['a map in brackets', 'a: [{x: 1, ▮}, {y: 2}]', ['key a.0 «» {x}']],
    ['braces of several lines', 'a: {\n    kind: A,\n    ▮\n  }\n', ['key a «» {kind}']],
    ['JSON', '{\n "spec": {\n  "a": 1,\n  "b▮"\n }\n}', ['key spec «b» {a}']],
    ['before items without their key', 'spec:\n  ▮\n    - a\n', ['key spec «» {}', 'item spec «      »']],
    ['a comment', 'a: 1 # c▮', []],
    ['a line of comment', 'a: 1\n# c▮', []],
    ['a hash in a word', 'a: b#c▮', ['value a «b#c»']],
    ['a block scalar', 'patches:\n  - patch: |\n      spec:\n        x▮\n    target:\n', ['block patches.0.patch']],
    ['an empty block scalar', 'a: |-\n  ▮', ['block a']],
    ['below a block scalar', 'a: |\n  x: 1\n▮', ['key . «» {a}']],
    ['an item of a List', 'kind: List\nitems:\n- kind: X\n  ▮', ['key items.0 «» {kind}']],
    ['past keys with colons in them', 'a:\n  x.io/b: "c: d"\n  ▮', ['key a «» {x.io/b}']],
    ['an anchor', 'a: &x\n  b: 1\n  ▮', ['key a «» {b}']],
  ])('%s', (_, source, expected) => {
    expect(places(source)).toEqual(expected);
  });
});
