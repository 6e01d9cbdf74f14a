import { describe, expect, it } from 'vitest';
import { objectMeta } from '../../../src/schema/objectMeta.ts';
import { anyKind, contextOf, judged } from './judge.ts';

const context = contextOf({
  kinds: [
    anyKind('apps/v1 Deployment', {
      schema: {
        type: 'object',
        properties: {
          apiVersion: { type: 'string' },
          kind: { type: 'string' },
          metadata: objectMeta,
          spec: { $ref: 'spec' },
        },
        required: ['spec'],
      },
      definition: (name) =>
        name === 'spec'
          ? {
              type: 'object',
              required: ['selector'],
              properties: {
                replicas: { type: 'integer' },
                selector: { type: 'object', additionalProperties: { type: 'string' } },
                containers: { type: 'array', items: { type: 'object', properties: { image: { type: 'string' } } } },
              },
            }
          : undefined,
    }),
  ],
});

const kustomization = '/repo/kustomization.yaml';

describe('inline strategic-merge patches', () => {
  it.each([
    `patches:
  - patch: |
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: web
      spec:
        replicas: «two¦wrong-type»
        «selectorr¦unknown-field»: {}
`,
    `patches:
  - patch: |
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: web
      spec:
        replicas: \${REPLICAS}
        selector: {a: null}
        containers:
          - image: x
            $patch: delete
`,
    `patches:
  - target:
      kind: Deployment
    patch: |
      apiVersion: not-used
      kind: not-used
      metadata:
        name: not-used
      spec:
        «replica¦unknown-field»: 1
`,
    `patches:
  - target:
      kind: (Deployment|StatefulSet)
    patch: |
      kind: not-used
      spec:
        replica: 1
`,
    `patches:
  - patch: |
      apiVersion: apps/v1
      kind: Deployment
      spec:
        «a: b¦yaml-syntax»: c
`,
  ])('judges %s', (patches) => {
    const source = `resources: [https://host.example/web.yaml]\n${patches}`;
    const marked = judged(source, context, kustomization);
    if (source.includes('yaml-syntax')) expect(marked).toContain('¦yaml-syntax»');
    else expect(marked).toBe(source);
  });
});

describe('inline JSON6902 patches', () => {
  it.each([
    `patches:
  - target:
      kind: Deployment
    patch: |
      - op: replace
        path: /spec/replicas
        value: «two¦wrong-type»
      - op: add
        path: /spec/«replica¦unknown-field»
        value: 2
      - op: add
        path: /spec/containers/-
        value:
          «images¦unknown-field»: x
      - op: replace
        path: /spec/containers/0/image
        value: «5¦wrong-type»
      - op: add
        path: /metadata/annotations/a~1b
        value: c
      - op: add
        path: /spec/selector/a~1b
        value: «5¦wrong-type»
      - op: remove
        path: /spec/nothing
      - op: test
        path: /spec/replicas
        value: 3
      - op: move
        from: /spec/a
        path: /spec/b
`,
    `patches:
  - patch: |-
      - op: «insert¦invalid-patch»
        path: /a
        value: 1
      - op: add
        path: «spec/a¦invalid-patch»
        value: 1
      - «op¦invalid-patch»: add
        path: /a
      - «path: /a¦invalid-patch»
      - «op¦invalid-patch»: replace
        value: x
      - «op¦invalid-patch»: copy
        path: /a
      - op: copy
        from: «a¦invalid-patch»
        path: /a
      - op: add
        path: «/a~2¦invalid-patch»
        value: 1
      - «text¦invalid-patch»
    target:
      name: web.*
`,
    `patches:
  - patch: '[{"op": "replace", "path": "/spec/replicas", "value": «"2"¦wrong-type»}]'
    target: {kind: Deployment}
`,
  ])('judges %s', (source) => expect(judged(source, context, kustomization)).toBe(source));

  it.each(['|', '>-', '|2 # two'])('finds its places behind %s in a file with CRLF', (head) => {
    const lines = [
      'patches:',
      `- patch: ${head}`,
      '    - op: remove',
      '      path: /a',
      '    - op: «put¦invalid-patch»',
    ];
    const source = [...lines, '      path: /b', 'resources: []', ''].join('\r\n');
    expect(judged(source, context, kustomization)).toBe(source);
  });
});

describe('patches within Flux objects', () => {
  it('are judged in Kustomization, HelmRelease and FluxInstance', () => {
    const patch = (indent: string) =>
      `patches:\n- patch: |\n    - op: «put¦invalid-patch»\n      path: /a\n`.replaceAll(/^(?=.)/gm, indent);
    const source = `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
spec:
${patch('  ')}---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
spec:
  postRenderers:
  - kustomize:
${patch('      ')}---
apiVersion: fluxcd.controlplane.io/v1
kind: FluxInstance
spec:
  kustomize:
${patch('    ')}`;
    expect(judged(source, context)).toBe(source);
  });

  it('says nothing about templates', () => {
    const source = 'patches:\n  - patch: |\n      << range inputs.x >>\n      a: b: c\n  - patch: ${PATCH}\n';
    expect(judged(source, context, kustomization)).toBe(source);
  });
});
