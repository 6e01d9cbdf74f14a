import { expect, test } from 'vitest';
import { patternForm } from '../../../src/schema/patternForm.ts';

const form = (pattern: string): string | undefined => patternForm(pattern, (example) => `"${example}"`);

test.each([
  ['^([0-9]+(\\.[0-9]+)?(ms|s|m|h))+$', /^a duration such as .*"1h30m"/],
  ['^([0-9]+(\\.[0-9]+)?(ms|s|m))+$', /^a duration such as .*hours are not allowed/],
  ['^[0-9]+(m|s)', /^a duration such as "30s"/],
  ['^[a-z0-9]([-a-z0-9]*[a-z0-9])?$', /^a name of lower case letters, digits and "-"/],
  ['^(http|https|oci)://.*$', /^a text that begins with "http:\/\/", "https:\/\/" or "oci:\/\/"$/],
  ['^https?://', /^a text that begins with "http:\/\/" or "https:\/\/"$/],
])('%s is told in words', (pattern, words) => {
  expect(form(pattern)).toMatch(words);
});

test('others are not', () => {
  expect(form('^[0-9]+[smh]$')).toBeUndefined();
});
