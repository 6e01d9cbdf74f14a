import type { KindSchema } from '../../schema/schema.ts';
import type { LanguageContext } from '../context.ts';
import { fieldsOf, schemasAt, shapeOf, typeName } from '../fieldSchemas.ts';
import { belowKey, snippetItem, type OpenPlace } from './insertion.ts';
import type { CompletionItem } from './item.ts';
import type { ObjectAround } from './objectAround.ts';
import type { Likely } from './likely.ts';
import {
  escapeSnippet,
  fieldOrder,
  fieldSnippet,
  flowFieldSnippet,
  nestedSnippet,
  newSnippet,
  type PlacedField,
} from './snippet.ts';

/** Fields that only the cluster sets. */
export const setByCluster: ReadonlySet<string> = new Set([
  'status',
  'metadata.creationTimestamp',
  'metadata.deletionGracePeriodSeconds',
  'metadata.deletionTimestamp',
  'metadata.generation',
  'metadata.managedFields',
  'metadata.resourceVersion',
  'metadata.selfLink',
  'metadata.uid',
]);

/**
 * The fields that can be added to the map at a place: those that are not there, required ones first. Behind `key:` on
 * the same line they begin the next line.
 */
export function completeFields(
  text: string,
  place: OpenPlace,
  object: ObjectAround | undefined,
  likely: Likely,
  context: LanguageContext,
): CompletionItem[] {
  if (object?.schema === undefined || place.at === 'item') return [];
  const isValue = place.at === 'value';
  if (isValue && (!place.inline || place.flow || place.prefix !== '' || place.quote !== '')) return [];
  const path = place.path.slice(object.root.length);
  const schemas = schemasAt(object.schema, path);
  if (shapeOf(schemas) !== 'object') return [];
  const present = isValue ? undefined : place.maps.at(-1)?.entries();
  const at = isValue ? belowKey(text, place) : place;
  const items: CompletionItem[] = [];
  for (const field of fieldsOf(object.schema, schemas).values()) {
    const name = [...path, field.name].join('.');
    if (present?.has(field.name) === true || setByCluster.has(name)) continue;
    items.push(fieldItem(at, object, { ...field, path: [...path, field.name] }, likely, context));
  }
  const sorted = items.sort((a, b) => fieldOrder(a.label, b.label)).map(numbered);
  return present === undefined || present.size === 0
    ? [...requiredTogether(at, object.schema, { name: '', schemas, required: true, path }, likely), ...sorted]
    : sorted;
}

/** All required fields of a map that holds none yet, as one item. */
function requiredTogether(place: OpenPlace, kind: KindSchema, map: PlacedField, likely: Likely): CompletionItem[] {
  const names = [...fieldsOf(kind, map.schemas).values()].filter(({ required }) => required).map(({ name }) => name);
  if (names.length < 2 || place.flow || place.quote !== '' || place.path.length === 0) return [];
  const { text } = nestedSnippet(kind, map, place.column, newSnippet(likely));
  const label = names.sort(fieldOrder).join(', ');
  return [snippetItem(place, text, { label, kind: 'field', detail: 'all required fields', sortText: '00' })];
}

function fieldItem(
  place: OpenPlace,
  object: ObjectAround,
  field: PlacedField,
  likely: Likely,
  context: LanguageContext,
): CompletionItem {
  const { schema, apiVersion, kind } = object;
  const type = schema === undefined ? '' : typeName(schema, field.schemas);
  const facts = {
    label: field.name,
    kind: 'field',
    detail: field.required ? `${type}, required` : type,
    sortText: field.required ? '0' : '1',
    ...(context.schemas.describe !== undefined && { description: { apiVersion, kind, path: field.path } }),
  } as const;
  if (schema === undefined || (place.at === 'key' && place.colon) || place.quote !== '') {
    return snippetItem(place, escapeSnippet(field.name), facts);
  }
  const { text, open } = place.flow
    ? flowFieldSnippet(schema, field, newSnippet(likely))
    : fieldSnippet(schema, field, place.column, newSnippet(likely));
  return snippetItem(place, text, open ? { ...facts, again: true } : facts);
}

/** Required fields keep their place before the others, each group in the order of the list. */
function numbered(item: CompletionItem, index: number): CompletionItem {
  return { ...item, sortText: `${item.sortText}${String(index).padStart(4, '0')}` };
}

/** A new item of the sequence at a place, with what it requires; behind `key:` it begins the next line. */
export function completeItems(
  text: string,
  place: OpenPlace,
  object: ObjectAround | undefined,
  likely: Likely,
): CompletionItem[] {
  if (object?.schema === undefined || place.prefix !== '' || place.quote !== '' || place.flow) return [];
  if (place.at === 'key' || (place.at === 'value' && !place.inline)) return [];
  const path = place.path.slice(object.root.length);
  const schemas = schemasAt(object.schema, path);
  if (shapeOf(schemas) !== 'array') return [];
  const at = place.at === 'value' ? belowKey(text, place) : place;
  const { text: item, open } = nestedSnippet(
    object.schema,
    { name: '', schemas, required: false, path },
    at.column,
    newSnippet(likely),
  );
  const facts = { label: '- ', kind: 'field', detail: 'new item', sortText: '2', filterText: '-' } as const;
  return [snippetItem(at, item, open ? { ...facts, again: true } : facts)];
}
