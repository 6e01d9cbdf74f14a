import { documentAt, type ManifestFile } from '../../manifests/manifestFile.ts';
import type { KindSchema } from '../../schema/schema.ts';
import type { LanguageContext } from '../context.ts';
import { completeAnnotations } from './annotations.ts';
import { blockAt } from './blocks.ts';
import { completeFields, completeItems } from './fields.ts';
import type { OpenPlace } from './insertion.ts';
import type { CompletionItem } from './item.ts';
import { completeOperations, stepsOf } from './jsonPatches.ts';
import { completeKinds } from './kinds.ts';
import { likelyAround } from './likely.ts';
import { completeNamespaces } from './namespaces.ts';
import { objectAround, type ObjectAround } from './objectAround.ts';
import { placesIn } from './place.ts';
import type { Place } from './placeType.ts';
import { completeValues } from './values.ts';

/** Patches within patches within patches are followed this deep. */
const deepest = 3;

/** In a patch what its target's kind has, in a template whole objects. */
export function completeInBlock(
  file: ManifestFile,
  offset: number,
  { path, region }: Place & { readonly at: 'block' },
  outer: ObjectAround | undefined,
  context: LanguageContext,
  depth = 0,
): CompletionItem[] {
  // Of a block within a block there is no tree at hand, so its target is not known.
  const root = depth === 0 ? documentAt(file, offset)?.content.root : undefined;
  const block = blockAt(root, region, offset, path, outer, context);
  if (block === undefined || depth > deepest) return [];
  return placesIn(block.region, offset).flatMap((place) => {
    const own = objectAround(place.maps, place.path, '', context);
    if (place.at === 'block') return completeInBlock(file, offset, place, own, context, depth + 1);
    const isOperation = place.at === 'item' ? place.path.length === 0 : typeof place.path[0] === 'number';
    if (block.holds === 'objects' || !isOperation) {
      const object = own?.schema === undefined ? targetObject(block.target) : own;
      const likely = likelyAround(object, undefined, context);
      const whole =
        block.holds === 'objects' || place.path.length > 0 ? [] : completeOperations({ ...place, path: [] }, undefined);
      return [
        ...whole.filter(({ label }) => label === '- '),
        ...completeKinds(file.text, place, object ?? own, context),
        ...completeNamespaces(place, object, context),
        ...completeAnnotations(place, object),
        ...completeFields(file.text, place, object, likely, context),
        ...completeItems(file.text, place, object, likely),
        ...completeValues(place, object, likely),
      ];
    }
    return [...completeOperations(place, block.target), ...completeOperand(file, place, block.target, context)];
  });
}

/** The `value` of a JSON6902 operation, by what its `path` points at. */
function completeOperand(
  file: ManifestFile,
  place: OpenPlace,
  target: KindSchema | undefined,
  context: LanguageContext,
): CompletionItem[] {
  const [, field, ...rest] = place.path;
  const pointer = place.maps
    .find(({ path }) => path.length === 1)
    ?.entries()
    .get('path');
  if (field !== 'value' || pointer === undefined || target === undefined) return [];
  const object = targetObject(target);
  const likely = likelyAround(object, undefined, context);
  const there: OpenPlace = { ...place, path: [...stepsOf(pointer), ...rest] };
  return [
    ...completeFields(file.text, there, object, likely, context),
    ...completeItems(file.text, there, object, likely),
    ...completeValues(there, object, likely),
  ];
}

/** A patch taken as an object of its target's kind. */
function targetObject(target: KindSchema | undefined): ObjectAround | undefined {
  if (target === undefined) return undefined;
  const { group, version, kind } = target;
  const apiVersion = group === '' ? version : `${group}/${version}`;
  return { apiVersion, kind, root: [], entries: new Map(), schema: target };
}
