import { allowedValues, defaultOf, schemasAt } from '../fieldSchemas.ts';
import { scalarItem, type OpenPlace } from './insertion.ts';
import type { CompletionItem } from './item.ts';
import type { ObjectAround } from './objectAround.ts';

/** The values that the schema of a place lists, its default first; else the default alone. */
export function completeValues(place: OpenPlace, object: ObjectAround | undefined): CompletionItem[] {
  if (place.at !== 'value' || object?.schema === undefined) return [];
  const schemas = schemasAt(object.schema, place.path.slice(object.root.length));
  const standard = defaultOf(schemas);
  const listed = allowedValues(schemas);
  const values = listed.length === 0 && standard !== undefined ? [standard] : listed;
  return values.map((value, index) =>
    scalarItem(place, value, {
      label: String(value),
      kind: 'value',
      ...(value === standard && { detail: 'default' }),
      sortText: `1${String(index).padStart(3, '0')}`,
    }),
  );
}
