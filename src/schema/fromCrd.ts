import { asObject, asObjects, asText, valueAt } from '../flux/fields.ts';
import type { Json, JsonObject } from '../flux/object.ts';
import { wholeObject } from './objectMeta.ts';
import type { KindEntry, KindSchema, Schema, SchemaOrigin } from './schema.ts';

/** What a CustomResourceDefinition declares: one for each version that is served and has a schema. */
export type CustomKind = KindEntry & KindSchema;

/** Where a CRD is from, for {@link kindsOfCrd}. */
export interface CrdSource {
  readonly origin: SchemaOrigin;
  /** See {@link KindSchema.source}. */
  readonly source: string;
}

/**
 * The kinds of a CustomResourceDefinition (apiextensions.k8s.io/v1, or v1beta1 with its one schema for all versions).
 * Anything else, and what is malformed, declares none. The schema is the CRD's own, with apiVersion, kind and metadata.
 */
export function kindsOfCrd(crd: Json | undefined, from: CrdSource): CustomKind[] {
  const object = asObject(crd);
  if (object?.['kind'] !== 'CustomResourceDefinition') return [];
  const spec = asObject(object['spec']);
  const names = asObject(spec?.['names']);
  const [group, kind, plural] = [spec?.['group'], names?.['kind'], names?.['plural']];
  if (typeof group !== 'string' || typeof kind !== 'string' || typeof plural !== 'string') return [];
  const base = {
    ...from,
    group,
    kind,
    plural,
    shortNames: texts(names?.['shortNames']),
    namespaced: spec?.['scope'] !== 'Cluster',
    custom: true,
    definition: () => undefined,
  };
  return versionsOf(spec).flatMap((version) => {
    const name = version['name'];
    const schema = schemaOf(version) ?? schemaOf(spec, 'validation');
    if (typeof name !== 'string' || version['served'] === false || schema === undefined) return [];
    return [
      { ...base, version: name, schema: wholeObject(schema), ...deprecation(version, `${group}/${name} ${kind}`) },
    ];
  });
}

function versionsOf(spec: JsonObject | undefined): readonly JsonObject[] {
  const versions = asObjects(spec?.['versions']);
  const only = spec?.['version'];
  return versions.length === 0 && typeof only === 'string' ? [{ name: only }] : versions;
}

function schemaOf(holder: JsonObject | undefined, field = 'schema'): Schema | undefined {
  return asObject(valueAt(holder, field, 'openAPIV3Schema'));
}

/** The API server's own sentence where the CRD gives none. */
function deprecation(version: JsonObject, what: string): { deprecated?: string } {
  if (version['deprecated'] !== true) return {};
  return { deprecated: asText(version['deprecationWarning']) ?? `${what} is deprecated` };
}

function texts(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
