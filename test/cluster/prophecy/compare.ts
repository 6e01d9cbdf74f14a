import { isEqual } from '../../../src/diff/values/equal.ts';
import type { Action, KustomizationPrediction, ObjectPrediction } from '../../../src/diff/terms/prediction.ts';
import type { Json, JsonObject, ObjectKey } from '../../../src/flux/object.ts';

/** Two looks at an object: before the commit, and after Flux has done what it does. */
export interface Looks {
  readonly before: JsonObject | undefined;
  readonly after: JsonObject | undefined;
}

/** Where what happened is not what was predicted, a sentence each. */
export function differences(
  predictions: readonly KustomizationPrediction[],
  looks: (key: ObjectKey) => Looks,
  view: (object: JsonObject) => JsonObject,
): string[] {
  return predictions.flatMap(({ objects }) =>
    objects.flatMap((object) =>
      differencesOf(object, looks(object.key), view).map((text) => `${object.key} (${nameOf(object)}): ${text}`),
    ),
  );
}

/** Inventories by Kustomization, before and after the commit. */
export interface Inventories {
  readonly before: ReadonlyMap<ObjectKey, ReadonlySet<ObjectKey>>;
  readonly after: ReadonlyMap<ObjectKey, ReadonlySet<ObjectKey>>;
}

/** What Flux did to objects of which nothing was said, and whose an object is in the end if that was said wrongly. */
export function omissions(
  predictions: readonly KustomizationPrediction[],
  inventories: Inventories,
  looks: (key: ObjectKey) => Looks,
  view: (object: JsonObject) => JsonObject,
): string[] {
  return predictions.flatMap(({ key, objects, status }) => {
    const was = inventories.before.get(key) ?? new Set<ObjectKey>();
    const is = inventories.after.get(key) ?? new Set<ObjectKey>();
    const said = new Map(objects.map((one) => [one.key, one]));
    const unsaid = [...new Set([...was, ...is])].filter((one) => !said.has(one));
    const replaced = objects.filter(({ unknown }) => unknown === 'encrypted').map((one) => one.key);
    const changed = unsaid.filter((one) => !isSame(looks(one), view) && !replaced.some((old) => isAnew(one, old)));
    const isDone =
      status !== 'pruned' &&
      objects.length > 0 &&
      objects.every(({ isBlocked, action }) => isBlocked !== true && !fails.has(action));
    const kept = objects.filter(({ action }) => keeps.has(action));
    const lost = isDone ? kept.filter((one) => !is.has(one.key)) : [];
    const held = isDone
      ? objects.filter((one) => !keeps.has(one.action) && one.action !== 'unknown' && is.has(one.key))
      : [];
    return [
      ...changed.map((one) => `${one}: nothing was said of it`),
      ...lost.map((one) => `${one.key} (${one.action}): it is in no inventory`),
      ...held.map((one) => `${one.key} (${one.action}): it is still in the inventory`),
    ];
  });
}

/** Whether one is the other under the name that it gets by a hash of encrypted values. */
function isAnew(one: ObjectKey, old: ObjectKey): boolean {
  const base = (key: ObjectKey): string => key.replace(/-(?:[2-9b-kmt]{10}|unknown)$/, '');
  return base(one) === base(old);
}

/** What is in the inventory afterwards. */
const keeps: ReadonlySet<Action> = new Set(['create', 'change', 'recreate', 'unchanged', 'skip']);
const fails: ReadonlySet<Action> = new Set(['error', 'deleteOnly']);

function isSame({ before, after }: Looks, view: (object: JsonObject) => JsonObject): boolean {
  if (before === undefined || after === undefined) return before === after;
  return uidOf(before) === uidOf(after) && fieldDifferences(view(before), view(after), '').length === 0;
}

/** As scenarios name it: the action, and whether something holds it up. */
export function nameOf({ action, isBlocked }: ObjectPrediction): string {
  return isBlocked === true ? `${action} blocked` : action;
}

