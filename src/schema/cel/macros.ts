import type { ASTNode } from '@marcbachmann/cel-js';
import { spend } from './budget.ts';
import { compare } from './equality.ts';
import { attempt, type Evaluate, type Names, type Scope, throwWorst, truth } from './evaluate.ts';
import { NoVerdict, type RuleError } from './failure.ts';
import { mapOf } from './maps.ts';
import { asKind, isKind, listOf, none, noOverload, type Value } from './value.ts';

/** A method whose arguments are names and expressions over them. */
type Macro = (receiver: ASTNode, args: readonly ASTNode[], names: Names, compile: Compile) => Evaluate;

/** Makes the evaluation of an expression. */
type Compile = (ast: ASTNode, names: Names) => Evaluate;

/** An expression over the items of a range, evaluated with the key and the value (or only one of them) in their slots. */
interface Loop {
  readonly range: Evaluate;
  readonly entries: (scope: Scope) => readonly Entry[];
  readonly bind: (scope: Scope, entry: Entry) => void;
  /** The expressions that follow the names. */
  readonly bodies: readonly Evaluate[];
}

type Entry = readonly [key: Value, value: Value];

const macros: Readonly<Record<string, Macro>> = {
  'all/2': quantifier(1, 'all'),
  'all/3': quantifier(2, 'all'),
  'exists/2': quantifier(1, 'exists'),
  'exists/3': quantifier(2, 'exists'),
  'exists_one/2': existsOne(1),
  'exists_one/3': existsOne(2),
  'existsOne/3': existsOne(2),
  'map/2': transformList(1),
  'map/3': transformList(1),
  'filter/2': filter,
  'sortBy/2': sortBy,
  'transformList/3': transformList(2),
  'transformList/4': transformList(2),
  'transformMap/3': transformMap,
  'transformMap/4': transformMap,
  'transformMapEntry/3': transformMapEntry,
  'transformMapEntry/4': transformMapEntry,
  'optMap/2': optionalMap(false),
  'optFlatMap/2': optionalMap(true),
};

/** The macro of a name and number of arguments. Undefined where there is none. */
export function macroOf(name: string, count: number): Macro | undefined {
  return Object.hasOwn(macros, `${name}/${count}`) ? macros[`${name}/${count}`] : undefined;
}

function loop(variables: 1 | 2, ...[receiver, args, names, compile]: Parameters<Macro>): Loop {
  const range = compile(receiver, names);
  const inner = new Map(names.slotOf);
  const first = names.next;
  for (const [offset, variable] of args.slice(0, variables).entries()) {
    if (variable.op !== 'id') throw new NoVerdict('a comprehension without a variable');
    inner.set(variable.args, first + offset);
  }
  const within: Names = { slotOf: inner, next: first + variables };
  return {
    entries: (scope) => entriesOf(range(scope), variables),
    bind: (scope, [key, value]) => {
      spend(scope.budget, 1);
      scope.slots[first] = key;
      if (variables === 2) scope.slots[first + 1] = value;
    },
    range,
    bodies: args.slice(variables).map((body) => compile(body, within)),
  };
}

/** With one variable the items of a list and the keys of a map; with two their indices or keys and their values. */
function entriesOf(range: Value, variables: 1 | 2): readonly Entry[] {
  if (isKind(range, 'list')) {
    return range.items.map((item, position) => (variables === 1 ? [item, item] : [BigInt(position), item]));
  }
  if (!isKind(range, 'map')) throw noOverload(range);
  return range.keys().map((key) => [key, range.find(key) ?? null]);
}

/** As with `||` and `&&`, an item that decides does so whatever the others are. */
function quantifier(variables: 1 | 2, which: 'all' | 'exists'): Macro {
  const by = which === 'exists';
  return (...source) => {
    const { entries, bind, bodies } = loop(variables, ...source);
    const condition = bodyOf(bodies, 0);
    return (scope) => {
      let worst: RuleError | NoVerdict | undefined;
      for (const entry of entries(scope)) {
        bind(scope, entry);
        const result = attempt(condition, scope);
        if (result === by) return by;
        if (typeof result !== 'boolean' && !(worst instanceof NoVerdict)) worst = result;
      }
      throwWorst(worst);
      return !by;
    };
  };
}

function existsOne(variables: 1 | 2): Macro {
  return (...source) => {
    const { entries, bind, bodies } = loop(variables, ...source);
    const condition = bodyOf(bodies, 0);
    return (scope) => {
      let count = 0;
      for (const entry of entries(scope)) {
        bind(scope, entry);
        if (truth(condition(scope))) count++;
      }
      return count === 1;
    };
  };
}

function filter(...source: Parameters<Macro>): Evaluate {
  const { entries, bind, bodies } = loop(1, ...source);
  const condition = bodyOf(bodies, 0);
  return (scope) => {
    const kept: Value[] = [];
    for (const entry of entries(scope)) {
      bind(scope, entry);
      if (truth(condition(scope))) kept.push(entry[0]);
    }
    return listOf(kept);
  };
}

/** The entries that a filter before the transformation lets through, each transformed. */
function transformed(each: Loop): (scope: Scope) => readonly Entry[] {
  const transform = bodyOf(each.bodies, each.bodies.length - 1);
  const condition = each.bodies.length > 1 ? bodyOf(each.bodies, 0) : undefined;
  return (scope) => {
    const made: Entry[] = [];
    for (const entry of each.entries(scope)) {
      each.bind(scope, entry);
      if (condition === undefined || truth(condition(scope))) made.push([entry[0], transform(scope)]);
    }
    return made;
  };
}

function transformList(variables: 1 | 2): Macro {
  return (...source) => {
    const transform = transformed(loop(variables, ...source));
    return (scope) => listOf(transform(scope).map(([, value]) => value));
  };
}

function transformMap(...source: Parameters<Macro>): Evaluate {
  const transform = transformed(loop(2, ...source));
  return (scope) => mapOf(transform(scope));
}

function transformMapEntry(...source: Parameters<Macro>): Evaluate {
  const transform = transformed(loop(2, ...source));
  return (scope) =>
    mapOf(
      transform(scope).flatMap(([, value]) => {
        const map = asKind(value, 'map');
        return map.keys().map((key): Entry => [key, map.find(key) ?? null]);
      }),
    );
}

function sortBy(...source: Parameters<Macro>): Evaluate {
  const each = loop(1, ...source);
  const key = bodyOf(each.bodies, 0);
  return (scope) => {
    const keyed = each.entries(scope).map((entry) => {
      each.bind(scope, entry);
      return { item: entry[0], key: key(scope) };
    });
    spend(scope.budget, keyed.length * 10);
    return listOf(keyed.sort((a, b) => compare(a.key, b.key)).map(({ item }) => item));
  };
}

function optionalMap(isFlat: boolean): Macro {
  return (...source) => {
    const { range: optional, bind, bodies } = loop(1, ...source);
    const transform = bodyOf(bodies, 0);
    return (scope) => {
      const { value } = asKind(optional(scope), 'optional');
      if (value === undefined) return none;
      bind(scope, [value, value]);
      const made = transform(scope);
      return isFlat ? asKind(made, 'optional') : { kind: 'optional', value: made };
    };
  };
}

function bodyOf(bodies: readonly Evaluate[], position: number): Evaluate {
  const body = bodies[position];
  if (body === undefined) throw new NoVerdict('a comprehension without an expression');
  return body;
}
