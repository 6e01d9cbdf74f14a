import type { Json, JsonObject } from '../../../flux/object.ts';
import type { Step } from '../../../manifests/yaml/node.ts';
import type { NameRule } from '../names.ts';
import { nearest } from '../../../base/nearest.ts';
import { asList, asObject, asText, fieldOf, unknownValue } from '../value.ts';
import { fail, isSupplied, ownerName, shown, type Walk } from '../walk.ts';

/** A rule for an object at the walk's path. */
export type ObjectRule = (walk: Walk, object: JsonObject) => void;

/** A rule for one value `below` the walk's path. */
export type ValueRule = (walk: Walk, value: Json, below: readonly Step[]) => void;

/** Judges fields by name, where they are set. */
export function fields(rules: Readonly<Record<string, ValueRule>>): ObjectRule {
  const all = Object.entries(rules);
  return (walk, object) => {
    for (const [name, rule] of all) {
      const value = fieldOf(object, name);
      if (value !== undefined && value !== unknownValue) rule(walk, value, [name]);
    }
  };
}

/** Says that these fields are missing or empty; their schema does not require them, Kubernetes does. */
export function needs(...names: readonly string[]): ObjectRule {
  return (walk, object) => {
    for (const name of names) need(walk, object, name);
  };
}

/** Says that a field is missing or empty. */
export function need(walk: Walk, object: JsonObject, name: string, why = ''): void {
  const value = fieldOf(object, name);
  const empty = value === undefined || value === '' || value === 0 || asList(value)?.length === 0;
  if (!empty || isSupplied(walk, [name]) || (value === undefined && isMissed(walk, name))) return;
  const message = `${ownerName(walk.kind, walk.path)} needs "${name}"${why}.`;
  if (value === undefined) fail(walk, 'missing-field', () => message, { at: 'key', lacks: [name] });
  else fail(walk, 'missing-field', () => message, { below: [name] });
}

/** Whether the schema has already demanded the field. */
function isMissed({ problems, path }: Walk, name: string): boolean {
  const wanted = [...path, name].join('/');
  return problems.some(({ lacks }) => lacks?.join('/') === wanted);
}

/** Judges an object by several rules. */
export function all(...rules: readonly ObjectRule[]): ObjectRule {
  return (walk, object) => {
    for (const rule of rules) rule(walk, object);
  };
}

/** A whole number within bounds; text, as a named port or a percentage, is not judged. */
export function between(least = -Infinity, most = Infinity): ValueRule {
  return (walk, value, below) => {
    if (typeof value !== 'number' || (value >= least && value <= most)) return;
    const lower = most === Infinity ? `at least ${least}` : `${least} to ${most}`;
    const wanted = least === -Infinity ? `at most ${most}` : lower;
    fail(walk, 'out-of-range', (field) => `${field} is ${value}, but must be ${wanted}.`, { below });
  };
}

/** A port's number. */
export const port = between(1, 65_535);
/** A count or a time that cannot be less than nothing. */
export const notNegative = between(0);

/** A port by number or by name. */
export const portOrName =
  (rule: NameRule): ValueRule =>
  (walk, value, below) =>
    typeof value === 'number' ? port(walk, value, below) : named(rule)(walk, value, below);

/** One of these words. */
export function oneOf(...words: readonly string[]): ValueRule {
  return (walk, value, below) => {
    if (typeof value !== 'string' || words.includes(value)) return;
    const suggestion = nearest(value, words);
    const meant = suggestion === undefined ? '' : ` Did you mean "${suggestion}"?`;
    const allowed = words.map((word) => `"${word}"`).join(', ');
    const message = (field: string): string => `${field} cannot be ${shown(walk, value)}; allowed: ${allowed}.${meant}`;
    fail(walk, 'not-allowed', message, suggestion === undefined ? { below } : { below, suggestion });
  };
}

/** One of these words, or nothing, for which Kubernetes has a default. */
export function oneOfOrEmpty(...words: readonly string[]): ValueRule {
  const rule = oneOf(...words);
  return (walk, value, below) => {
    if (value !== '') rule(walk, value, below);
  };
}

/** Text that is a name by a rule. */
export function named(rule: NameRule): ValueRule {
  return (walk, value, below) => {
    const wrong = typeof value === 'string' ? rule(value) : undefined;
    if (wrong !== undefined) {
      fail(walk, 'metadata', (field) => `${field} is ${shown(walk, value)}, which ${wrong}.`, { below });
    }
  };
}

/** Text that is a name by a rule unless it is empty. */
export function namedIfSet(rule: NameRule): ValueRule {
  return named((text) => (text === '' ? undefined : rule(text)));
}

/** A whole number or a percentage, not negative; `most` is the highest percentage. */
export function intOrPercent(most = Infinity): ValueRule {
  return (walk, value, below) => {
    if (typeof value === 'number') return notNegative(walk, value, below);
    const percent = /^([0-9]+)%$/.exec(asText(value) ?? '')?.[1];
    if (percent === undefined) {
      const message = (field: string): string =>
        `${field} is ${shown(walk, value)}, but must be a number or a percentage.`;
      fail(walk, 'format', message, { below });
    } else if (Number(percent) > most) {
      fail(walk, 'out-of-range', (field) => `${field} is ${percent} %; at most ${most} % are allowed.`, { below });
    }
  };
}

/** A list of objects none of which has the same value in a field as another. */
export function distinct(list: string, key: string): ObjectRule {
  return (walk, object) => {
    const seen = new Map<Json, number>();
    for (const [index, item] of objectsOf(object, list)) {
      const value = fieldOf(item, key);
      if (value === undefined || value === '' || value === unknownValue) continue;
      const first = seen.get(value);
      if (first === undefined) seen.set(value, index);
      else {
        const message = (field: string): string =>
          `${field} is ${shown(walk, value)}, as in item ${first + 1}; each ${key} may stand once.`;
        fail(walk, 'duplicate-item', message, { below: [list, index, key] });
      }
    }
  };
}

/** Of several fields exactly one, or with `atMost` no more than one, is set. */
export function exactlyOne(names: readonly string[], atMost?: 'atMost'): ObjectRule {
  return (walk, object) => {
    const set = names.filter((name) => fieldOf(object, name) !== undefined);
    const list = names.length > 6 ? set.map(quote).join(' and ') : names.map(quote).join(', ');
    const owner = ownerName(walk.kind, walk.path);
    if (set.length > 1) {
      fail(walk, 'no-alternative', () => `${owner} may have only one of ${list}.`, { below: set.slice(1, 2) });
    } else if (set.length === 0 && atMost === undefined && !names.some((name) => isSupplied(walk, [name]))) {
      fail(walk, 'no-alternative', () => `${owner} needs one of ${names.map(quote).join(', ')}.`);
    }
  };
}

/** The objects of a list with their places; what is no object is passed over. */
export function objectsOf(object: JsonObject | undefined, list: string): (readonly [number, JsonObject])[] {
  const items = asList(fieldOf(object, list)) ?? [];
  return [...items.entries()].flatMap(([index, item]) => {
    const own = asObject(item);
    return own === undefined ? [] : [[index, own] as const];
  });
}

function quote(name: string): string {
  return `"${name}"`;
}
