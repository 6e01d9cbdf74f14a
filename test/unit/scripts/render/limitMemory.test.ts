import { expect, test } from 'vitest';
import { limitMemory } from '../../../../scripts/render/limitMemory.ts';

/** A module that exports nothing but has one memory of 300 pages, without a largest size. */
const header = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
const module = Uint8Array.from([...header, 1, 1, 0, 5, 4, 1, 0, 0xac, 0x02, 3, 1, 0]);

test('a memory gets its largest size, and all else stays', () => {
  const limited = limitMemory(module, 768 * 2 ** 20);
  expect([...limited]).toEqual([...header, 1, 1, 0, 5, 6, 1, 1, 0xac, 0x02, 0x80, 0x60, 3, 1, 0]);
});

test('a memory that has one already is not touched', () => {
  expect(() => limitMemory(limitMemory(module, 768 * 2 ** 20), 2 ** 20)).toThrow('one memory');
  expect(() => limitMemory(Uint8Array.from(header), 2 ** 20)).toThrow('no memory');
});
