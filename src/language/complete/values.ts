import { allowedValues, defaultOf, schemasAt } from '../fieldSchemas.ts';
import { scalarItem, type OpenPlace } from './insertion.ts';
import type { CompletionItem } from './item.ts';
import type { Likely } from './likely.ts';
import type { ObjectAround } from './objectAround.ts';
import { likelyFirst } from './snippet.ts';

/** The values that the schema of a place lists, the likely ones and its default first; else the default alone. */
export function completeValues(place: OpenPlace, object: ObjectAround | undefined, likely: Likely): CompletionItem[] {
  if (place.at !== 'value' || object?.schema === undefined) return [];
  const path = place.path.slice(object.root.length);
  const schemas = schemasAt(object.schema, path);
  const standard = defaultOf(schemas);
  const listed = allowedValues(schemas);
  const values = listed.length === 0 && standard !== undefined ? [standard] : listed;
  return likelyFirst(values, likely(path)).map((value, index) =>
    scalarItem(place, value, {
      label: String(value),
      kind: 'value',
      ...(value === standard && { detail: 'default' }),
      sortText: `1${String(index).padStart(3, '0')}`,
    }),
  );
}
