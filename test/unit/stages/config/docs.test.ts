import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readConfig } from '../../../../src/stages/config/readConfig.ts';

const page = readFileSync(new URL('../../../../docs/stages.md', import.meta.url), 'utf8');
const schema = readFileSync(new URL('../../../../schemas/sluice.json', import.meta.url), 'utf8');
const examples = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) => text);

test('the page has examples, and each is a configuration', () => {
  expect(examples.length).toBeGreaterThan(3);
  expect(examples.flatMap((text) => readConfig(text).problems)).toEqual([]);
});

test('the page names every field', () => {
  interface Node {
    readonly [key: string]: Node | undefined;
  }
  const fields = new Set<string>();
  const walk = (node: Node): void => {
    for (const name of Object.keys(node['properties'] ?? {})) fields.add(name);
    for (const below of Object.values(node)) if (typeof below === 'object') walk(below);
  };
  walk(JSON.parse(schema) as Node);
  expect(fields.size).toBeGreaterThan(20);
  expect([...fields].filter((name) => !page.includes(name))).toEqual([]);
});
