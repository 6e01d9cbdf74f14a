import type { Json } from '../../flux/object.ts';
import type { Schema } from '../schema.ts';
import { propertyOf, type Judge } from './maps.ts';
import { identityOf } from './identity.ts';
import { asObject } from './value.ts';
import { dereference, fail, isSupplied, ownerName, shown, unsure, type Walk } from './walk.ts';

/** Judges a list: its items, their number, and that none is there twice where that is forbidden. */
export function checkList(walk: Walk, items: readonly Json[], schema: Schema, judge: Judge): void {
  if (schema.items !== undefined) {
    for (let index = 0; index < items.length; index++) {
      walk.path.push(index);
      judge(walk, items[index] ?? null, schema.items);
      walk.path.pop();
    }
  }
  checkLength(walk, items.length, schema);
  switch (schema['x-kubernetes-list-type']) {
    case 'map':
      checkKeys(walk, items, schema);
      break;
    case 'set':
      checkUnique(walk, items);
      break;
    default:
      if (schema.uniqueItems === true) checkUnique(walk, items);
  }
}

function checkLength(walk: Walk, length: number, { minItems, maxItems }: Schema): void {
  if (maxItems !== undefined && length > maxItems) {
    fail(walk, 'size', (field) => `${field} has ${length} items; at most ${maxItems} are allowed.`);
  }
  if (minItems === undefined || length >= minItems || walk.options.mode === 'patch') return;
  if (isSupplied(walk)) return unsure(walk);
  fail(walk, 'size', (field) => `${field} has ${length} items; at least ${minItems} must be given.`);
}

/** A list of type map: server-side apply tells its items apart by their keys. */
function checkKeys(walk: Walk, items: readonly Json[], schema: Schema): void {
  const keys = schema['x-kubernetes-list-map-keys'];
  const item = schema.items === undefined ? undefined : dereference(walk.kind, schema.items);
  if (keys === undefined || keys.length === 0 || walk.trial !== undefined) return;
  const seen = new Map<Json, number>();
  for (let index = 0; index < items.length; index++) {
    const object = asObject(items[index]);
    if (object === undefined) continue;
    const parts: Json[] = [];
    for (const key of keys) {
      const part = (Object.hasOwn(object, key) ? object[key] : undefined) ?? defaultOf(walk, item, key);
      if (part !== undefined) parts.push(part);
      else reportMissingKey(walk, index, key, item);
    }
    if (parts.length < keys.length) continue;
    const identity = identityOf(parts);
    if (identity === undefined) continue;
    const first = seen.get(identity);
    if (first === undefined) seen.set(identity, index);
    else reportSameKey(walk, first, index, keys, parts);
  }
}

/** A name of nothing is the default of a LocalObjectReference; the catalogue leaves such zeros out. */
function defaultOf(walk: Walk, item: Schema | undefined, key: string): Json | undefined {
  const own = propertyOf(item?.properties, key)?.default;
  return own ?? (item !== undefined && item === walk.kind.definition('core.v1.LocalObjectReference') ? '' : undefined);
}

function reportMissingKey(walk: Walk, index: number, key: string, item: Schema | undefined): void {
  // A field that is required has been missed already.
  if (walk.options.mode === 'patch' || item?.required?.includes(key) === true) return;
  if (isSupplied(walk, [index, key])) return;
  const owner = ownerName(walk.kind, [...walk.path, index]);
  const message = `${owner} lacks "${key}", by which server-side apply tells the items of this list apart.`;
  fail(walk, 'missing-field', () => message, { below: [index], lacks: [index, key] });
}

function reportSameKey(
  walk: Walk,
  first: number,
  index: number,
  keys: readonly string[],
  parts: readonly Json[],
): void {
  if (walk.options.mode === 'patch') return;
  const named = keys.map((key, at) => `${key} ${shown(walk, parts[at] ?? null)}`).join(' and ');
  const message = (field: string): string =>
    `${field} has the same ${named} as item ${first + 1}; each may stand once.`;
  fail(walk, 'duplicate-item', message, { below: [index] });
}

function checkUnique(walk: Walk, items: readonly Json[]): void {
  if (items.length < 2) return;
  const seen = new Map<Json, number>();
  for (let index = 0; index < items.length; index++) {
    const item = items[index] ?? null;
    const identity = identityOf(item);
    if (identity === undefined) continue;
    const first = seen.get(identity);
    if (first === undefined) {
      seen.set(identity, index);
      continue;
    }
    const number = first + 1;
    const message = (field: string): string => `${field} is the same as item ${number}; each may stand once.`;
    fail(walk, 'duplicate-item', message, { below: [index] });
  }
}
