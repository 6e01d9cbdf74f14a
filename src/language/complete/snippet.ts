import type { KindSchema } from '../../schema/schema.ts';
import { allowedValues, childrenAt, defaultOf, fieldsOf, shapeOf, type Field } from '../fieldSchemas.ts';
import { scalarText } from '../scalarText.ts';

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

/** How many placeholders were given out. */
interface Counter {
  count: number;
}

/**
 * A field with what it requires: `sourceRef:` with its `kind` and `name` in lines of their own, a scalar with its default
 * or a choice of values. `column` is where the field's name begins.
 */
export function fieldSnippet(
  kind: KindSchema,
  field: Field,
  column: number,
  counter: Counter = { count: 0 },
  depth = 0,
): Snippet {
  const shape = shapeOf(field.schemas);
  const name = escapeSnippet(scalarText(field.name));
  if (shape === 'object' || shape === 'map' || shape === 'array') {
    const below = nestedSnippet(kind, field, column + 2, counter, depth);
    return { text: `${name}:\n${' '.repeat(column + 2)}${below.text}`, open: below.open };
  }
  const value = valueSnippet(field, counter);
  return { text: `${name}: ${value.text}`, open: value.open };
}

/** A field within braces. */
export function flowFieldSnippet(kind: KindSchema, field: Field, counter: Counter = { count: 0 }): Snippet {
  const name = escapeSnippet(scalarText(field.name));
  const shape = shapeOf(field.schemas);
  if (shape === 'array') return { text: `${name}: [${next(counter)}]`, open: true };
  if (shape === 'map') return { text: `${name}: {${next(counter)}\\}`, open: true };
  if (shape !== 'object') {
    const value = valueSnippet(field, counter);
    return { text: `${name}: ${value.text}`, open: value.open };
  }
  const required = requiredFields(kind, field);
  if (required.length === 0) return { text: `${name}: {${next(counter)}\\}`, open: true };
  const inner = required.map((each) => flowFieldSnippet(kind, each, counter));
  return { text: `${name}: {${inner.map(({ text }) => text).join(', ')}\\}`, open: inner[0]?.open ?? false };
}

/** What stands below a field, from its first line's first letter on; later lines are indented to `column`. */
export function nestedSnippet(
  kind: KindSchema,
  field: Field,
  column: number,
  counter: Counter = { count: 0 },
  depth = 0,
): Snippet {
  const shape = shapeOf(field.schemas);
  if (shape === 'array') {
    const item: Field = { name: '', schemas: childrenAt(kind, field.schemas, 0), required: false };
    const below = depth < deepest ? nestedSnippet(kind, item, column + 2, counter, depth + 1) : undefined;
    return { text: `- ${below?.text ?? next(counter)}`, open: below?.open ?? true };
  }
  if (shape !== 'object') return shape === 'map' ? { text: next(counter), open: true } : valueSnippet(field, counter);
  const required = depth < deepest ? requiredFields(kind, field) : [];
  if (required.length === 0) return { text: next(counter), open: true };
  const inner = required.map((each) => fieldSnippet(kind, each, column, counter, depth + 1));
  return { text: inner.map(({ text }) => text).join(`\n${' '.repeat(column)}`), open: inner[0]?.open ?? false };
}

function requiredFields(kind: KindSchema, field: Field): Field[] {
  const fields = [...fieldsOf(kind, field.schemas).values()];
  return fields.filter(({ required }) => required).sort((a, b) => fieldOrder(a.name, b.name));
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

function valueSnippet({ schemas }: Field, counter: Counter): Snippet {
  const values = allowedValues(schemas);
  if (values.length === 1) return { text: escapeSnippet(scalarText(values[0] ?? '')), open: false };
  if (values.length > 1 && values.length <= mostChoices) {
    const texts = values.map((value) => scalarText(value).replace(/[\\,|$}]/g, '\\$&'));
    return { text: `\${${++counter.count}|${texts.join(',')}|}`, open: false };
  }
  const standard = defaultOf(schemas);
  if (standard === undefined) return { text: next(counter), open: true };
  return { text: `\${${++counter.count}:${escapeSnippet(scalarText(standard))}}`, open: false };
}

function next(counter: Counter): string {
  return `$${++counter.count}`;
}

/** Text that stands for itself in a snippet. */
export function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}
