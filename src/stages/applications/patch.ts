import { entryText, placedAt, type Placed, type PlacedList, type PlacedMap } from './placed.ts';

/** Keys by which items of a list are the same in a strategic merge, by the list's field (Kubernetes, API types' patchMergeKey). */
const mergeKeys: Readonly<Record<string, string>> = {
  ports: 'containerPort',
  volumeMounts: 'mountPath',
  volumeDevices: 'devicePath',
  topologySpreadConstraints: 'topologyKey',
  hostAliases: 'ip',
};

/** Deeper than any object is nested; what is below is taken from the patch. */
const deepest = 100;

/**
 * A value with a strategic-merge patch. `byKey` says whether lists are merged by their items' keys, as of Kubernetes' own
 * kinds; else they are replaced. Undefined where the patch deletes it.
 */
export function mergedWith(base: Placed, patch: Placed, byKey: boolean, field = '', depth = 0): Placed | undefined {
  if (patch.type === 'scalar' && patch.value === null) return undefined;
  if (depth > deepest) return patch;
  if (patch.type === 'list') {
    return byKey && base.type === 'list' ? mergedLists(base, patch, field, depth) : patch;
  }
  if (patch.type === 'scalar') return patch;
  const directive = entryText(patch, '$patch');
  if (directive === 'delete') return undefined;
  if (base.type !== 'map' || directive === 'replace') return withoutDirectives(patch);
  const entries = new Map(base.entries);
  for (const [key, value] of patch.entries) {
    if (key.startsWith('$')) continue;
    const below = entries.get(key);
    const next = below === undefined ? withoutNulls(value) : mergedWith(below, value, byKey, key, depth + 1);
    if (next === undefined) entries.delete(key);
    else entries.set(key, next);
  }
  return { type: 'map', entries, at: [...base.at, ...patch.at] };
}

function withoutNulls(value: Placed): Placed | undefined {
  return value.type === 'scalar' && value.value === null ? undefined : value;
}

function withoutDirectives(map: PlacedMap): PlacedMap {
  const entries = new Map([...map.entries].filter(([key]) => !key.startsWith('$')));
  return { ...map, entries };
}

function mergedLists(base: PlacedList, patch: PlacedList, field: string, depth: number): PlacedList {
  const key = [mergeKeys[field], 'name'].find(
    (one) => one !== undefined && patch.items.every((item) => entryText(item, one) !== undefined || isDirective(item)),
  );
  if (key === undefined) return patch;
  if (patch.items.some((item) => entryText(item, '$patch') === 'replace')) {
    return { ...patch, items: patch.items.filter((item) => !isDirective(item)) };
  }
  const items: Placed[] = [...base.items];
  for (const item of patch.items) {
    const index = items.findIndex((one) => entryText(one, key) === entryText(item, key));
    const below = items[index];
    if (below === undefined) {
      if (entryText(item, '$patch') !== 'delete') items.push(item);
      continue;
    }
    const next = mergedWith(below, item, true, '', depth + 1);
    items.splice(index, 1, ...(next === undefined ? [] : [next]));
  }
  return { type: 'list', items, at: base.at };
}

function isDirective(item: Placed): boolean {
  return item.type === 'map' && item.entries.size === 1 && entryText(item, '$patch') !== undefined;
}

/** A value with the JSON6902 operations of a list: add, replace and remove; others change nothing here. */
export function operated(base: Placed, operations: readonly Placed[]): Placed {
  return operations.reduce<Placed>((value, operation) => {
    const op = entryText(operation, 'op');
    const pointer = entryText(operation, 'path');
    if (pointer?.startsWith('/') !== true) return value;
    const steps = pointer
      .slice(1)
      .split('/')
      .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
    const given = placedAt(operation, 'value');
    if (op === 'remove') return changedAt(value, steps, undefined, false) ?? value;
    if ((op !== 'add' && op !== 'replace') || given === undefined) return value;
    return changedAt(value, steps, given, op === 'add') ?? value;
  }, base);
}

/** The value with another at a pointer, or without it; undefined where the pointer leads nowhere. */
function changedAt(
  value: Placed,
  steps: readonly string[],
  given: Placed | undefined,
  adds: boolean,
): Placed | undefined {
  const [step, ...rest] = steps;
  if (step === undefined || steps.length > deepest) return given;
  if (value.type === 'map') {
    const below = value.entries.get(step);
    const entries = new Map(value.entries);
    const next = rest.length === 0 ? given : below && changedAt(below, rest, given, adds);
    if (rest.length > 0 && next === undefined) return undefined;
    if (next === undefined) entries.delete(step);
    else entries.set(step, next);
    return { ...value, entries };
  }
  if (value.type !== 'list') return undefined;
  const index = step === '-' ? value.items.length : /^\d{1,9}$/.test(step) ? Number(step) : -1;
  if (index < 0 || index > value.items.length) return undefined;
  const items = [...value.items];
  if (rest.length === 0) {
    items.splice(index, adds ? 0 : 1, ...(given === undefined ? [] : [given]));
    return { ...value, items };
  }
  const below = items[index];
  const next = below && changedAt(below, rest, given, adds);
  if (next === undefined) return undefined;
  items[index] = next;
  return { ...value, items };
}
