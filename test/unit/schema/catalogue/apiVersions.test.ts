import { describe, expect, test } from 'vitest';
import { compareVersions } from '../../../../src/schema/apiVersions.ts';
import { compareMinors, minorOf, nearestMinor } from '../../../../src/schema/minorVersion.ts';

test('versions are in the order of Kubernetes, those without its form last', () => {
  const versions = [
    'foo1',
    'v1alpha1',
    'v10',
    'v1beta1',
    'v2',
    'v11alpha2',
    'v3beta10',
    'foo10',
    'v1',
    'v11beta2',
    'v3beta2',
  ];
  expect(versions.sort(compareVersions).join(' ')).toBe(
    'v10 v2 v1 v11beta2 v3beta10 v3beta2 v1beta1 v11alpha2 v1alpha1 foo1 foo10',
  );
});

describe('a minor version', () => {
  test.each([
    ['v1.36.4+k3s1', '1.36'],
    ['1.36', '1.36'],
    ['v1.36.0-rc.1', '1.36'],
    ['v2.9.4', '2.9'],
    ['latest', undefined],
    ['1', undefined],
  ])('of %s is %s', (version, minor) => expect(minorOf(version)).toBe(minor));

  test('is ordered by number', () => {
    expect(['1.9', '1.10', '0.28', '2.0'].sort(compareMinors)).toEqual(['0.28', '1.9', '1.10', '2.0']);
  });

  test.each([
    [undefined, '1.36'],
    ['v1.35.1', '1.35'],
    ['1.37', '1.36'],
    ['1.20', '1.34'],
    ['nonsense', '1.36'],
  ])('nearest to %s is %s', (wanted, nearest) => expect(nearestMinor(['1.36', '1.35', '1.34'], wanted)).toBe(nearest));
});
