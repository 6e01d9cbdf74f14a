import { type Budget, spend } from '../budget.ts';
import { compare, equal } from '../equality.ts';
import { RuleError } from '../failure.ts';
import { operators } from '../operators.ts';
import {
  asInt,
  asKind,
  asText,
  isKind,
  type List,
  listOf,
  noOverload,
  none,
  type Optional,
  type Value,
} from '../value.ts';
import type { CelFunction, Library } from './library.ts';
import { strings } from './strings.ts';

/** Lists of Kubernetes (apiserver/pkg/cel/library/lists.go) and of CEL (google/cel-go, ext/lists.go), and its sets. */
export const lists: Library = {
  '.isSorted/0': ([list], budget) => {
    const { items } = asKind(list, 'list');
    spend(budget, items.length);
    return items.every((item, index) => index === 0 || compare(items[index - 1] ?? null, item) <= 0);
  },
  '.sum/0': ([list], budget) => sum(asKind(list, 'list'), budget),
  '.min/0': ([list], budget) => extreme(asKind(list, 'list'), 'min', budget),
  '.max/0': ([list], budget) => extreme(asKind(list, 'list'), 'max', budget),
  '.indexOf/1': ofListOrText('.indexOf/1', ({ items }, item, budget) => {
    return BigInt(items.findIndex((own) => equal(own, item, budget)));
  }),
  '.lastIndexOf/1': ofListOrText('.lastIndexOf/1', ({ items }, item, budget) => {
    return BigInt(items.findLastIndex((own) => equal(own, item, budget)));
  }),
  '.distinct/0': ([list], budget) => {
    const kept: Value[] = [];
    for (const item of asKind(list, 'list').items) {
      if (!kept.some((own) => equal(own, item, budget))) kept.push(item);
    }
    return listOf(kept);
  },
  '.reverse/0': ([value], budget) => reverse(value, budget),
  '.slice/2': ([list, start, end]) => slice(asKind(list, 'list'), asInt(start), asInt(end)),
  '.sort/0': ([list], budget) => {
    const { items } = asKind(list, 'list');
    spend(budget, items.length * 10);
    return listOf(items.toSorted(compare));
  },
  '.flatten/0': ([list], budget) => listOf(flatten(asKind(list, 'list'), 1n, budget)),
  '.flatten/1': ([list, depth], budget) => listOf(flatten(asKind(list, 'list'), asInt(depth), budget)),
  '.first/0': ([list]) => present(asKind(list, 'list').items[0]),
  '.last/0': ([list]) => present(asKind(list, 'list').items.at(-1)),
  'lists.range/1': ([count], budget) => {
    const length = asInt(count);
    if (length > 100_000n) spend(budget, Infinity);
    spend(budget, Number(length));
    return listOf(Array.from({ length: Number(length) }, (_, index) => BigInt(index)));
  },
  'sets.contains/2': ([a, b], budget) => containsAll(a, b, budget),
  'sets.equivalent/2': ([a, b], budget) => containsAll(a, b, budget) && containsAll(b, a, budget),
  'sets.intersects/2': ([a, b], budget) => asKind(a, 'list').items.some((item) => contains(b, item, budget)),
};

function ofListOrText(name: string, ofList: (list: List, item: Value, budget: Budget) => Value): CelFunction {
  return (args, budget) => {
    const [range, item = null] = args;
    if (isKind(range, 'list')) return ofList(range, item, budget);
    const ofText = strings[name];
    if (ofText === undefined) throw noOverload(range);
    return ofText(args, budget);
  };
}

function sum({ items }: List, budget: Budget): Value {
  const [first, ...rest] = items;
  // Without an item the type is not known: the zero of integers is right unless it is compared with a duration.
  if (first === undefined) return 0n;
  spend(budget, items.length);
  return rest.reduce<Value>((total, item) => operators['+']?.(total, item, budget) ?? total, first);
}

function extreme({ items }: List, which: 'min' | 'max', budget: Budget): Value {
  const [first, ...rest] = items;
  if (first === undefined) throw new RuleError(`${which} called on empty list`);
  spend(budget, items.length);
  const sign = which === 'min' ? -1 : 1;
  return rest.reduce((found, item) => (compare(item, found) * sign > 0 ? item : found), first);
}

function reverse(value: Value | undefined, budget: Budget): Value {
  if (!isKind(value, 'list')) {
    const text = asText(value);
    spend(budget, text.length / 8);
    return Array.from(text).reverse().join('');
  }
  spend(budget, value.items.length);
  return listOf(value.items.toReversed());
}

function slice({ items }: List, start: bigint, end: bigint): List {
  if (start < 0n || end < 0n || start > end || end > BigInt(items.length)) {
    throw new RuleError(`cannot slice(${start}, ${end}), list has ${items.length} items`);
  }
  return listOf(items.slice(Number(start), Number(end)));
}

function flatten({ items }: List, depth: bigint, budget: Budget): readonly Value[] {
  if (depth < 0n) throw new RuleError('level must be non-negative');
  spend(budget, items.length);
  return items.flatMap((item) => (isKind(item, 'list') && depth > 0n ? flatten(item, depth - 1n, budget) : [item]));
}

function present(value: Value | undefined): Optional {
  return value === undefined ? none : { kind: 'optional', value };
}

function containsAll(list: Value | undefined, part: Value | undefined, budget: Budget): boolean {
  return asKind(part, 'list').items.every((item) => contains(list, item, budget));
}

function contains(list: Value | undefined, item: Value, budget: Budget): boolean {
  return asKind(list, 'list').items.some((own) => equal(own, item, budget));
}
