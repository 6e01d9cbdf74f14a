import type { Json, JsonObject } from '../../flux/object.ts';
import { readDocument, type DocumentContent } from '../manifestFile.ts';
import type { Path } from '../yaml/node.ts';
import { toJson } from '../yaml/toJson.ts';
import { documentSpans } from '../yaml/split.ts';
import { edited, type TextEdit } from './textEdit.ts';

/** What is to become of one value: another one, or, without one, nothing. */
export interface Intent {
  readonly path: Path;
  readonly value: Json | undefined;
}

/**
 * Whether a document means, after an edit, what was intended and nothing else: read again, as one document, with values at
 * the paths as given and all others as before, those that aliases repeat included.
 */
export function comesTo(content: DocumentContent, edits: readonly TextEdit[], intents: readonly Intent[]): boolean {
  const before = toJson(content.root);
  const text = edited(content.text, edits);
  if (before === undefined || documentSpans(text).length !== 1) return false;
  const { root, problems } = readDocument(text);
  if (problems.some(({ warning }) => !warning)) return false;
  const after = toJson(root);
  const wanted = intents.reduce<Json | undefined>((value, { path, value: to }) => withValue(value, path, to), before);
  return after !== undefined && sameJson(after, wanted ?? null);
}

/** A value with another at a path, which is made where it is missing; an undefined one is taken out. */
function withValue(json: Json | undefined, path: Path, to: Json | undefined): Json | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return to;
  if (typeof step === 'number') {
    const items = Array.isArray(json) ? [...(json as readonly Json[])] : [];
    const item = withValue(items[step], rest, to);
    items.splice(step, 1, ...(item === undefined ? [] : [item]));
    return items;
  }
  const entries = isObject(json) ? json : {};
  const value = withValue(Object.hasOwn(entries, step) ? entries[step] : undefined, rest, to);
  const others = Object.entries(entries).filter(([key]) => key !== step);
  return Object.fromEntries(value === undefined ? others : [...others, [step, value]]);
}

/** Whether two JSON values are equal, whatever the order of keys. */
export function sameJson(one: Json, other: Json): boolean {
  if (Object.is(one, other)) return true;
  if (Array.isArray(one)) {
    if (!Array.isArray(other) || one.length !== other.length) return false;
    return (one as readonly Json[]).every((item, index) => sameJson(item, (other as readonly Json[])[index] ?? null));
  }
  if (!isObject(one) || !isObject(other)) return false;
  const keys = Object.keys(one);
  if (keys.length !== Object.keys(other).length) return false;
  return keys.every((key) => Object.hasOwn(other, key) && sameJson(one[key] ?? null, other[key] ?? null));
}

function isObject(json: Json | undefined): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}
