import { describe, expect, it } from 'vitest';
import { isFluxGroup } from '../../../../src/flux/kinds.ts';
import { documentVerdict } from '../../../../src/language/verdict/documentVerdict.ts';
import { complete } from '../../../../src/language/complete/complete.ts';
import { fieldsOf, schemasAt, shapeOf } from '../../../../src/language/fieldSchemas.ts';
import { readManifest } from '../../../../src/manifests/manifestFile.ts';
import type { Path } from '../../../../src/manifests/yaml/node.ts';
import type { KindSchema } from '../../../../src/schema/schema.ts';
import { catalogue, chosen, itemsIn, knowing, labelsIn, withItem } from '../helpContext.ts';

const head = 'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\n';

describe('fields', () => {
  it('come with the required ones first, without those that are there', () => {
    const labels = labelsIn(`${head}spec:\n  interval: 5m\n  ▮\n`);
    expect(labels.slice(0, 3)).toEqual(['prune', 'sourceRef', 'buildMetadata']);
    expect(labels).not.toContain('interval');
    expect(labels.slice(2)).toEqual(labels.slice(2).toSorted());
  });

  it('leave out what only the cluster sets', () => {
    expect(labelsIn(`${head}▮`)).toEqual(['metadata', 'spec']);
    expect(labelsIn(`${head}metadata:\n  ▮`)).not.toContain('uid');
  });

  it('bring what they require, indented', () => {
    expect(chosen(`${head}spec:\n  sou▮\n  prune: true\n`, 'sourceRef')).toBe(
      `${head}spec:\n  sourceRef:\n    kind: OCIRepository\n    name: \n  prune: true\n`,
    );
    expect(chosen(`${head}spec:\n  ▮`, 'dependsOn')).toBe(`${head}spec:\n  dependsOn:\n    - name: `);
  });

  it('offer all required ones at once in an empty map', () => {
    expect(chosen(`${head}spec:\n  ▮`, 'interval, prune, sourceRef')).toBe(
      `${head}spec:\n  interval: 10m\n  prune: true\n  sourceRef:\n    kind: OCIRepository\n    name: `,
    );
  });

  it('begin a new line behind the colon of a map', () => {
    expect(chosen(`${head}spec: ▮`, 'prune')).toBe(`${head}spec:\n  prune: true`);
    expect(chosen(`${head}spec:\n  sourceRef:▮\n`, 'kind, name')).toBe(
      `${head}spec:\n  sourceRef:\n    kind: OCIRepository\n    name: \n`,
    );
    expect(chosen(`${head}spec:\n  dependsOn:▮`, '- ')).toBe(`${head}spec:\n  dependsOn:\n    - name: `);
  });

  it.each(['spec: {sourceRef: ▮}', 'spec: pr▮', 'spec: "▮'])('do not begin a line behind %s', (text) => {
    expect(labelsIn(head + text)).toEqual([]);
  });

  it('continue a list', () => {
    expect(chosen(`${head}spec:\n  dependsOn:\n    - name: a\n    ▮`, '- ')).toBe(
      `${head}spec:\n  dependsOn:\n    - name: a\n    - name: `,
    );
    expect(labelsIn(`${head}spec:\n  dependsOn:\n    - name: a\n      ▮`)).toEqual(['namespace', 'readyExpr']);
  });

  it('are moved to the column of their neighbours', () => {
    expect(chosen(`${head}spec:\n    prune: true\n  ▮`, 'suspend')).toBe(
      `${head}spec:\n    prune: true\n    suspend: true`,
    );
  });

  it('replace the name alone before a colon', () => {
    expect(chosen(`${head}spec:\n  inter▮v: 5m`, 'interval')).toBe(`${head}spec:\n  interval: 5m`);
  });

  it('stay on the line in braces', () => {
    expect(chosen(`${head}spec: {prune: true, ▮}`, 'sourceRef')).toBe(
      `${head}spec: {prune: true, sourceRef: {kind: OCIRepository, name: }}`,
    );
  });

  it('are offered in a kustomization without apiVersion', () => {
    expect(labelsIn('▮resources: []\n', knowing(), 'kustomization.yaml')).toContain('namePrefix');
    expect(labelsIn('re▮', knowing(), 'apps/kustomization.yaml')).toContain('resources');
  });

  it('know the items of a List and objects within objects', () => {
    expect(
      labelsIn(`apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: Service\n    spec:\n      ▮`),
    ).toContain('selector');
  });

  it('end nowhere in a kind that nobody knows', () => {
    expect(labelsIn('apiVersion: example.com/v1\nkind: Thing\nspec:\n  ▮')).toEqual([]);
  });

  it('escape what a snippet would read', () => {
    for (const { insertText, snippet } of itemsIn(`${head}spec:\n  ▮`))
      expect(snippet || !insertText.includes('$')).toBe(true);
  });
});

describe('every field of every Flux kind', () => {
  const flux = catalogue
    .groups()
    .filter(isFluxGroup)
    .flatMap((group) => catalogue.kinds(group).map((kind) => [group, kind] as const));

  it.each(flux)('%s %s', (group, kind) => {
    const version = catalogue.versions(group, kind)[0] ?? '';
    const schema = catalogue.find(group, version, kind);
    if (schema === undefined) throw new Error('The catalogue lists a kind that it does not hold.');
    const places = mapsOf(schema, ['spec'], 0);
    const context = knowing();
    const wrong: string[] = [];
    for (const { path, fields } of places) {
      const { text, cursor } = documentAt(`${group}/${version}`, kind, path);
      const { items } = complete(readManifest('/repo/file.yaml', text), cursor, context);
      const labels = items.map(({ label }) => label);
      expect(labels, path.join('.')).toEqual(expect.arrayContaining([...fields]));
      for (const item of items) wrong.push(...wrongIn(withItem(text, item)));
    }
    expect(wrong).toEqual([]);
    expect(places.length).toBeGreaterThan(0);
  });
});

/** The ways to all maps with named fields below a path. */
function mapsOf(kind: KindSchema, path: Path, depth: number): { path: Path; fields: readonly string[] }[] {
  const schemas = schemasAt(kind, path);
  const shape = shapeOf(schemas);
  if (shape === 'array' && depth < 12) return mapsOf(kind, [...path, 0], depth + 1);
  if (shape !== 'object' || depth >= 12) return [];
  const fields = [...fieldsOf(kind, schemas).keys()];
  return [{ path, fields }, ...fields.flatMap((name) => mapsOf(kind, [...path, name], depth + 1))];
}

/** A document that holds nothing but the way to a place, and the cursor there. */
function documentAt(apiVersion: string, kind: string, path: Path): { text: string; cursor: number } {
  let text = `apiVersion: ${apiVersion}\nkind: ${kind}\n`;
  let column = 0;
  let atDash = false;
  for (const step of path) {
    const lead = atDash ? '' : ' '.repeat(column);
    text += typeof step === 'number' ? `${lead}- ` : `${lead}${step}:\n`;
    column += 2;
    atDash = typeof step === 'number';
  }
  if (!atDash) text += ' '.repeat(column);
  return { text, cursor: text.length };
}

/** What is wrong with a text other than what is still to be filled in. */
function wrongIn(text: string): string[] {
  const { content } = readManifest('/repo/file.yaml', text).documents[0] ?? {};
  if (content === undefined) return [];
  const verdict = documentVerdict(content, { role: 'object', schemas: catalogue, supplied: [] });
  const codes = ['unknown-field', 'duplicate-key', 'not-allowed'];
  return [...content.problems, ...verdict.filter(({ code }) => codes.includes(code))].map(
    ({ message }) => `${message}\n${text}`,
  );
}
