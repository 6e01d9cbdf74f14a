import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { asMap } from '../../../../src/manifests/yaml/node.ts';
import { parseYaml } from '../../../../src/manifests/yaml/parse.ts';
import { catalogueLayer } from '../../../../src/schema/catalogue.ts';
import { compiledExpression } from '../../../../src/schema/cel/compiledRule.ts';
import type { Schema, ValidationRule } from '../../../../src/schema/schema.ts';
import { schemaSet } from '../../../../src/schema/schemaSet.ts';
import { validateObject } from '../../../../src/schema/validate/validateObject.ts';

const folder = new URL('../../../../schemas/', import.meta.url);
const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
const schemas = schemaSet([catalogueLayer({ schemas: read }, {})]);

/** What the bundled schemas say of an object with a spec in flow style, each as `code message`. */
function said(apiVersion: string, kind: string, spec: string, name = 'app'): string[] {
  const [group = '', version = ''] = apiVersion.split('/');
  const schema = schemas.find(group, version, kind);
  const root = asMap(
    parseYaml(`apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: ${name}}\nspec: ${spec}\n`).root,
  );
  if (schema === undefined || root === undefined) throw new Error(`${apiVersion} ${kind} is not known.`);
  const options = { mode: 'object', isOpaque: (text: string) => text.includes('${') } as const;
  return validateObject(root, schema, options).map(({ code, message }) => `${code} ${message}`);
}

describe('the rules of Flux’s kinds', () => {
  const chart = 'chart: {spec: {chart: podinfo, sourceRef: {kind: HelmRepository, name: podinfo}}}';
  const chartRef = 'chartRef: {kind: OCIRepository, name: podinfo}';
  const both = 'rule HelmRelease.spec has both "chart" and "chartRef"; only one of them is allowed.';
  const neither = 'rule HelmRelease.spec needs "chart" or "chartRef"; it has neither.';

  it.each([
    [`{interval: 10m, ${chart}}`, []],
    [`{interval: 10m, ${chartRef}}`, []],
    [`{interval: 10m, ${chart}, ${chartRef}}`, [both]],
    ['{interval: 10m}', [neither]],
  ])('want one of chart and chartRef in a HelmRelease: %s', (spec, expected) => {
    expect(said('helm.toolkit.fluxcd.io/v2', 'HelmRelease', spec)).toEqual(expected);
  });

  it.each([
    ['"1d"', 'but must be a duration such as "30s", "5m" or "1h30m" (units: ms, s, m and h)'],
    ['5 minutes', 'but must be a duration such as "30s", "5m" or "1h30m" (units: ms, s, m and h)'],
  ])('say what an interval is, which %s is not', (interval, words) => {
    expect(said('helm.toolkit.fluxcd.io/v2', 'HelmRelease', `{interval: ${interval}, ${chart}}`)).toEqual([
      `pattern spec.interval is ${JSON.stringify(interval.replaceAll('"', ''))}, ${words}.`,
    ]);
  });

  it('are silent while what they rely on is wrong', () => {
    expect(said('helm.toolkit.fluxcd.io/v2', 'HelmRelease', '{}')).toEqual([
      'missing-field HelmRelease.spec lacks the required field "interval".',
    ]);
  });

  it.each([
    ['{interval: 10m, url: "https://x/y", secretRef: {name: a}, provider: azure}', []],
    ['{interval: 10m, url: "https://x/y", provider: azure, serviceAccountName: a}', []],
    ['{interval: 10m, url: "https://x/y", provider: generic, serviceAccountName: a}', ['rule']],
    ['{interval: 10m, url: "https://x/y", provider: "${PROVIDER}", serviceAccountName: a}', []],
  ])('tie a GitRepository’s service account to its provider: %s', (spec, expected) => {
    expect(said('source.toolkit.fluxcd.io/v1', 'GitRepository', spec).map((text) => text.split(' ')[0])).toEqual(
      expected,
    );
  });

  it.each([
    ['{interval: 10m, endpoint: x, bucketName: b}', []],
    ['{interval: 10m, endpoint: x, bucketName: b, sts: {provider: aws, endpoint: "https://x"}}', ['rule']],
    ['{interval: 10m, endpoint: x, bucketName: b, provider: aws, sts: {provider: aws, endpoint: "https://x"}}', []],
  ])('see the defaults of a Bucket: %s', (spec, expected) => {
    expect(said('source.toolkit.fluxcd.io/v1', 'Bucket', spec).map((text) => text.split(' ')[0])).toEqual(expected);
  });

  it.each([
    ['flux', []],
    ['other', ['rule']],
  ])('want a FluxInstance to be called flux: %s', (name, expected) => {
    const spec = '{distribution: {version: 2.x, registry: ghcr.io/fluxcd}}';
    expect(said('fluxcd.controlplane.io/v1', 'FluxInstance', spec, name).map((text) => text.split(' ')[0])).toEqual(
      expected,
    );
  });
});

describe('the rules of the bundled catalogue', () => {
  it('can all be evaluated', () => {
    const unsupported: string[] = [];
    for (const expression of expressions()) {
      const compiled = compiledExpression(expression);
      if ('reason' in compiled) unsupported.push(`${compiled.reason}: ${expression}`);
    }
    expect(unsupported).toEqual([]);
  });
});

function expressions(): string[] {
  const found: string[] = [];
  const index = read('index.json') as { files: readonly { file: string }[] };
  for (const { file } of index.files) collect(read(file), found);
  expect(found.length).toBeGreaterThan(100);
  return found;
}

function collect(schema: unknown, found: string[]): void {
  if (typeof schema !== 'object' || schema === null) return;
  const rules = (schema as Schema)['x-kubernetes-validations'];
  // A schema of schemas has a property of that name.
  for (const rule of Array.isArray(rules) ? (rules as readonly ValidationRule[]) : []) {
    found.push(rule.rule, ...(rule.messageExpression === undefined ? [] : [rule.messageExpression]));
  }
  for (const part of Object.values(schema)) collect(part, found);
}
