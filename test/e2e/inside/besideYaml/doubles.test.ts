import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { diagnosticsOf, eventually, open, writeInWorkspace } from '../documents.ts';
import type { YamlApi } from '../extensions/redhatYaml.ts';

const kustomization = `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: apps
  namespace: flux-system
spec:
  interval: 10m
  prune: true
  sourceRef:
    kind: GitRepository
    name: flux-system
`;
const misspelt = kustomization.replace('prune:', 'prunee:');
const modeline = (schema: string): string => `# yaml-language-server: $schema=${schema}\n`;

/** What people have from the web: a schema that knows the fields and allows no others. */
const strictSchema = {
  type: 'object',
  properties: {
    spec: {
      type: 'object',
      required: ['interval', 'prune', 'sourceRef'],
      properties: { interval: { type: 'string' }, prune: { type: 'boolean' }, sourceRef: { type: 'object' } },
      additionalProperties: false,
    },
  },
};

const isOurs = (line: string): boolean => / sluice\(/.test(line);
const isTheirs = (line: string): boolean => / (yaml-schema: .*|YAML)\(/.test(line);

describe('beside the YAML extension', () => {
  let api: YamlApi;

  before(async () => {
    const extension = vscode.extensions.getExtension<YamlApi>('redhat.vscode-yaml');
    assert.ok(extension, 'the stand-in is installed');
    api = await extension.activate();
    await writeInWorkspace('schemas/strict.json', JSON.stringify(strictSchema));
  });
  after(() => vscode.workspace.getConfiguration('yaml').update('schemas', undefined));

  it('a mistake in a manifest is found once, by us', async () => {
    const document = await open('misspelt.yaml', misspelt);
    const lines = await eventually(
      () => diagnosticsOf(document),
      (found) => found.some((line) => line.includes('(unknown-field)')),
    );
    assert.deepEqual(lines.filter(isTheirs), []);
    assert.equal(lines.filter((line) => line.endsWith('prunee')).length, 1);
  });

  it('also where settings give the file another schema', async () => {
    const schemas = { './schemas/strict.json': 'set*.yaml' };
    await vscode.workspace.getConfiguration('yaml').update('schemas', schemas);
    const other = await open('set-values.yaml', 'spec: { prunee: true }\n');
    await eventually(
      () => diagnosticsOf(other),
      (found) => found.some(isTheirs),
    );
    const document = await open('set-apps.yaml', misspelt);
    const lines = await eventually(
      () => diagnosticsOf(document),
      (found) => found.some(isOurs),
    );
    assert.deepEqual(lines.filter(isTheirs), []);
  });

  it('where the file names a schema, what that finds is shown and ours at the same place is not', async () => {
    const document = await open('modeline.yaml', modeline('./schemas/strict.json') + misspelt);
    const lines = await eventually(
      () => diagnosticsOf(document),
      (found) => found.some(isTheirs) && !found.some((line) => isOurs(line) && line.endsWith('prunee')),
    );
    // The field that is lacking is theirs to report too, at the same place as ours.
    assert.deepEqual(
      lines.filter((line) => line.includes(' error: ')).map((line) => [isTheirs(line), line.split(': ').at(-1)]),
      [
        [true, 'spec'],
        [true, 'prunee'],
      ],
    );
    assert.equal(lines.filter((line) => line.endsWith('prunee')).length, 1);
  });

  it('ours comes back when the file names no schema any more', async () => {
    const document = await open('modeline.yaml', modeline('./schemas/strict.json') + misspelt);
    const edit = new vscode.WorkspaceEdit();
    edit.delete(document.uri, document.lineAt(0).rangeIncludingLineBreak);
    await vscode.workspace.applyEdit(edit);
    const lines = await eventually(
      () => diagnosticsOf(document),
      (found) => found.some((line) => isOurs(line) && line.endsWith('prunee')) && !found.some(isTheirs),
    );
    assert.equal(lines.filter((line) => line.endsWith('prunee')).length, 1);
  });

  it('a contributor of another extension judges on, and nothing is shown twice', async () => {
    api.registerContributor(
      'other',
      (resource) => (resource.endsWith('other.yaml') ? 'other://schema' : undefined),
      () => JSON.stringify(strictSchema),
    );
    const document = await open('other.yaml', misspelt);
    const lines = await eventually(
      () => diagnosticsOf(document),
      (found) => found.some(isTheirs) && !found.some((line) => isOurs(line) && line.endsWith('prunee')),
    );
    assert.equal(lines.filter((line) => line.endsWith('prunee')).length, 1);
  });

  for (const [what, text] of [
    ['an error of syntax', `${kustomization}  broken: [\n`],
    ['a key that is there twice', `${kustomization}  prune: false\n`],
  ] as const) {
    it(`${what} is theirs to report`, async () => {
      const document = await open(`${what.replaceAll(' ', '-')}.yaml`, text);
      const lines = await eventually(
        () => diagnosticsOf(document),
        (found) => found.some(isTheirs) && !found.some((line) => /sluice\((yaml-syntax|duplicate-key)\)/.test(line)),
      );
      assert.ok(lines.length > 0);
    });
  }
});
