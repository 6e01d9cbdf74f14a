import { counted } from '../../base/counted.ts';
import type { Json } from '../../flux/object.ts';
import type { Path } from '../../manifests/yaml/node.ts';
import type { KindSchema, Schema } from '../../schema/schema.ts';
import { patternForm } from '../../schema/patternForm.ts';
import type { LanguageContext } from '../context.ts';
import { allowedValues, childrenAt, fieldsOf, schemasAt, shapeOf, typeName } from '../fieldSchemas.ts';
import { setByCluster } from '../complete/fields.ts';
import { code, facts, join, line, paragraphs } from './markdown.ts';

/** More allowed values or rules than this are counted, not listed. */
const mostListed = 30;
/** More fields of an object than this are counted, not listed. */
const mostFields = 16;

/**
 * What a schema says of a field: its type and whether it is required, the description, and what its value must hold to.
 * `path` leads from the object's root to the value; `value` is set off among the allowed ones. Undefined for an unknown field.
 */
export function fieldHover(
  kind: KindSchema,
  path: Path,
  value: string | undefined,
  context: LanguageContext,
): string | undefined {
  const schemas = schemasAt(kind, path);
  if (schemas.length === 0) return undefined;
  const name = path.at(-1);
  const title =
    typeof name === 'number' ? `Item ${name} of ${code(fieldName(path))}` : `**${line(name ?? kind.kind)}**`;
  const type = `${typeName(kind, schemas)}${isRequired(kind, path) ? ', required' : ''}`;
  const describe = path.length === 0 ? undefined : context.schemas.describe?.(kind, path.map(String));
  return join(
    `${title} · ${type}`,
    describe === undefined ? undefined : paragraphs(describe),
    facts([['Fields', fieldNames(kind, schemas, path)], ...constraints(schemas, value)]),
    rulesOf(schemas),
    source(kind, path),
  );
}

/** The fields of an object or of a list's items, required ones set off. */
function fieldNames(kind: KindSchema, schemas: readonly Schema[], path: Path): string | undefined {
  const places = shapeOf(schemas) === 'array' ? childrenAt(kind, schemas, 0) : schemas;
  if (shapeOf(places) !== 'object') return undefined;
  const written = [...fieldsOf(kind, places).values()].filter(
    ({ name }) => !setByCluster.has([...path, name].join('.')),
  );
  const fields = written.sort((one, other) => Number(other.required) - Number(one.required));
  const listed = fields.slice(0, mostFields).map(({ name, required }) => (required ? `**${code(name)}**` : code(name)));
  const more = fields.length - listed.length;
  return `${listed.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** The nearest name in a path that ends with indexes. */
function fieldName(path: Path): string {
  return path.findLast((step) => typeof step === 'string') ?? '';
}

function isRequired(kind: KindSchema, path: Path): boolean {
  const name = path.at(-1);
  const parents = schemasAt(kind, path.slice(0, -1));
  return typeof name === 'string' && parents[0]?.required?.includes(name) === true;
}

function constraints(schemas: readonly Schema[], value: string | undefined): [string, string | undefined][] {
  const first = <Key extends keyof Schema>(key: Key): Schema[Key] | undefined =>
    schemas.find((schema) => schema[key] !== undefined)?.[key];
  const isObject = shapeOf(schemas) === 'object';
  return [
    ['Default', shownDefault(first('default'))],
    ['Allowed', isObject ? undefined : allowed(schemas, value)],
    ['Format', shown(first('format'))],
    patternOf(first('pattern')),
    ['Minimum', limit(first('minimum'), first('exclusiveMinimum'))],
    ['Maximum', limit(first('maximum'), first('exclusiveMaximum'))],
    ['Multiple of', shown(first('multipleOf'))],
    ['Length', range(first('minLength'), first('maxLength'), 'character')],
    ['Items', range(first('minItems'), first('maxItems'), '')],
    ['Number of fields', range(first('minProperties'), first('maxProperties'), '')],
    ['Unique by', uniqueBy(first('x-kubernetes-list-type'), first('x-kubernetes-list-map-keys'))],
    ['Null', first('nullable') === true ? 'allowed' : undefined],
  ];
}

function patternOf(pattern: string | undefined): [string, string | undefined] {
  const form = pattern === undefined ? undefined : patternForm(pattern, (example) => code(example));
  return form === undefined ? ['Pattern', shown(pattern)] : ['Form', form];
}

function shown(value: string | number | undefined): string | undefined {
  return value === undefined ? undefined : code(String(value));
}

function shownDefault(value: Json | undefined): string | undefined {
  return value === undefined ? undefined : code(typeof value === 'string' ? value : JSON.stringify(value));
}

function allowed(schemas: readonly Schema[], value: string | undefined): string | undefined {
  const values = schemas.some((schema) => schema.enum !== undefined) ? allowedValues(schemas).map(String) : [];
  if (values.length === 0) return undefined;
  const listed = values.slice(0, mostListed).map((each) => (each === value ? `**${code(each)}**` : code(each)));
  const more = values.length - listed.length;
  return `${listed.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function limit(value: number | undefined, exclusive: boolean | undefined): string | undefined {
  return value === undefined ? undefined : `${exclusive === true ? 'not including ' : ''}${value}`;
}

function range(least: number | undefined, most: number | undefined, unit: string): string | undefined {
  const words = (count: number): string => (unit === '' ? `${count}` : counted(count, unit));
  if (least !== undefined && most !== undefined) return `${least} to ${words(most)}`;
  if (least !== undefined) return `at least ${words(least)}`;
  return most === undefined ? undefined : `at most ${words(most)}`;
}

function uniqueBy(type: string | undefined, keys: readonly string[] | undefined): string | undefined {
  if (type === 'set') return 'value';
  return type === 'map' ? keys?.map((key) => code(key)).join(' and ') : undefined;
}

/** What the rules of the API server demand, in the words of their messages. */
function rulesOf(schemas: readonly Schema[]): string | undefined {
  const rules = schemas.flatMap((schema) => schema['x-kubernetes-validations'] ?? []);
  const words = rules.map(({ rule, message }) => {
    if (message === undefined && /^self\s*==\s*oldSelf$/.test(rule.trim())) return 'cannot change once it is set';
    return message === undefined ? code(rule, 400) : line(message);
  });
  const unique = [...new Set(words)];
  if (unique.length === 0) return undefined;
  const more = unique.length > mostListed ? [`and ${unique.length - mostListed} more`] : [];
  return ['Rules:', ...[...unique.slice(0, mostListed), ...more].map((each) => `- ${each}`)].join('\n');
}

/** Where the schema is from, and which place of it this is. */
export function source({ source: from, deprecated, kind }: KindSchema, path: Path = []): string {
  const warning = deprecated === undefined ? '' : `**Deprecated.** ${line(deprecated)}\n\n`;
  const way = path.reduce<string>((text, step) => (typeof step === 'number' ? `${text}[]` : `${text}.${step}`), kind);
  return `${warning}*${line(path.length === 0 ? from : `${way} · ${from}`)}*`;
}
