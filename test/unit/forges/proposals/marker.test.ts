import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readMarker, writeMarker } from '../../../../src/forges/proposals/marker.ts';

test('a marker is read as it was written, whatever it holds', () => {
  const text = fc.string({ minLength: 1, unit: 'grapheme' });
  fc.assert(
    fc.property(text, text, (family, key) => {
      const written = writeMarker({ family, key });
      expect(written.slice(0, -3)).not.toContain('-->');
      expect(readMarker(`Text\r\n\r\n${written}\r\n`)).toEqual({ family, key });
    }),
  );
});

test.each([
  ['', undefined],
  ['<!-- sluice:promotion only-one -->', undefined],
  ['<!-- sluice:promotion %E0 %E0 -->', undefined],
  ['<!-- sluice:promotion a b -->\n<!-- sluice:promotion c d -->', { family: 'c', key: 'd' }],
])('of %j the last one counts', (body, marker) => {
  expect(readMarker(body)).toEqual(marker);
});
