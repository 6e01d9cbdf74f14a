import { RuleError } from '../failure.ts';
import { asKind, isKind, listOf, none, type Optional, type Value } from '../value.ts';
import type { Library } from './library.ts';

/** Optional values (google/cel-go, cel/library.go). `or` and `orValue` evaluate their argument only when it counts: see compile.ts. */
export const optionals: Library = {
  'optional.of/1': ([value = null]) => some(value),
  'optional.none/0': () => none,
  'optional.ofNonZeroValue/1': ([value = null]) => (isZero(value) ? none : some(value)),
  '.hasValue/0': ([optional]) => asKind(optional, 'optional').value !== undefined,
  '.value/0': ([optional]) => {
    const { value } = asKind(optional, 'optional');
    if (value === undefined) throw new RuleError('optional.none() dereference');
    return value;
  },
  'optional.unwrap/1': ([list]) => unwrap(list),
  '.unwrapOpt/0': ([list]) => unwrap(list),
};

function some(value: Value): Optional {
  return { kind: 'optional', value };
}

function unwrap(list: Value | undefined): Value {
  const values = asKind(list, 'list').items.map((item) => asKind(item, 'optional').value);
  return listOf(values.filter((value) => value !== undefined));
}

function isZero(value: Value): boolean {
  if (isKind(value, 'list')) return value.items.length === 0;
  if (isKind(value, 'map')) return value.keys().length === 0;
  if (isKind(value, 'bytes')) return value.bytes.length === 0;
  if (isKind(value, 'duration') || isKind(value, 'timestamp')) return value.nanos === 0n;
  if (isKind(value, 'uint')) return value.value === 0n;
  return value === null || value === false || value === '' || value === 0n || value === 0;
}
