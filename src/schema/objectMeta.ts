import type { Schema } from './schema.ts';

const text: Schema = { type: 'string' };
const time: Schema = { type: 'string', format: 'date-time' };
const texts: Schema = { type: 'object', additionalProperties: text };

/** `metadata` of any object, as k8s.io/apimachinery pkg/apis/meta/v1 declares it. It takes no other fields. */
export const objectMeta: Schema = {
  type: 'object',
  properties: {
    annotations: texts,
    creationTimestamp: { ...time, nullable: true },
    deletionGracePeriodSeconds: { type: 'integer', format: 'int64' },
    deletionTimestamp: { ...time, nullable: true },
    finalizers: { type: 'array', items: text, 'x-kubernetes-list-type': 'set' },
    generateName: text,
    generation: { type: 'integer', format: 'int64' },
    labels: texts,
    managedFields: {
      type: 'array',
      'x-kubernetes-list-type': 'atomic',
      items: {
        type: 'object',
        properties: {
          apiVersion: text,
          fieldsType: text,
          fieldsV1: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
          manager: text,
          operation: text,
          subresource: text,
          time,
        },
      },
    },
    name: text,
    namespace: text,
    ownerReferences: {
      type: 'array',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['uid'],
      items: {
        type: 'object',
        required: ['apiVersion', 'kind', 'name', 'uid'],
        properties: {
          apiVersion: text,
          blockOwnerDeletion: { type: 'boolean' },
          controller: { type: 'boolean' },
          kind: text,
          name: text,
          uid: text,
        },
        'x-kubernetes-map-type': 'atomic',
      },
    },
    resourceVersion: text,
    selfLink: text,
    uid: text,
  },
};

/**
 * The schema of a whole object: what a CRD says of it, with apiVersion, kind and metadata, which every object has. What
 * the CRD demands of metadata (it may narrow name and generateName) is kept.
 */
export function wholeObject(declared: Schema): Schema {
  const own = declared.properties?.['metadata'];
  const metadata = { ...objectMeta, ...own, properties: { ...objectMeta.properties, ...own?.properties } };
  return {
    ...declared,
    type: 'object',
    properties: { apiVersion: text, kind: text, ...declared.properties, metadata },
    required: [...new Set(['apiVersion', 'kind', ...(declared.required ?? [])])],
  };
}
