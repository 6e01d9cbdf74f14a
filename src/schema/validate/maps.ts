import type { Json, JsonObject } from '../../flux/object.ts';
import type { Schema } from '../schema.ts';
import { checkEmbedded, isTypeOrMeta } from './embedded.ts';
import { nearest } from '../../base/nearest.ts';
import { fieldOf } from './value.ts';
import { dereference, fail, isFull, isSupplied, ownerName, unsure, type Walk } from './walk.ts';

/** Judges a value by a schema; handed on so that the recursion needs no import cycle. */
export type Judge = (walk: Walk, value: Json, schema: Schema) => void;

/** Judges the fields of a map: the known by their schemas, then which are unknown or missing, and how many there are. */
export function checkMap(walk: Walk, value: JsonObject, schema: Schema, judge: Judge): void {
  const { properties, additionalProperties } = schema;
  const embedded = schema['x-kubernetes-embedded-resource'] === true;
  let count = 0;
  let open = false;
  for (const name in value) {
    count++;
    const own = propertyOf(properties, name);
    if (own === undefined && walk.options.isOpaque?.(name) === true) {
      open = true;
      continue;
    }
    if (own === undefined && walk.options.mode === 'patch' && isDirective(name)) continue;
    const child = own ?? (typeof additionalProperties === 'object' ? additionalProperties : undefined);
    walk.path.push(name);
    const muted = walk.muted;
    // A status is no writer's business: the API server drops it on create.
    if (walk.path.length === 1 && name === 'status') walk.muted = true;
    if (child !== undefined && isLeftEmpty(walk, name, value, schema)) {
      fail(walk, 'wrong-type', (field) => `${field} is empty: what belongs to it is not indented below it.`);
    } else if (child !== undefined) judge(walk, value[name] ?? null, child);
    else if (!(embedded && isTypeOrMeta(name)) && isClosed(walk, schema)) reportUnknown(walk, name, value, schema);
    walk.muted = muted;
    walk.path.pop();
  }
  if (open) unsure(walk);
  else checkRequired(walk, value, schema);
  checkCount(walk, count, schema, open);
  if (embedded) checkEmbedded(walk, value, judge);
}

/** The schema of a field by its name; never what every JavaScript object has. */
export function propertyOf(properties: Schema['properties'], name: string): Schema | undefined {
  return fieldOf(properties as JsonObject | undefined, name) as Schema | undefined;
}

/** Whether a map takes only its properties. In a trial it takes all: pruning knows no alternatives. */
function isClosed(walk: Walk, schema: Schema): boolean {
  if (schema.additionalProperties === false) return true;
  if (schema['x-kubernetes-preserve-unknown-fields'] === true || schema.additionalProperties === true) return false;
  if (walk.trial !== undefined) return false;
  // Kubernetes' own types without properties are those that take anything.
  return schema.properties !== undefined || (walk.kind.custom && schema.type === 'object');
}

function reportUnknown(walk: Walk, name: string, map: JsonObject, schema: Schema): void {
  if (isFull(walk)) return;
  const owner = ownerName(walk.kind, walk.path.slice(0, -1));
  const above = emptyOwner(walk, name, map, schema);
  const known = Object.keys(schema.properties ?? {});
  const suggestion = walk.trial === undefined && above === undefined ? nearest(name, known) : undefined;
  const meant = suggestion === undefined ? '' : ` Did you mean "${suggestion}"?`;
  const indented = above === undefined ? '' : ` It is one of "${above}", which is empty: indent it below that.`;
  const more = suggestion === undefined ? {} : { suggestion };
  fail(walk, 'unknown-field', () => `"${name}" is not a field of ${owner}.${meant}${indented}`, { at: 'key', ...more });
}

/** The empty field beside it that has a field of this name: what should stand below it is not indented. */
function emptyOwner(walk: Walk, name: string, map: JsonObject, { properties }: Schema): string | undefined {
  return Object.keys(map).find((beside) => map[beside] === null && hasField(walk, properties, beside, name));
}

/** Whether a field is empty and what belongs to it stands beside it. */
function isLeftEmpty(walk: Walk, name: string, map: JsonObject, { properties }: Schema): boolean {
  if (map[name] !== null || walk.options.mode === 'patch' || walk.trial !== undefined) return false;
  return Object.keys(map).some(
    (beside) => propertyOf(properties, beside) === undefined && hasField(walk, properties, name, beside),
  );
}

function hasField({ kind }: Walk, properties: Schema['properties'], owner: string, name: string): boolean {
  const own = propertyOf(properties, owner);
  const schema = own === undefined ? undefined : dereference(kind, own);
  return propertyOf(schema?.properties, name) !== undefined;
}

function checkRequired(walk: Walk, value: JsonObject, { required }: Schema): void {
  if (required === undefined || walk.options.mode === 'patch') return;
  for (const name of required) {
    if (Object.hasOwn(value, name)) continue;
    if (isSupplied(walk, [name])) unsure(walk);
    else {
      const owner = ownerName(walk.kind, walk.path);
      fail(walk, 'missing-field', () => `${owner} lacks the required field "${name}".`, {
        at: 'key',
        lacks: [name],
      });
    }
  }
}

function checkCount(walk: Walk, count: number, { minProperties, maxProperties }: Schema, open: boolean): void {
  if (maxProperties !== undefined && count > maxProperties) {
    fail(walk, 'size', (field) => `${field} has ${count} entries; at most ${maxProperties} are allowed.`);
  }
  if (minProperties === undefined || count >= minProperties || open || walk.options.mode === 'patch') return;
  if (isSupplied(walk)) return unsure(walk);
  fail(walk, 'size', (field) => `${field} has ${count} entries; at least ${minProperties} must be set.`);
}

/** The directives of a strategic merge patch (k8s.io/apimachinery, pkg/util/strategicpatch). */
function isDirective(name: string): boolean {
  return (
    name === '$patch' ||
    name === '$retainKeys' ||
    name.startsWith('$setElementOrder/') ||
    name.startsWith('$deleteFromPrimitiveList/')
  );
}
