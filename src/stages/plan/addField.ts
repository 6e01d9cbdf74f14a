import type { Json, JsonObject } from '../../flux/object.ts';
import { sameJson } from '../../manifests/edits/expected.ts';
import { foundAt, type Found } from '../../manifests/edits/innermost.ts';
import { insertBelow, insertInto, itemWith, type Addition } from '../../manifests/edits/insert.ts';
import { placedAt, type PlacedNode } from '../../manifests/edits/nodesAround.ts';
import type { TextEdit } from '../../manifests/edits/textEdit.ts';
import type { ManifestFile } from '../../manifests/manifestFile.ts';
import { keyName, type Path, type Span, type YamlEntry } from '../../manifests/yaml/node.ts';
import { toJson } from '../../manifests/yaml/toJson.ts';
import type { FieldPath, FieldStep } from '../terms/difference.ts';

/** What is put in at a path, with the lines that the source writes the last step's entry or item with. */
export interface NewField {
  readonly missing: FieldPath;
  readonly json: Json;
  readonly lines?: readonly string[];
}

/**
 * Adds a field that is not there below a map or list, which `path` leads to and `span` places in the text of `file` as it
 * is now; what of the way there exists by now is used. Undefined where it is there already with another value, or its place cannot be told.
 */
export function addField(file: ManifestFile, path: Path, span: Span, field: NewField): TextEdit | undefined {
  const found = foundAt(file, span, path);
  if (found === undefined) return undefined;
  const root = found.document.content.root;
  const start = placedAt(root, path) ?? found.place;
  return addBelow(found, start, field);
}

function addBelow({ document }: Found, start: PlacedNode, { missing, json, lines }: NewField): TextEdit | undefined {
  let at = start;
  let rest = missing;
  for (let step = rest[0]; step !== undefined; step = rest[0]) {
    const next = childAt(at, step);
    if (next === undefined) break;
    if ('key' in next) return intoEntry(document, at, next, rest.slice(1), json);
    at = next;
    rest = rest.slice(1);
  }
  const [step, ...below] = rest;
  // Another step may have put the same there.
  if (step === undefined) return sameJson(toJson(at.node) ?? null, json) ? nothing : undefined;
  const addition = additionOf(step, below, json, lines);
  const edit = insertInto(document.content, at, addition);
  return edit && document.toFile(edit, [intent(at, addition)]);
}

const nothing: TextEdit = { span: { start: 0, end: 0 }, newText: '' };

/** The value at a step, or its entry where that has no value yet. */
function childAt(place: PlacedNode, step: FieldStep): PlacedNode | YamlEntry | undefined {
  const { node } = place;
  if (typeof step === 'object') return itemWith(place, step.key, step.value);
  if (node.type === 'map') {
    const entry = node.entries.findLast(({ key }) => keyName(key) === step);
    const isNull = entry?.value?.type === 'scalar' && entry.value.value === null && entry.value.style === 'plain';
    if (entry !== undefined && (entry.value === undefined || isNull)) return entry;
  }
  return placedAt(node, [step]) && placedAgain(place, step);
}

function placedAgain(place: PlacedNode, step: string | number): PlacedNode | undefined {
  const child = placedAt(place.node, [step]);
  if (child === undefined) return undefined;
  const inFlow = place.inFlow || child.inFlow;
  return { ...child, path: [...place.path, step], parent: place, inFlow };
}

function intoEntry(
  document: Found['document'],
  place: PlacedNode,
  entry: YamlEntry,
  rest: FieldPath,
  json: Json,
): TextEdit | undefined {
  const [step, ...below] = rest;
  if (step === undefined) return undefined;
  const addition = additionOf(step, below, json, undefined);
  const edit = insertBelow(document.content, entry, addition);
  const value = addition.key === undefined ? [addition.value] : { [addition.key]: addition.value };
  return edit && document.toFile(edit, [{ path: [...place.path, keyName(entry.key)], value }]);
}

function additionOf(step: FieldStep, below: FieldPath, json: Json, lines: readonly string[] | undefined): Addition {
  const value = nestedIn(below, json);
  const own = below.length === 0 && lines !== undefined ? { lines } : {};
  if (typeof step === 'string') return { key: step, value, ...own };
  return { value: typeof step === 'object' ? withKey(step, value) : value, ...own };
}

function nestedIn(steps: FieldPath, json: Json): Json {
  return steps.reduceRight<Json>((value, step) => {
    if (typeof step === 'string') return { [step]: value };
    return [typeof step === 'object' ? withKey(step, value) : value];
  }, json);
}

/** An item that is known by one of its values has that value. */
function withKey({ key, value }: Exclude<FieldStep, string | number>, item: Json): Json {
  return isMap(item) ? { [key]: value, ...item } : item;
}

function isMap(json: Json): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

function intent({ node, path }: PlacedNode, { key, value }: Addition) {
  if (key !== undefined) return { path: [...path, key], value };
  return { path: [...path, node.type === 'sequence' ? node.items.length : 0], value };
}
