import { kindSchema } from '../../schema/schemaSet.ts';
import { asSequence, asString, nodeAt } from '../../manifests/yaml/node.ts';
import { documentAt, type ManifestFile } from '../../manifests/manifestFile.ts';
import type { LanguageContext } from '../context.ts';
import { isSubstituted } from '../substituted.ts';
import { completeAnnotations } from './annotations.ts';
import { completeComment } from './comments.ts';
import { completeFields, completeItems } from './fields.ts';
import type { OpenPlace } from './insertion.ts';
import { likelyAround } from './likely.ts';
import type { CompletionItem, CompletionResult, DescriptionKey } from './item.ts';
import { completeKinds } from './kinds.ts';
import { completeNamespaces } from './namespaces.ts';
import { objectAround, type ObjectAround } from './objectAround.ts';
import { completeObjects } from './objects.ts';
import { completeOwnName } from './ownName.ts';
import { completePaths, type PathList } from './paths.ts';
import { completeInBlock } from './inBlocks.ts';
import { placesAt } from './place.ts';
import { completeVariables, variableAt } from './variables.ts';
import { completeReferences } from './references.ts';
import { completeValues } from './values.ts';

const nothing: CompletionResult = { items: [], incomplete: false };

/**
 * What can be written at an offset of a file: fields, values, kinds, names of objects, namespaces, paths, variables and
 * whole objects. Reads what stands around by indentation, since what is being typed need not be YAML, and never parses.
 */
export function complete(file: ManifestFile, offset: number, context: LanguageContext): CompletionResult {
  const variable = variableAt(file, offset);
  const content = documentAt(file, offset)?.content;
  if (variable !== undefined && content !== undefined && !isSubstituted(content, file.path, context)) return nothing;
  if (variable !== undefined)
    return { items: completeVariables(file, variable, context).sort(bySortText), incomplete: false };
  const places = placesAt(file, offset);
  // In text of several lines a hash begins no comment.
  const comment = places.some(({ at }) => at === 'block') ? undefined : completeComment(file, offset, context);
  if (comment !== undefined && places.length === 0) return { items: comment, incomplete: false };
  const items = places.flatMap((place) => {
    const object = objectAround(place.maps, place.path, file.path, context);
    return place.at === 'block'
      ? completeInBlock(file, offset, place, object, context)
      : completeAt(file, place, object, context);
  });
  return { items: withoutDoubles(items).sort(bySortText), incomplete: false };
}

function completeAt(
  file: ManifestFile,
  place: OpenPlace,
  object: ObjectAround | undefined,
  context: LanguageContext,
): CompletionItem[] {
  const namespace = namespaceOf(file, place, object);
  const likely = likelyAround(object, namespace, context);
  return [
    ...completeReferences(place, object, namespace, context),
    ...completeKinds(file.text, place, object, context),
    ...completeNamespaces(place, object, context),
    ...completePaths(place, object, pathList(file, place, object), context),
    ...completeOwnName(place, object, file.path, context),
    ...completeAnnotations(place, object),
    ...completeFields(file.text, place, object, likely, context),
    ...completeItems(file.text, place, object, likely),
    ...completeValues(place, object, likely),
    ...completeObjects(place, file.path, context),
  ];
}

/** The namespace that is written in the object around a place. */
function namespaceOf(file: ManifestFile, place: OpenPlace, object: ObjectAround | undefined): string | undefined {
  if (object === undefined) return undefined;
  const document = documentAt(file, place.span.start);
  return asString(nodeAt(document?.content.root, [...object.root, 'metadata', 'namespace']));
}

/** What the list that a place lies in names already, by the last state of the text that could be read. */
function pathList(file: ManifestFile, place: OpenPlace, object: ObjectAround | undefined): PathList {
  const root = documentAt(file, place.span.start)?.content.root;
  const isItem = place.at === 'value' && typeof place.path.at(-1) === 'number';
  const items = isItem ? (asSequence(nodeAt(root, place.path.slice(0, -1)))?.items ?? []) : [];
  const index = place.path.at(-1);
  const others = items.filter((_, at) => at !== index || place.prefix === '').map((item) => asString(item) ?? '');
  return {
    filePath: file.path,
    others: others.filter((path) => path !== place.prefix && path !== ''),
    sourcePath: asString(nodeAt(root, [...(object?.root ?? []), 'spec', 'path'])),
  };
}

/** Of items that insert the same, the first. */
function withoutDoubles(items: readonly CompletionItem[]): CompletionItem[] {
  const seen = new Set<string>();
  return items.filter(({ kind, insertText, label }) => {
    const key =
      kind === 'folder'
        ? `/ ${insertText}`
        : isField(kind)
          ? `${kind} ${label} ${insertText}`
          : `${label} ${insertText}`;
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

function isField(kind: CompletionItem['kind']): boolean {
  return kind === 'field' || kind === 'object';
}

function bySortText(one: CompletionItem, other: CompletionItem): number {
  return one.sortText < other.sortText ? -1 : one.sortText > other.sortText ? 1 : 0;
}

/** The text about an item, for the moment when a person looks at it; undefined where there is none. Plain text. */
export function describeItem(
  { apiVersion, kind, path }: DescriptionKey,
  { schemas }: LanguageContext,
): string | undefined {
  const schema = kindSchema(schemas, apiVersion, kind);
  return schema && schemas.describe?.(schema, path.map(String));
}
