import { readFileSync } from 'node:fs';
import { asText } from '../../../src/flux/fields.ts';
import { groupOf, type JsonObject } from '../../../src/flux/object.ts';
import { catalogueLayer } from '../../../src/schema/catalogue.ts';
import type { KindSchema } from '../../../src/schema/schema.ts';

const layer = catalogueLayer(
  {
    schemas: (file) =>
      JSON.parse(readFileSync(new URL(`../../../schemas/${file}`, import.meta.url), 'utf8')) as unknown,
  },
  { kubernetes: '1.36' },
);

/** The catalogue's schema of an object's kind. */
export function schemaFor(object: JsonObject): KindSchema | undefined {
  const version = asText(object['apiVersion']) ?? '';
  return layer.find(groupOf(version), version.slice(version.lastIndexOf('/') + 1), asText(object['kind']) ?? '');
}

/** A Deployment whose only container is `web`. */
export function deployment(container: JsonObject = {}, spec: JsonObject = {}): JsonObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { ...spec, template: { spec: { containers: [{ name: 'web', ...container }] } } },
  };
}

/** A ConfigMap `settings` with these data and metadata. */
export function configMap(data: JsonObject, metadata: JsonObject = {}): JsonObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', namespace: 'shop', ...metadata }, data };
}

/** An entry of managedFields. */
export function managed(manager: string, operation: string, fieldsV1: JsonObject, subresource?: string): JsonObject {
  return {
    manager,
    operation,
    apiVersion: 'v1',
    fieldsType: 'FieldsV1',
    fieldsV1,
    ...(subresource && { subresource }),
  };
}
