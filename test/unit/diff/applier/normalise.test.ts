import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/flux/object.ts';
import { normalise, withCommonMetadata, withOwnerLabels } from '../../../../src/diff/applier/normalise.ts';
import { configMap, deployment, schemaFor } from '../objects.ts';

function normalised(object: JsonObject): JsonObject {
  return normalise(object, schemaFor(object));
}

function of(kind: string, rest: JsonObject, apiVersion = 'v1'): JsonObject {
  return { apiVersion, kind, metadata: { name: 'web' }, ...rest };
}

const bundle = (text: string): JsonObject => ({
  conversion: { strategy: 'Webhook', webhook: { clientConfig: { url: 'https://a', caBundle: btoa(text) } } },
});
const definition = (spec: JsonObject): JsonObject =>
  of('CustomResourceDefinition', { spec, status: { a: 1 } }, 'apiextensions.k8s.io/v1');
const frame = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';

describe('normalise', () => {
  it.each<[string, JsonObject, JsonObject]>([
    ['drops unknown fields', deployment({ imagee: 'a' }, { replica: 3 }), deployment()],
    ['drops unknown metadata', configMap({ a: 'b' }, { nane: 'a' }), configMap({ a: 'b' })],
    ['drops nulls', deployment({}, { replicas: null }), deployment()],
    [
      'keeps the keys of maps',
      deployment({}, { selector: { matchLabels: { any: 'a' } } }),
      deployment({}, { selector: { matchLabels: { any: 'a' } } }),
    ],
    [
      'gives container ports a protocol',
      deployment({ ports: [{ containerPort: 80 }] }),
      deployment({ ports: [{ containerPort: 80, protocol: 'TCP' }] }),
    ],
    [
      'keeps a protocol',
      deployment({ ports: [{ containerPort: 80, protocol: 'UDP' }] }),
      deployment({ ports: [{ containerPort: 80, protocol: 'UDP' }] }),
    ],
    [
      'gives ports of Services a protocol',
      of('Service', { spec: { ports: [{ port: 80 }, { port: 53, protocol: 'UDP' }] } }),
      of('Service', {
        spec: {
          ports: [
            { port: 80, protocol: 'TCP' },
            { port: 53, protocol: 'UDP' },
          ],
        },
      }),
    ],
    [
      'makes stringData data',
      of('Secret', { stringData: { a: 'é', b: 'x' }, data: { b: 'b2xk', c: 'Yw==' } }),
      of('Secret', { data: { a: 'w6k=', b: 'eA==', c: 'Yw==' } }),
    ],
    ['drops the status', of('Service', { spec: {}, status: { loadBalancer: {} } }), of('Service', { spec: {} })],
    ['drops the creation time', configMap({ a: 'b' }, { creationTimestamp: null }), configMap({ a: 'b' })],
    [
      'keeps unknown fields of custom kinds',
      of('Widget', { spec: { any: null }, status: {} }, 'a.b/v1'),
      of('Widget', { spec: { any: null } }, 'a.b/v1'),
    ],
    [
      'keeps Roles',
      of('Role', { rules: [], extra: 1 }, 'rbac.authorization.k8s.io/v1'),
      of('Role', { rules: [], extra: 1 }, 'rbac.authorization.k8s.io/v1'),
    ],
    [
      'keeps what Go cannot decode',
      deployment({ imagee: 'a' }, { replicas: '3' }),
      deployment({ imagee: 'a' }, { replicas: '3' }),
    ],
    [
      'keeps a Secret whose data is no base64',
      of('Secret', { data: { a: 'ENC[' }, sops: {} }),
      of('Secret', { data: { a: 'ENC[' }, sops: {} }),
    ],
    ['keeps the status of definitions', definition({ extra: 1 }), definition({ extra: 1 })],
    ['keeps a certificate', definition(bundle(frame)), definition(bundle(frame))],
    [
      'drops a bundle that is none',
      definition(bundle('\n')),
      definition({ conversion: { strategy: 'Webhook', webhook: { clientConfig: { url: 'https://a' } } } }),
    ],
  ])('%s', (_, object, expected) => {
    expect(normalised(object)).toEqual(expected);
  });

  it('leaves what it is given as it is', () => {
    const object = deployment({ ports: [{ containerPort: 80 }], other: 1 });
    const copy = structuredClone(object);
    normalised(object);
    expect(object).toEqual(copy);
  });

  it('sets owner labels and common metadata over what is there', () => {
    const labelled = withOwnerLabels(configMap({}, { labels: { a: 'b' } }), { name: 'apps', namespace: 'flux' });
    expect(withCommonMetadata(labelled, { labels: { a: 'c' }, annotations: { d: 'e' } })['metadata']).toEqual({
      name: 'settings',
      namespace: 'shop',
      labels: { a: 'c', 'kustomize.toolkit.fluxcd.io/name': 'apps', 'kustomize.toolkit.fluxcd.io/namespace': 'flux' },
      annotations: { d: 'e' },
    });
    expect(withCommonMetadata(labelled, undefined)).toBe(labelled);
  });
});
