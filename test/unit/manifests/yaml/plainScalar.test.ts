import { expect, it } from 'vitest';
import { plainValue } from '../../../../src/manifests/yaml/plainScalar.ts';

// What go.yaml.in/yaml/v2 2.4 decodes each of these to.
it.each<[string, unknown]>([
  ['', null],
  ['~', null],
  ['Null', null],
  ['nULL', 'nULL'],
  ['yes', true],
  ['Y', true],
  ['On', true],
  ['oN', 'oN'],
  ['off', false],
  ['N', false],
  ['FALSE', false],
  ['12', 12],
  ['+12', 12],
  ['-0', -0],
  ['0777', 511],
  ['0o17', 15],
  ['089', 89],
  ['0x1F', 31],
  ['0b101', 5],
  ['-0b101', -5],
  ['1_000', 1000],
  ['0x', '0x'],
  ['1e3', 1000],
  ['1.', 1],
  ['.5', 0.5],
  ['.', '.'],
  ['-.5', -0.5],
  ['1.2.3', '1.2.3'],
  ['.inf', Infinity],
  ['-.Inf', -Infinity],
  ['190:20:30', '190:20:30'],
  ['2024-01-02', '2024-01-02'],
  ['2024-1-2T15:04:05Z', '2024-1-2T15:04:05Z'],
  ['18446744073709551615', 18446744073709552000],
  ['18446744073709551616', 18446744073709552000],
  ['-', '-'],
  ['10m', '10m'],
  ['v1', 'v1'],
])('reads %j as %j', (text, value) => {
  expect(plainValue(text)).toBe(value);
});

it('reads what is no number in any notation as text', () => {
  expect(plainValue('.nan')).toBeNaN();
  expect(plainValue('nan')).toBe('nan');
});
