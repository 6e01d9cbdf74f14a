import { describe, expect, test } from 'vitest';
import { shortName, translate } from '../../../../scripts/catalogue/openApi.ts';

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

describe('a schema of OpenAPI v3', () => {
  test('loses what the generator adds', () => {
    const schema = translate({
      description: 'a port',
      type: 'object',
      required: ['containerPort'],
      properties: {
        containerPort: { type: 'integer', format: 'int32', default: 80 },
        hostIP: { type: 'string', default: '' },
        protocol: { type: 'string', default: 'TCP' },
        resources: { allOf: [ref('io.k8s.api.core.v1.ResourceRequirements')], default: {} },
      },
    });
    expect(schema).toEqual({
      type: 'object',
      required: ['containerPort'],
      properties: {
        containerPort: { type: 'integer', format: 'int32' },
        hostIP: { type: 'string' },
        protocol: { type: 'string', default: 'TCP' },
        resources: { $ref: 'core.v1.ResourceRequirements' },
      },
    });
  });

  test('keeps its texts where they are asked for', () => {
    const schema = { description: 'a', type: 'array', items: { description: 'b', type: 'string' } } as const;
    expect(translate(schema, 'describe')).toEqual(schema);
  });

  test('says of a time, a quantity and a number or text what the API server reads', () => {
    expect(translate(ref('io.k8s.apimachinery.pkg.apis.meta.v1.Time'))).toEqual({
      type: 'string',
      format: 'date-time',
    });
    expect(translate(ref('io.k8s.apimachinery.pkg.util.intstr.IntOrString'))).toEqual({
      'x-kubernetes-int-or-string': true,
    });
    const { pattern = '' } = translate(ref('io.k8s.apimachinery.pkg.api.resource.Quantity'));
    for (const good of ['100m', '1.5Gi', '1e3', '.5', '-1', '1E']) expect(good).toMatch(new RegExp(pattern));
    for (const bad of ['', '1 Gi', 'Gi', '1Gb', '1e']) expect(bad).not.toMatch(new RegExp(pattern));
  });

  test('that names no fields is open', () => {
    expect(translate({ type: 'object' })).toEqual({ type: 'object', 'x-kubernetes-preserve-unknown-fields': true });
    expect(translate({})).toEqual({ 'x-kubernetes-preserve-unknown-fields': true });
    expect(translate({ type: 'object', additionalProperties: { type: 'string' } })).toEqual({
      type: 'object',
      additionalProperties: { type: 'string' },
    });
  });
});

test.each([
  ['#/components/schemas/io.k8s.api.core.v1.Pod', 'core.v1.Pod'],
  ['io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta', 'meta.v1.ObjectMeta'],
  ['io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSON', 'apiextensions.v1.JSON'],
  ['io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.APIService', 'apiregistration.v1.APIService'],
])('%s is called %s', (name, short) => expect(shortName(name)).toBe(short));
