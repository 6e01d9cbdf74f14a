import type { Json } from '../../src/flux/object.ts';
import type { Schema } from '../../src/schema/schema.ts';

/** A schema as Kubernetes' OpenAPI v3 writes it. */
export interface OpenApiSchema extends Omit<Schema, 'properties' | 'items' | 'additionalProperties' | 'allOf'> {
  readonly allOf?: readonly OpenApiSchema[];
  readonly properties?: Readonly<Record<string, OpenApiSchema>>;
  readonly items?: OpenApiSchema;
  readonly additionalProperties?: OpenApiSchema | boolean;
  readonly 'x-kubernetes-group-version-kind'?: readonly { group: string; version: string; kind: string }[];
}

/** A number, or a text as controller-gen's pattern for quantities in CRDs has it; the API server decodes it likewise. */
const quantity: Schema = {
  anyOf: [{ type: 'number' }, { type: 'string' }],
  pattern:
    '^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$',
};

/** Definitions that say in OpenAPI less, or say it in another way, than structural schemas can. They are inlined. */
const inlined: Readonly<Record<string, Schema>> = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': quantity,
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': { 'x-kubernetes-int-or-string': true },
  'io.k8s.apimachinery.pkg.apis.meta.v1.Time': { type: 'string', format: 'date-time' },
  'io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime': { type: 'string', format: 'date-time' },
  'io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1': openObject(),
  'io.k8s.apimachinery.pkg.runtime.RawExtension': openObject(),
};

const kept = [
  'type',
  'format',
  'nullable',
  'enum',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'minItems',
  'maxItems',
  'required',
  'x-kubernetes-int-or-string',
  'x-kubernetes-preserve-unknown-fields',
  'x-kubernetes-embedded-resource',
  'x-kubernetes-list-type',
  'x-kubernetes-list-map-keys',
  'x-kubernetes-map-type',
] as const;

/** `core.v1.Pod` for `io.k8s.api.core.v1.Pod`, `meta.v1.ObjectMeta` for that of apimachinery. */
export function shortName(name: string): string {
  return name.replace(/^.*\/schemas\//, '').replace(/^io\.k8s\.(api|[\w-]+\.pkg\.apis|[\w-]+\.pkg)\./, '');
}

/**
 * A schema of OpenAPI v3 as the catalogue writes it: what the generator wraps or adds is taken away, such as the zero
 * defaults of fields that Go cannot leave out. Descriptions are left out unless asked for.
 */
export function translate(schema: OpenApiSchema, describe?: 'describe'): Schema {
  const told = describe && schema.description !== undefined ? { description: schema.description } : {};
  const [only] = schema.allOf ?? [];
  const ref = schema.$ref ?? (schema.allOf?.length === 1 ? only?.$ref : undefined);
  if (ref !== undefined) return { ...told, ...refer(ref) };
  const result: Record<string, unknown> = { ...told };
  for (const key of kept) if (schema[key] !== undefined) result[key] = schema[key];
  if (schema.properties !== undefined) {
    const required = new Set(schema.required);
    result['properties'] = Object.fromEntries(
      Object.entries(schema.properties).map(([name, field]) => {
        const fallback = required.has(name) || isZero(field.default) ? {} : { default: field.default };
        return [name, { ...translate(field, describe), ...fallback }];
      }),
    );
  }
  if (schema.items !== undefined) result['items'] = translate(schema.items, describe);
  if (typeof schema.additionalProperties === 'object') {
    result['additionalProperties'] = translate(schema.additionalProperties, describe);
  }
  return isOpen(schema) ? { ...result, 'x-kubernetes-preserve-unknown-fields': true } : result;
}

function refer(ref: string): Schema {
  const name = ref.replace(/^.*\/schemas\//, '');
  return inlined[name] ?? { $ref: shortName(name) };
}

/** A schema that names neither a type nor fields takes any value, an object that names no fields any fields. */
function isOpen({ type, properties, additionalProperties, ...rest }: OpenApiSchema): boolean {
  if (properties !== undefined || additionalProperties !== undefined) return false;
  return type === 'object' || (type === undefined && rest.oneOf === undefined && rest.anyOf === undefined);
}

function isZero(value: Json | undefined): boolean {
  return value === undefined || value === '' || value === 0 || value === false || typeof value === 'object';
}

function openObject(): Schema {
  return { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
}
