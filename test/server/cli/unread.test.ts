import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeFolder } from '../files.ts';
import { gitRepository, kustomization } from '../texts.ts';
import { run } from './run.ts';
import { toy, toyDefinition } from './toys.ts';

const broken = kustomization('apps', 'prunee: true');
const filler = `# ${'x'.repeat(5_000_000)}\n`;

describe('what is named is read', () => {
  test.each([
    ['a file below node_modules', { 'node_modules/a/apps.yaml': broken }, 'node_modules/a/apps.yaml'],
    ['a folder below node_modules', { 'node_modules/a/apps.yaml': broken }, 'node_modules/a'],
    ['a folder of vendored files', { 'vendor/modules.txt': '', 'vendor/apps.yaml': broken }, 'vendor'],
    ['a file among vendored ones', { 'vendor/modules.txt': '', 'vendor/apps.yaml': broken }, 'vendor/apps.yaml'],
  ])('%s', async (_, files, path) => {
    const folder = await writeFolder({ '.git/HEAD': '', ...files });
    const { code, stdout } = await run(folder, ['validate', path]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/apps\.yaml:13:3: error: "prunee"/);
  });
});

test.each([
  ['a file of more than 5 MB', filler, /large\.yaml cannot be judged: larger than 5 MB\.$/],
  [
    'a document of more than 1.5 MB',
    filler.slice(0, 1_600_000),
    /large\.yaml cannot be judged\. The document has more/,
  ],
])('%s that is named keeps it from running', async (_, text, sentence) => {
  const folder = await writeFolder({ 'large.yaml': text });
  const { code, stdout, stderr } = await run(folder, ['validate', 'large.yaml', '--severity', 'error']);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr.trim()).toMatch(sentence);
  expect((await run(folder, ['validate', '-'], text)).code).toBe(2);
});

test('what was found but not read is named and counted, and nothing is said to be missing for it', async () => {
  const files = { 'apps.yaml': kustomization('apps'), 'apps/app.yaml': '# Nothing yet.\n' };
  const lacking = await writeFolder(files);
  expect((await run(lacking, ['validate', '--severity', 'hint'])).stdout).toMatch(/missing-reference/);
  const folder = await writeFolder({ ...files, 'source.yaml': `${gitRepository}${filler}` });
  const { code, stdout, stderr } = await run(folder, ['validate', '--severity', 'hint', '-o', 'json']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ files: 2, unread: [{ path: 'source.yaml', why: 'larger than 5 MB' }] });
  expect(stderr).toMatch(/^1 file or folder was not read: source\.yaml \(larger than 5 MB\)\./);
});

test('what is wrong in itself is still reported, and a path that does not exist is known not to', async () => {
  const folder = await writeFolder({
    'apps.yaml': broken,
    'large.yaml': filler,
    'kustomization.yaml': 'resources: [gone.yaml]\n',
  });
  const { stdout } = await run(folder, ['validate']);
  expect(stdout).toMatch(/\(unknown-field\)/);
  expect(stdout).toMatch(/\(missing-file\)/);
});

test.each([
  ['--schema-location', (): string[] => ['--schema-location', 'missing'], ''],
  ['.fluxschema.yml', (): string[] => [], '  schemaLocation: [./missing]\n'],
])('a schema location of %s that does not exist keeps it from running', async (_, args, line) => {
  const folder = await writeFolder({
    'apps.yaml': broken,
    '.fluxschema.yml': `apiVersion: schema.plugin.fluxcd.io/v1beta1\nkind: Config\nvalidate:\n${line}`,
  });
  const { code, stdout, stderr } = await run(folder, ['validate', ...args()]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/missing does not exist/);
});

const toys = (rule: string): string =>
  toyDefinition(`{type: object, properties: {size: {type: string}}, x-kubernetes-validations: [{rule: "${rule}"}]}`);

test('rules that cannot be evaluated are counted', async () => {
  const folder = await writeFolder({ 'crd.yaml': toys('self.conjure(1)'), 'a.yaml': toy, 'b.yaml': toy });
  const { code, stdout, stderr } = await run(folder, ['validate', 'a.yaml', 'b.yaml', '-o', 'json']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    unevaluatedRules: [{ kind: 'example.org/v1 Toy', rule: 'self.conjure(1)' }],
  });
  expect(stderr).toMatch(/^1 rule could not be evaluated here: example\.org\/v1 Toy \(.*conjure/);
});

test('schema locations count from the folder of a configuration that was found, and from here for one that is named', async () => {
  const config = (location: string): string =>
    `apiVersion: schema.plugin.fluxcd.io/v1beta1\nkind: Config\nvalidate:\n  schemaLocation: [${location}]\n`;
  const folder = await writeFolder({
    '.git/HEAD': '',
    '.fluxschema.yml': config('./.schemas'),
    '.github/named.yml': config('../.schemas'),
    '.schemas/crd.yaml': toys("self.size == 'small'"),
    'apps/a.yaml': toy,
  });
  const apps = join(folder, 'apps');
  expect((await run(apps, ['validate'])).stdout).toMatch(/\(rule\)/);
  expect((await run(apps, ['validate', '--config', '../.github/named.yml'])).stdout).toMatch(/\(rule\)/);
  expect((await run(apps, ['validate', '--config', '../.fluxschema.yml'])).code).toBe(2);
});
