import type { Path } from '../../manifests/yaml/node.ts';
import type { KindSchema } from '../../schema/schema.ts';
import { allowedValues, childrenAt, defaultOf, fieldsOf, shapeOf, type Field } from '../fieldSchemas.ts';
import { scalarText } from '../../manifests/edits/scalarText.ts';
import type { Likely } from './likely.ts';

/** A text that a person fills in; placeholders are numbered in the order of the text. */
export interface Snippet {
  readonly text: string;
  /** Whether it ends where something more can be completed. */
  readonly open: boolean;
}

/** Required structure deeper than this is left to the person. */
const deepest = 5;
/** A choice of more values than this is left to completion. */
const mostChoices = 12;

/** A snippet on its way. */
interface Writing {
  /** How many placeholders were given out. */
  count: number;
  readonly likely: Likely;
}

/** Begins a snippet in which what is likely comes first. */
export function newSnippet(likely: Likely): Writing {
  return { count: 0, likely };
}

/** A field at its path from the object's root. */
export interface PlacedField extends Field {
  readonly path: Path;
}

/**
 * A field with what it requires: `sourceRef:` with its `kind` and `name` in lines of their own, a scalar with its default
 * or a choice of values. `column` is where the field's name begins.
 */
export function fieldSnippet(
  kind: KindSchema,
  field: PlacedField,
  column: number,
  writing: Writing,
  depth = 0,
): Snippet {
  const shape = shapeOf(field.schemas);
  const name = escapeSnippet(scalarText(field.name));
  if (shape === 'object' || shape === 'map' || shape === 'array') {
    const below = nestedSnippet(kind, field, column + 2, writing, depth);
    return { text: `${name}:\n${' '.repeat(column + 2)}${below.text}`, open: below.open };
  }
  const value = valueSnippet(field, writing);
  return { text: `${name}: ${value.text}`, open: value.open };
}

/** A field within braces. */
export function flowFieldSnippet(kind: KindSchema, field: PlacedField, writing: Writing): Snippet {
  const name = escapeSnippet(scalarText(field.name));
  const shape = shapeOf(field.schemas);
  if (shape === 'array') return { text: `${name}: [${next(writing)}]`, open: true };
  if (shape === 'map') return { text: `${name}: {${next(writing)}\\}`, open: true };
  if (shape !== 'object') {
    const value = valueSnippet(field, writing);
    return { text: `${name}: ${value.text}`, open: value.open };
  }
  const required = requiredFields(kind, field);
  if (required.length === 0) return { text: `${name}: {${next(writing)}\\}`, open: true };
  const inner = required.map((each) => flowFieldSnippet(kind, each, writing));
  return { text: `${name}: {${inner.map(({ text }) => text).join(', ')}\\}`, open: inner[0]?.open ?? false };
}

/** What stands below a field, from its first line's first letter on; later lines are indented to `column`. */
export function nestedSnippet(
  kind: KindSchema,
  field: PlacedField,
  column: number,
  writing: Writing,
  depth = 0,
): Snippet {
  const shape = shapeOf(field.schemas);
  if (shape === 'array') {
    const schemas = childrenAt(kind, field.schemas, 0);
    const item: PlacedField = { name: '', schemas, required: false, path: [...field.path, 0] };
    const below = depth < deepest ? nestedSnippet(kind, item, column + 2, writing, depth + 1) : undefined;
    return { text: `- ${below?.text ?? next(writing)}`, open: below?.open ?? true };
  }
  if (shape !== 'object') return shape === 'map' ? { text: next(writing), open: true } : valueSnippet(field, writing);
  const required = depth < deepest ? requiredFields(kind, field) : [];
  if (required.length === 0) return { text: next(writing), open: true };
  const inner = required.map((each) => fieldSnippet(kind, each, column, writing, depth + 1));
  return { text: inner.map(({ text }) => text).join(`\n${' '.repeat(column)}`), open: inner[0]?.open ?? false };
}

/** The fields that a map must have; an object's `metadata` its name, which no schema asks for. */
function requiredFields(kind: KindSchema, { schemas, path }: PlacedField): PlacedField[] {
  const isMetadata = path.length === 1 && path[0] === 'metadata';
  return [...fieldsOf(kind, schemas).values()]
    .filter(({ required, name }) => required || (isMetadata && name === 'name'))
    .sort((a, b) => fieldOrder(a.name, b.name))
    .map((field) => ({ ...field, path: [...path, field.name] }));
}

/** Fields in the order in which people write them: what an object is before what it is called, the rest by letters. */
export function fieldOrder(one: string, other: string): number {
  const rank = (name: string): number => {
    const index = firstFields.indexOf(name);
    return index < 0 ? firstFields.length : index;
  };
  return rank(one) - rank(other) || (one < other ? -1 : one > other ? 1 : 0);
}

const firstFields = ['apiVersion', 'kind', 'name', 'namespace', 'metadata'];

function valueSnippet({ schemas, path }: PlacedField, writing: Writing): Snippet {
  const likely = writing.likely(path);
  const values = likelyFirst(allowedValues(schemas), likely);
  if (values.length === 1) return { text: escapeSnippet(scalarText(values[0] ?? '')), open: false };
  if (values.length > 1 && values.length <= mostChoices) {
    const texts = values.map((value) => scalarText(value).replace(/[\\,|$}]/g, '\\$&'));
    return { text: `\${${++writing.count}|${texts.join(',')}|}`, open: false };
  }
  const standard = defaultOf(schemas) ?? likely[0];
  if (standard === undefined) return { text: next(writing), open: true };
  return { text: `\${${++writing.count}:${escapeSnippet(scalarText(standard))}}`, open: false };
}

/** Values in their order, but for those that are likely. */
export function likelyFirst<Value extends string | number | boolean>(
  values: readonly Value[],
  likely: readonly string[],
): readonly Value[] {
  const rank = (value: Value): number => {
    const index = likely.indexOf(String(value));
    return index < 0 ? likely.length : index;
  };
  return [...values].sort((one, other) => rank(one) - rank(other));
}

function next(writing: Writing): string {
  return `$${++writing.count}`;
}

/** Text that stands for itself in a snippet. */
export function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}
