import { expect, test } from 'vitest';
import { versionOrder } from '../../../../src/stages/compare/versionOrder.ts';

test.each([
  ['1.2.3', '1.2.3', 0],
  ['1.2.3', '1.10.0', -1],
  ['v1.2', '1.2.1', -1],
  ['1.2.0-rc.1', '1.2.0', -1],
  ['1.2.0-rc.2', '1.2.0-rc.10', -1],
  ['1.2.0-rc2', '1.2.0-rc10', -1],
  ['1.2.0-alpha.1', '1.2.0-beta.1', -1],
  ['2024.06.1', '2024.10.0', -1],
  ['7.2.4-alpine', '7.2.5-alpine', -1],
  ['7.2.4-alpine', '7.2.5', undefined],
  ['1.0.0+build.1', '1.0.1', -1],
  ['main-1f3c9ab-1700000000', 'main-8d1b2e0-1700000500', -1],
  ['prod-9d772c5-20260820082245', 'prod-ce764bd-20260814161035', 1],
  ['dev-9d772c5-20260820082245', 'prod-ce764bd-20260814161035', undefined],
  ['latest', 'latest-stable', undefined],
  ['3f2a9c1', '8d1b2e0', undefined],
  ['>=1.0.0', '1.2.0', undefined],
])('%s and %s: %s', (one, other, order) => {
  expect(versionOrder(one, other)).toBe(order);
  expect(versionOrder(other, one)).toBe(order === undefined ? undefined : order === 0 ? 0 : -order);
});
