import type { ASTNode } from '@marcbachmann/cel-js';
import { NoVerdict } from './failure.ts';
import type { Value } from './value.ts';

const types: ReadonlySet<string> = new Set([
  'int',
  'uint',
  'double',
  'bool',
  'string',
  'bytes',
  'list',
  'map',
  'null_type',
  'type',
  'google.protobuf.Duration',
  'google.protobuf.Timestamp',
  'net.IP',
  'net.CIDR',
  'kubernetes.Quantity',
  'kubernetes.URL',
  'kubernetes.Semver',
]);

/** The type that a name means. Undefined where it means none. */
export function typeOf(name: string): Value | undefined {
  return types.has(name) ? { kind: 'type', name } : undefined;
}

/** The value of a literal as the parser gives it. */
export function literal(value: unknown): Value {
  if (value === null || ['boolean', 'bigint', 'number', 'string'].includes(typeof value)) return value as Value;
  if (value instanceof Uint8Array) return { kind: 'bytes', bytes: value };
  const unsigned: unknown = (value as object).valueOf();
  if (typeof unsigned === 'bigint') return { kind: 'uint', value: unsigned };
  throw new NoVerdict('a literal that is not known');
}

/** A chain of names with dots between. Undefined for any other expression. */
export function qualifiedName(ast: ASTNode): string | undefined {
  if (ast.op === 'id') return ast.args;
  if (ast.op !== '.') return undefined;
  const range = qualifiedName(ast.args[0]);
  return range === undefined ? undefined : `${range}.${ast.args[1]}`;
}

/** Whether an expression uses a variable. */
export function mentions(ast: ASTNode, variable: string): boolean {
  const parts: unknown[] = [ast.args];
  if (ast.op === 'id') return ast.args === variable;
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    if (Array.isArray(part)) parts.push(...(part as unknown[]).filter((inner) => typeof inner === 'object'));
    else if (isNode(part)) {
      if (part.op === 'id' && part.args === variable) return true;
      parts.push(part.args);
    }
  }
  return false;
}

function isNode(part: unknown): part is ASTNode {
  return typeof part === 'object' && part !== null && 'op' in part;
}
