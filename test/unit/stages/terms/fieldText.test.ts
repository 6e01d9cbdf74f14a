import { expect, test } from 'vitest';
import type { FieldPath } from '../../../../src/stages/terms/difference.ts';
import { fieldText } from '../../../../src/stages/terms/fieldText.ts';

test.each<[FieldPath, string]>([
  [['spec', 'replicas'], 'spec.replicas'],
  [['spec', 'containers', { key: 'name', value: 'app' }, 'image'], 'spec.containers[app].image'],
  [['spec', 'hosts', 0], 'spec.hosts[0]'],
  [['metadata', 'annotations', 'a.b/c'], 'metadata.annotations."a.b/c"'],
  [[], ''],
])('%j is written %s', (path, text) => {
  expect(fieldText(path)).toBe(text);
});
