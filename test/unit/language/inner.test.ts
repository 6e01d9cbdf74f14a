import { describe, expect, it } from 'vitest';
import { objectMeta } from '../../../src/schema/objectMeta.ts';
import { anyKind, contextOf, judged, judgedFiles } from './judge.ts';

const widget = anyKind('example.org/v1 Widget', {
  schema: {
    type: 'object',
    required: ['size'],
    properties: {
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      metadata: objectMeta,
      size: { type: 'integer' },
      on: { type: 'boolean' },
    },
  },
});

describe('objects within a ResourceSet', () => {
  const resourceSet = (spec: string) =>
    `apiVersion: fluxcd.controlplane.io/v1\nkind: ResourceSet\nmetadata: {name: a}\nspec:\n  inputsFrom: [{name: "\${INPUTS}"}]\n${spec}\n`;

  it.each([
    `  resources:
    - apiVersion: example.org/v1
      kind: Widget
      metadata: {name: << inputs.name >>}
      size: << inputs.size >>
      «sizes¦unknown-field»: 1
    - apiVersion: example.org/v1
      kind: Widget
      size: «two¦wrong-type»`,
    `  resourcesTemplate: |
    ---
    apiVersion: example.org/v1
    kind: Widget
    size: << inputs.size >>
    ---
    apiVersion: example.org/v1
    kind: Widget
    size: «two¦wrong-type»`,
    `  resourcesTemplate: |
    << range inputs.all >>
    apiVersion: example.org/v1
    kind: Widget
    size: two
    << end >>`,
    `  steps:
    - name: one
      resources:
        - apiVersion: example.org/v1
          kind: Widget
          size: «two¦wrong-type»`,
  ])('%s', (spec) => {
    const source = resourceSet(spec);
    expect(judged(source, contextOf({ kinds: [widget] }))).toBe(source);
  });
});

describe('Helm values in a ConfigMap', () => {
  const release =
    'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: web}\nspec:\n  valuesFrom: [{kind: ConfigMap, name: web}]\n';
  const values = (text: string) =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\ndata:\n  values.yaml: |\n    a: 1\n    ${text}\n  other.txt: |\n    a: b: c\n`;

  it.each(['b: "2"', 'b: {{ template }}: c: d'])('that are YAML: %s', (text) => {
    const files = { 'release.yaml': release, 'values.yaml': values(text) };
    expect(judgedFiles(files)).toEqual(files);
  });

  it('that are not', () => {
    const files = { 'release.yaml': release, 'values.yaml': values('b: c: d') };
    expect(judgedFiles(files)['values.yaml']).toMatch(/b: «c.*¦yaml-syntax»/);
    expect(judgedFiles({ 'values.yaml': values('b: c: d') })['values.yaml']).not.toContain('¦');
  });
});
