import type { Schema } from './schema.ts';

const text: Schema = { type: 'string' };
const time: Schema = { type: 'string', format: 'date-time' };
const texts: Schema = { type: 'object', additionalProperties: text };
const number: Schema = { type: 'integer', format: 'int64' };

const ownerReference: Schema = {
  type: 'object',
  required: ['apiVersion', 'kind', 'name', 'uid'],
  properties: {
    apiVersion: text,
    blockOwnerDeletion: {
      type: 'boolean',
      description: 'Whether the owner, when deleted in the foreground, waits until this object is gone.',
    },
    controller: { type: 'boolean', description: 'Whether the owner is the controller that manages this object.' },
    kind: text,
    name: text,
    uid: text,
  },
  'x-kubernetes-map-type': 'atomic',
};

const managedFields: Schema = {
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
};

/**
 * `metadata` of any object, as k8s.io/apimachinery pkg/apis/meta/v1 declares it. It takes no other fields. The texts are
 * here because every object has them, whatever its schema is from.
 */
export const objectMeta: Schema = {
  type: 'object',
  description: 'What identifies the object and what others note about it.',
  properties: {
    annotations: {
      ...texts,
      description:
        'Notes for tools and people, as texts by key. Not for selecting objects: that is what labels are for.',
    },
    creationTimestamp: { ...time, nullable: true, description: 'When the object was created. Set by the API server.' },
    deletionGracePeriodSeconds: {
      ...number,
      description: 'Seconds granted to end in an orderly way. Set by the API server.',
    },
    deletionTimestamp: {
      ...time,
      nullable: true,
      description: 'When the object is to be gone at the latest. Set by the API server once deletion is asked for.',
    },
    finalizers: {
      type: 'array',
      items: text,
      'x-kubernetes-list-type': 'set',
      description: 'Whoever must clean up before the object may go; it stays until the list is empty.',
    },
    generateName: {
      ...text,
      description:
        'What the name begins with where none is given: the API server adds a random end. Objects applied by Flux need a name.',
    },
    generation: { ...number, description: 'Counts the changes of what is desired. Set by the API server.' },
    labels: {
      ...texts,
      description: 'Keys and values by which objects are selected and grouped. Values have at most 63 characters.',
    },
    managedFields: {
      type: 'array',
      'x-kubernetes-list-type': 'atomic',
      items: managedFields,
      description: 'Which field manager set which fields. Kept by the API server.',
    },
    name: { ...text, description: 'The name, unique for the kind in its namespace. It cannot be changed.' },
    namespace: {
      ...text,
      description: 'The namespace that the object is in. Kinds of the whole cluster have none. It cannot be changed.',
    },
    ownerReferences: {
      type: 'array',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['uid'],
      items: ownerReference,
      description: 'The objects on which this one depends: when all of them are gone, it is deleted too.',
    },
    resourceVersion: { ...text, description: 'The version of the stored object. Set by the API server.' },
    selfLink: text,
    uid: { ...text, description: 'The identity of the object in time and space. Set by the API server.' },
  },
};

const apiVersion: Schema = {
  ...text,
  description: 'The group and version of the kind: `apps/v1`, or `v1` for the core group.',
};
const kind: Schema = { ...text, description: 'The kind of object, in upper camel case.' };

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
    properties: { apiVersion, kind, ...declared.properties, metadata },
    required: [...new Set(['apiVersion', 'kind', ...(declared.required ?? [])])],
  };
}

/** The schema of a built-in kind with the texts of apiVersion and kind. */
export function withTypeTexts(schema: Schema): Schema {
  return { ...schema, properties: { ...schema.properties, apiVersion, kind } };
}
