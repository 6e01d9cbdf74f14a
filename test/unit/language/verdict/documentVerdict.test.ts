import { expect, it } from 'vitest';
import { anyKind, contextOf, findingsIn, judged } from '../judge.ts';

const kinds = [
  anyKind('kustomize.config.k8s.io/v1beta1 Kustomization', {
    schema: {
      type: 'object',
      properties: {
        namePrefix: { type: 'string' },
        vars: { type: 'array', items: { type: 'object', properties: { objref: { type: 'object' } } } },
        resources: { type: 'array', items: { type: 'string' } },
        patches: { type: 'array', items: { type: 'object', properties: { path: { type: 'string' } } } },
      },
    },
  }),
];

it.each([
  'namePrefix: a-\nvars: [{objRef: {}}]\nNamePrefix: b-\n',
  'namePrefix: a-\n«namePrefx¦unknown-field»: b-\n',
  'namePrefix: a-\n«namePrefix¦duplicate-key»: b-\n',
])('reads a kustomization as kustomize does: %j', (source) => {
  expect(judged(source, contextOf({ kinds }), '/repo/kustomization.yaml')).toBe(source);
});

it('only warns of what kustomize overrides', () => {
  const [finding] = findingsIn('namePrefix: a-\nnamePrefix: b-\n', contextOf({ kinds }), '/repo/kustomization.yaml');
  expect(finding).toMatchObject({
    severity: 'warning',
    message: expect.stringContaining('takes the last one') as string,
  });
});
