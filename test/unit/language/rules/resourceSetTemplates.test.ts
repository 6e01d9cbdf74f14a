import { describe, expect, it } from 'vitest';
import { findingsIn, judged, mended } from '../judge.ts';

const set = (spec: string) =>
  `apiVersion: fluxcd.controlplane.io/v1\nkind: ResourceSet\nmetadata:\n  name: a\n  namespace: b\nspec:\n  ${spec}\n`;
const inputs = 'inputs:\n    - tenant: a\n      region: b\n    - tenant: c\n  ';
const resource = (name: string) =>
  `resources:\n    - apiVersion: v1\n      kind: ConfigMap\n      metadata:\n        name: ${name}\n        namespace: b`;

describe('templates of ResourceSets', () => {
  it.each([
    set(`${inputs}${resource('<< inputs.tenant >>-<< inputs.provider.name | quote >>')}`),
    set(`${inputs}${resource('"a-<< inputs.«tenent¦undeclared-variable» | upper >>"')}`),
    set(resource('<< inputs.«tenant¦undeclared-variable» >>')),
    set(`${inputs}${resource('"x«<<¦bad-substitution» inputs.tenant"')}`),
    set(`${inputs}${resource('"«<<¦bad-substitution» get inputs \\">>\\""')}`),
    set(`${inputs}${resource(`'<< get inputs "x" >><< "<<" >><< $.inputs.x >>'`)}`),
    set(`inputsFrom:\n    - name: \${X}\n  ${resource('<< inputs.other >>')}`),
    set(`inputs:\n    - "<<": {a: b}\n  ${resource('<< inputs.a >>')}`),
    set(
      `${inputs}resourcesTemplate: |\n    # << inputs.«nam¦undeclared-variable» >>\n    ---\n    a: «<<¦bad-substitution»- inputs.tenant`,
    ),
    set(
      `${inputs}steps:\n    - name: one\n      ${resource('<< inputs.«x¦undeclared-variable» >>').replaceAll('\n', '\n    ')}`,
    ),
  ])('judges %s', (source) => expect(judged(source)).toBe(source));

  it('is mild where a condition may leave an input out', () => {
    const source = set(
      `${inputs}resourcesTemplate: |\n    << if hasKey inputs "x" >>\n    a: << inputs.x >>\n    << end >>`,
    );
    expect(findingsIn(source).map(({ severity }) => severity)).toEqual(['hint']);
  });

  it('mends what is misspelt', () => {
    const source = set(`${inputs}${resource('<< inputs.tenent >>')}`);
    expect(mended(source)).toBe(source.replace('tenent', 'tenant'));
  });
});
