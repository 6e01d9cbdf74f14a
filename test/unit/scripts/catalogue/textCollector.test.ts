import { expect, test } from 'vitest';
import { textCollector } from '../../../../scripts/catalogue/textCollector.ts';

test('texts are kept once, by field; lists are passed through and maps have a field for all their values', () => {
  const collector = textCollector();
  const item = { description: 'an item', properties: { name: { description: 'the name' } } };
  collector.add('kinds', 'v1/A', {
    properties: {
      items: { description: 'all\nitems', type: 'array', items: item },
      byName: { additionalProperties: { description: 'the name' } },
      untold: { type: 'object', properties: { x: {} } },
    },
  });
  collector.add('definitions', 'B', { description: ' a thing:\n- one\n- two\n\nThe end. ' });
  expect(collector.result()).toEqual({
    texts: ['all items', 'the name', 'a thing:\n- one\n- two\n\nThe end.'],
    kinds: { 'v1/A': [-1, { items: [0, { name: 1 }], byName: [-1, { '*': 1 }] }] },
    definitions: { B: 2 },
  });
});
