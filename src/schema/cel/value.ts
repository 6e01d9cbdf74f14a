import type { Json, JsonObject } from '../../flux/object.ts';
import { NoVerdict } from './failure.ts';

/**
 * A value of CEL: int is a bigint, double a number, and the rest carries its kind. Lists and maps of a document are made
 * as they are looked at.
 */
export type Value = null | boolean | bigint | number | string | Composite;

export type Composite =
  | List
  | CelMap
  | Optional
  | Unknown
  | Readonly<{ kind: 'uint'; value: bigint }>
  | Bytes
  | Duration
  | Timestamp
  | Readonly<{ kind: 'type'; name: string }>
  | Quantity
  | Url
  | Ip
  | Cidr
  | Readonly<{ kind: 'format'; name: string }>
  | Semver;

export interface List {
  readonly kind: 'list';
  readonly items: readonly Value[];
  /** How two lists are compared and added: as a set, or by these keys of their objects; without it in their order. */
  readonly merge?: 'set' | readonly string[];
}

export interface CelMap {
  readonly kind: 'map';
  /** The value of a key; undefined where there is none. */
  readonly find: (key: Value) => Value | undefined;
  readonly keys: () => readonly Value[];
  /** Whether the schema knows a field; absent for maps. */
  readonly declares?: (field: string) => boolean;
  /** The fields that the schema does not know and keeps: they count when objects are compared. */
  readonly preserved?: JsonObject;
}

export interface Optional {
  readonly kind: 'optional';
  readonly value: Value | undefined;
}

/** What cannot be looked at: a field without a type in the schema, a variable, a value of another type than the schema's. */
export interface Unknown {
  readonly kind: 'unknown';
  /** The value of a field without a type, which can be compared. */
  readonly preserved?: Json;
}

export interface Bytes {
  readonly kind: 'bytes';
  readonly bytes: Uint8Array;
}

export interface Duration {
  readonly kind: 'duration';
  readonly nanos: bigint;
}

export interface Timestamp {
  readonly kind: 'timestamp';
  /** Nanoseconds since 1970. */
  readonly nanos: bigint;
  /** The minutes from UTC with which it was written; they show only in its text. */
  readonly offset?: number;
}

/** `amount` times ten to the power of `scale`. */
export interface Quantity {
  readonly kind: 'quantity';
  readonly amount: bigint;
  readonly scale: number;
  /** Whether Kubernetes holds it as an integer with a scale; only then it can be one. */
  readonly compact: boolean;
}

export interface Url {
  readonly kind: 'url';
  readonly scheme: string;
  readonly host: string;
  readonly escapedPath: string;
  readonly query: string;
  readonly text: string;
}

export interface Ip {
  readonly kind: 'ip';
  readonly bits: 32 | 128;
  readonly address: bigint;
}

export interface Cidr {
  readonly kind: 'cidr';
  readonly ip: Ip;
  readonly prefix: number;
}

export interface Semver {
  readonly kind: 'semver';
  readonly major: bigint;
  readonly minor: bigint;
  readonly patch: bigint;
  readonly prerelease: readonly string[];
}

export const none: Optional = { kind: 'optional', value: undefined };

/** The name of a value's type as CEL writes it. */
export function typeName(value: Value): string {
  if (value === null) return 'null_type';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'bigint') return 'int';
  if (typeof value === 'number') return 'double';
  if (typeof value === 'string') return 'string';
  switch (value.kind) {
    case 'duration':
      return 'google.protobuf.Duration';
    case 'timestamp':
      return 'google.protobuf.Timestamp';
    case 'optional':
      return 'optional_type';
    case 'ip':
      return 'net.IP';
    case 'cidr':
      return 'net.CIDR';
    case 'quantity':
      return 'kubernetes.Quantity';
    case 'url':
      return 'kubernetes.URL';
    case 'semver':
      return 'kubernetes.Semver';
    case 'format':
      return 'kubernetes.NamedFormat';
    case 'unknown':
      throw new NoVerdict('a value that is not known');
    case 'list':
    case 'map':
    case 'uint':
    case 'bytes':
    case 'type':
      return value.kind;
  }
}

/** A list of values in their order. */
export function listOf(items: readonly Value[]): List {
  return { kind: 'list', items };
}

/** The value if it is of a kind; otherwise there is no verdict, as the function does not take it. */
export function asKind<Kind extends Composite['kind']>(
  value: Value | undefined,
  kind: Kind,
): Extract<Composite, { kind: Kind }> {
  if (isKind(value, kind)) return value;
  throw noOverload(value);
}

/** Whether a value is of a kind. */
export function isKind<Kind extends Composite['kind']>(
  value: Value | undefined,
  kind: Kind,
): value is Extract<Composite, { kind: Kind }> {
  return typeof value === 'object' && value !== null && value.kind === kind;
}

/** The text if the value is a string; otherwise there is no verdict. */
export function asText(value: Value | undefined): string {
  if (typeof value === 'string') return value;
  throw noOverload(value);
}

/** The integer if the value is one; otherwise there is no verdict. */
export function asInt(value: Value | undefined): bigint {
  if (typeof value === 'bigint') return value;
  throw noOverload(value);
}

/** What to throw where an operator or function does not take a value. */
export function noOverload(value: Value | undefined): NoVerdict {
  return new NoVerdict(`no such overload: ${value === undefined ? 'nothing' : typeName(value)}`);
}
