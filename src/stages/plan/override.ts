import type { Json, JsonObject } from '../../flux/object.ts';
import { insertInto, insertBelow, itemWith } from '../../manifests/edits/insert.ts';
import { placedAt } from '../../manifests/edits/nodesAround.ts';
import { comesTo } from '../../manifests/edits/expected.ts';
import { movedEdit, type TextEdit } from '../../manifests/edits/textEdit.ts';
import { toYaml } from '../../manifests/toYaml.ts';
import type { ManifestFile } from '../../manifests/manifestFile.ts';
import { asMap, entryOf } from '../../manifests/yaml/node.ts';
import { toJson } from '../../manifests/yaml/toJson.ts';
import type { Difference, FieldPath, FieldStep } from '../terms/difference.ts';
import type { SourceValue } from './sourceValue.ts';

/**
 * Puts a value over what a kustomization inherits: an image's tag or digest as an entry of `images`, anything else as a
 * patch of the object. Undefined where no patch can say it: items without a name cannot be met.
 */
export function overrideIn(file: ManifestFile, difference: Difference, value: SourceValue): TextEdit | undefined {
  const { version } = difference;
  const isImage = version?.of === 'manifestImage' || version?.of === 'kustomizeImage';
  if (isImage) return imageOverride(file, version.subject, value.scalar?.text ?? '');
  const patch = patchFor(difference, value.json);
  return patch === undefined ? undefined : appended(file, 'patches', patch);
}

function imageOverride(file: ManifestFile, name: string, version: string): TextEdit | undefined {
  const isDigest = version.startsWith('sha256:');
  const [tag = '', digest] = version.split('@');
  const entry: Json = {
    name,
    ...(isDigest ? { digest: version } : tag === '' ? {} : { newTag: tag }),
    ...(digest !== undefined && { digest }),
  };
  return appended(file, 'images', entry, name);
}

/** Adds an item to a list of a kustomization, which is made where there is none. One that is named already is not overridden. */
function appended(file: ManifestFile, list: string, item: Json, name?: string): TextEdit | undefined {
  const document = file.documents[0];
  if (document === undefined) return undefined;
  const { content, start } = document;
  const root = placedAt(content.root, []);
  if (root === undefined) return undefined;
  const place = placedAt(content.root, [list]);
  if (name !== undefined && place !== undefined && itemWith(place, 'name', name) !== undefined) return undefined;
  const entry = entryOf(asMap(content.root), list);
  const isList = place?.node.type === 'sequence';
  const before = isList ? toJson(place.node) : [];
  const edit = isList
    ? insertInto(content, place, { value: item })
    : entry === undefined
      ? insertInto(content, root, { key: list, value: [item] })
      : insertBelow(content, entry, { value: item });
  const value = [...(Array.isArray(before) ? (before as readonly Json[]) : []), item];
  return edit && comesTo(content, [edit], [{ path: [list], value }]) ? movedEdit(edit, start) : undefined;
}

/** A strategic-merge patch that sets a field, with the object that it is for. */
function patchFor({ object, field }: Difference, value: Json): Json | undefined {
  if (field.some((step) => typeof step === 'number') || field.length === 0) return undefined;
  const { apiVersion, kind, name } = object;
  const inner = nestedIn(field, value);
  if (!isMap(inner)) return undefined;
  const patch = { apiVersion, kind, metadata: { name }, ...inner };
  return { patch: toYaml(patch), target: { kind, name } };
}

function nestedIn(steps: FieldPath, json: Json): Json {
  return steps.reduceRight<Json>((value, step: FieldStep) => {
    if (typeof step === 'string') return { [step]: value };
    if (typeof step === 'number') return [value];
    return [isMap(value) ? { [step.key]: step.value, ...value } : value];
  }, json);
}

function isMap(json: Json): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}
