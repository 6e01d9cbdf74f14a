import { groupOf, kindId, type KindId } from '../../flux/object.ts';
import type { Path } from '../../manifests/yaml/node.ts';
import { fieldPath } from './pathFields.ts';
import { scalarItem, snippetItem, type OpenPlace } from './insertion.ts';
import type { CompletionItem } from './item.ts';
import { knownNames, type KnownName } from './knownNames.ts';
import type { ObjectAround } from './objectAround.ts';
import { escapeSnippet } from './snippet.ts';

/** The known labels and annotations with a name. */
export function knownName(name: string, where: 'annotations' | 'labels'): KnownName | undefined {
  return knownNames.find((known) => known.name === name && known.in.includes(where));
}

/** The maps of labels and annotations that objects get, in Flux's and kustomize's fields too. */
const maps: ReadonlyMap<string, 'annotations' | 'labels'> = new Map(
  [
    'metadata',
    'spec.commonMetadata',
    'generatorOptions',
    'configMapGenerator[].options',
    'secretGenerator[].options',
  ].flatMap((owner) => [[`${owner}.annotations`, 'annotations'] as const, [`${owner}.labels`, 'labels'] as const]),
);
const kustomizeMaps: ReadonlyMap<string, 'annotations' | 'labels'> = new Map([
  ['commonAnnotations', 'annotations'],
  ['commonLabels', 'labels'],
  ['labels[].pairs', 'labels'],
]);

/** What the keys of a map are that stands at a path of an object: labels, annotations or neither. */
export function namesAt(path: Path): 'annotations' | 'labels' | undefined {
  const field = fieldPath(path);
  return maps.get(field) ?? kustomizeMaps.get(field);
}

/** The labels and annotations that mean something on an object, and their values. */
export function completeAnnotations(place: OpenPlace, object: ObjectAround | undefined): CompletionItem[] {
  if (object === undefined) return [];
  const path = place.path.slice(object.root.length);
  if (place.at === 'value') {
    const where = namesAt(path.slice(0, -1));
    const name = path.at(-1);
    const values = where === undefined || typeof name !== 'string' ? [] : (knownName(name, where)?.values ?? []);
    return values.map((value, index) =>
      scalarItem(place, value, { label: value, kind: 'value', sortText: `0${index}` }),
    );
  }
  const where = place.at === 'key' ? namesAt(path) : undefined;
  if (where === undefined) return [];
  const present = place.maps.at(-1)?.entries();
  // Of what a map in another field is for, any kind may be.
  const id = path[0] === 'metadata' ? kindId(groupOf(object.apiVersion), object.kind) : undefined;
  return knownNames
    .filter((known) => known.in.includes(where) && counts(known, id) && present?.has(known.name) !== true)
    .map((known, index) => nameItem(place, known, index));
}

function counts({ on }: KnownName, id: KindId | undefined): boolean {
  return on === undefined || (id !== undefined && on.includes(id));
}

function nameItem(place: OpenPlace, { name, values, text }: KnownName, index: number): CompletionItem {
  const choice = values.length > 1 ? `\${1|${values.map(quoteIfNeeded).join(',')}|}` : quoteIfNeeded(values[0] ?? '$1');
  const rest = (place.at === 'key' && place.colon) || place.quote !== '' ? '' : `: ${choice}`;
  const sortText = `0${String(index).padStart(2, '0')}`;
  const facts = { label: name, kind: 'annotation', documentation: text, sortText } as const;
  return snippetItem(place, `${escapeSnippet(name)}${rest}`, facts);
}

/** The values of labels and annotations are texts: `true` would be none. */
function quoteIfNeeded(value: string): string {
  return value === 'true' ? '"true"' : value;
}
