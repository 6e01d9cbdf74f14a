import { describe, expect, it } from 'vitest';
import { evaluated } from '../shown.ts';

describe('semantic versions', () => {
  // As cel-go says with the libraries of the API server 1.36.
  it.each([
    ["semver('1.2.3').major()", '1'],
    ["semver('1.2.3').minor()", '2'],
    ["semver('1.2.3').patch()", '3'],
    ["semver('1.2.3').compareTo(semver('1.2.3'))", '0'],
    ["semver('1.2.3').compareTo(semver('2.0.0'))", '-1'],
    ["semver('1.2.3').compareTo(semver('0.1.2'))", '1'],
    ["semver('1.0.0-alpha').compareTo(semver('1.0.0'))", '-1'],
    ["semver('1.0.0-alpha').compareTo(semver('1.0.0-alpha.1'))", '-1'],
    ["semver('1.0.0-alpha.1').compareTo(semver('1.0.0-alpha.beta'))", '-1'],
    ["semver('1.0.0-beta.2').compareTo(semver('1.0.0-beta.11'))", '-1'],
    ["semver('1.0.0-rc.1').isLessThan(semver('1.0.0'))", 'true'],
    ["semver('2.0.0').isGreaterThan(semver('1.9.9'))", 'true'],
    ["isSemver('1.0.0')", 'true'],
    ["isSemver('hello')", 'false'],
    ["isSemver('v1.0')", 'false'],
    ["isSemver('v1.0', true)", 'true'],
    ["isSemver('1.0', true)", 'true'],
    ["isSemver('01.01.01', true)", 'true'],
    ["isSemver('01.01.01')", 'false'],
    ["isSemver('1.0.0-alpha+build')", 'true'],
    ["isSemver('1.0.0-01')", 'false'],
    ["isSemver('1.0.0-')", 'false'],
    ["isSemver('1.0.0+')", 'false'],
    ["isSemver('1.0.0+01')", 'true'],
    ["isSemver('1.0-alpha', true)", 'false'],
    ["isSemver('v1.00.0-rc.1', true)", 'true'],
    ["isSemver('', true)", 'false'],
    ["isSemver('v', true)", 'false'],
    ["isSemver('00', true)", 'true'],
    ["isSemver('1.0.0.0', true)", 'false'],
    ["semver('v1.2', true).minor()", '2'],
  ])('%s is %s', (expression, expected) => {
    expect(evaluated(expression)).toBe(expected);
  });
});