function differencesOf(
  object: ObjectPrediction,
  { before, after }: Looks,
  view: (object: JsonObject) => JsonObject,
): string[] {
  const stays = (): string[] => {
    if (before === undefined) return after === undefined ? [] : ['it came into being'];
    if (after === undefined) return ['it is gone'];
    if (uidOf(before) !== uidOf(after)) return ['it was created anew'];
    return fieldDifferences(view(before), view(after), '');
  };
  if (object.isBlocked === true) return stays();
  switch (object.action) {
    case 'create':
      if (before !== undefined) return ['it was there before'];
      return after === undefined ? ['it was not created'] : declaredDifferences(object.after, view(after), '');
    case 'recreate':
      if (after === undefined) return ['it is gone'];
      return [
        ...(uidOf(before) === uidOf(after) ? ['it was not created anew'] : []),
        ...declaredDifferences(object.after, view(after), ''),
      ];
    case 'change': {
      if (before === undefined || after === undefined) return ['it is not there'];
      const said = fieldDifferences(object.after, view(after), '', { before: object.before, real: view(before) });
      return said;
    }
    case 'prune':
    case 'deleteOnly':
      return after === undefined || isGoing(after) ? [] : ['it is still there'];
    case 'move':
      return after === undefined ? ['it is gone'] : [];
    case 'orphan':
    case 'skip':
    case 'unchanged':
    case 'error':
      return stays();
    case 'unknown':
      if (object.unknown === 'encrypted') return isSame({ before, after }, view) ? ['it stayed as it was'] : [];
      return [`it should be known: ${object.unknown ?? ''} ${object.message ?? ''}`];
  }
}

/** What a Secret's values are shown as. */
const isMask = (value: unknown): boolean => typeof value === 'string' && /^[*•]/.test(value);

interface Earlier {
  readonly before: Json | undefined;
  readonly real: Json | undefined;
}

/** A mask stands for any value; whether it is the same as before must be true. */
function fieldDifferences(
  predicted: Json | undefined,
  real: Json | undefined,
  path: string,
  earlier?: Earlier,
): string[] {
  if (isMask(predicted)) {
    if (earlier === undefined) return [];
    const saidSame = isEqual(predicted, earlier.before);
    return saidSame === isEqual(real, earlier.real) ? [] : [`${path}: said to be ${saidSame ? 'the same' : 'another'}`];
  }
  if (isMap(predicted) && isMap(real)) {
    return [...new Set([...Object.keys(predicted), ...Object.keys(real)])].flatMap((name) =>
      fieldDifferences(
        predicted[name],
        real[name],
        `${path}.${name}`,
        earlier && { before: below(earlier.before, name), real: below(earlier.real, name) },
      ),
    );
  }
  if (Array.isArray(predicted) && Array.isArray(real) && predicted.length === real.length) {
    return predicted.flatMap((item: Json, index) =>
      fieldDifferences(
        item,
        (real as Json[])[index],
        `${path}[${index}]`,
        earlier && { before: below(earlier.before, index), real: below(earlier.real, index) },
      ),
    );
  }
  return isEqual(predicted, real)
    ? []
    : [`${path}: predicted ${JSON.stringify(predicted)}, is ${JSON.stringify(real)}`];
}

/** What is declared must be there; the API server may add to it. */
function declaredDifferences(declared: Json | undefined, real: Json | undefined, path: string): string[] {
  if (declared === undefined || declared === null || isMask(declared)) return [];
  if (isMap(declared)) {
    if (!isMap(real)) return Object.keys(declared).length === 0 ? [] : [`${path}: is not there`];
    return Object.entries(declared).flatMap(([name, value]) =>
      declaredDifferences(value, real[name], `${path}.${name}`),
    );
  }
  if (Array.isArray(declared) && Array.isArray(real) && declared.length === real.length) {
    return declared.flatMap((item: Json, index) =>
      declaredDifferences(item, (real as Json[])[index], `${path}[${index}]`),
    );
  }
  return isEqual(declared, real) ? [] : [`${path}: declared ${JSON.stringify(declared)}, is ${JSON.stringify(real)}`];
}

function isMap(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function below(value: Json | undefined, name: string | number): Json | undefined {
  return typeof value === 'object' && value !== null ? (value as Record<string | number, Json>)[name] : undefined;
}

function uidOf(object: JsonObject | undefined): Json | undefined {
  return isMap(object?.['metadata']) ? object['metadata']['uid'] : undefined;
}

/** Whether an object is deleted but for what its finalizers wait for. */
function isGoing(object: JsonObject): boolean {
  return isMap(object['metadata']) && object['metadata']['deletionTimestamp'] !== undefined;
}
