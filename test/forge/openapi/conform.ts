import { Ajv } from 'ajv';
import { resolve, type Description, type Operation, type Schema } from './description.ts';

/** What of an API a value is held against. */
export interface Judge {
  /** Violations of a schema, as sentences; a property that the schema does not name is one. Without `types` only that. */
  violations(schema: Schema, value: unknown, what: string, types: boolean): string[];
}

/** Holds values against the schemas of a description. */
export function createJudge(description: Description): Judge {
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  ajv.addSchema({ $id: 'description', components: description.components });
  return {
    violations(schema, value, what, types) {
      const found = unknownNames(schema, value, description).map((name) => `${what}: ${name} is not described`);
      if (!types || ajv.validate(schema, value)) return found;
      return [
        ...found,
        ...(ajv.errors ?? []).map(({ instancePath, message }) => `${what}: ${instancePath} ${message ?? ''}`),
      ];
    },
  };
}

/** Properties, at any depth, that no schema for their place names. */
function unknownNames(schema: Schema, value: unknown, description: Description, place = ''): string[] {
  if (Array.isArray(value)) {
    const items = resolve(schema, description).items ?? schema;
    return value.flatMap((item, index) => unknownNames(items, item, description, `${place}/${index}`));
  }
  if (typeof value !== 'object' || value === null) return [];
  const known = propertiesOf(schema, description);
  if (known === undefined) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const property = known.get(name);
    if (property === undefined) return [`${place}/${name}`];
    return unknownNames(property, inner, description, `${place}/${name}`);
  });
}

/** All properties of a schema and its alternatives; undefined where any are allowed. */
function propertiesOf(schema: Schema, description: Description): ReadonlyMap<string, Schema> | undefined {
  const { properties, additionalProperties, allOf = [], oneOf = [], anyOf = [] } = resolve(schema, description);
  if (additionalProperties === true || typeof additionalProperties === 'object') return undefined;
  const inner = [...allOf, ...oneOf, ...anyOf].map((one) => propertiesOf(one, description));
  if (properties === undefined && inner.every((one) => one === undefined)) return undefined;
  const all = new Map<string, readonly Schema[]>();
  for (const [name, one] of [...inner.flatMap((map) => [...(map ?? [])]), ...Object.entries(properties ?? {})]) {
    all.set(name, [...(all.get(name) ?? []), one]);
  }
  return new Map([...all].map(([name, choices]) => [name, { anyOf: choices }]));
}

/** A value that conforms to a schema: `given`, and whatever else is required. */
export function filled(schema: Schema, given: unknown, description: Description): unknown {
  const whole = resolve(schema, description);
  if (Array.isArray(given)) return given.map((item) => filled(whole.items ?? {}, item, description));
  if (given !== undefined && (typeof given !== 'object' || given === null)) return given;
  const [choice] = [...(whole.oneOf ?? []), ...(whole.anyOf ?? [])];
  if (given === undefined && whole.nullable === true) return null;
  if (given === undefined && whole.enum !== undefined) return whole.enum[0];
  if (whole.properties === undefined && whole.allOf === undefined && choice !== undefined)
    return filled(choice, given, description);
  const parts = [whole, ...(whole.allOf ?? []).map((one) => resolve(one, description))];
  if (parts.some((part) => part.properties !== undefined)) return object(parts, given, description);
  const samples: Readonly<Record<string, unknown>> = {
    string: 'text',
    integer: 1,
    number: 1,
    boolean: false,
    array: [],
  };
  return given ?? samples[whole.type ?? 'object'] ?? {};
}

function object(parts: readonly Schema[], given: object = {}, description: Description): unknown {
  const properties = Object.assign({}, ...parts.map((part) => part.properties ?? {})) as Record<string, Schema>;
  const required = new Set(parts.flatMap((part) => part.required ?? []));
  const names = new Set([...required, ...Object.keys(given)]);
  return Object.fromEntries(
    [...names].map((name) => {
      const inner = (given as Record<string, unknown>)[name];
      return [name, properties[name] === undefined ? inner : filled(properties[name], inner, description)];
    }),
  );
}

/** The operation of a request, with the values of its path's parameters. */
export function operationOf(
  description: Description,
  method: string,
  path: string,
): { readonly operation: Operation; readonly values: Readonly<Record<string, string>> } | undefined {
  const segments = path.split('/');
  for (const operation of description.operations) {
    const template = operation.path.split('/');
    if (operation.method !== method || template.length !== segments.length) continue;
    const values: Record<string, string> = {};
    const matches = template.every((part, index) => {
      const segment = decodeURIComponent(segments[index] ?? '');
      const name = /^\{(.*)\}$/.exec(part)?.[1];
      if (name !== undefined) values[name] = segment;
      return name === undefined ? part === segment : segment !== '';
    });
    if (matches) return { operation, values };
  }
  return undefined;
}
