import type { KindSchema, Schema } from '../schema.ts';
import { compiledExpression } from './compiledRule.ts';
import { partsOf } from './reach.ts';

/** A CEL rule that is never evaluated, whatever the object. */
export interface UnsupportedRule {
  /** The rule's expression. */
  readonly rule: string;
  /** Why: a function that is not supported, an expression too long. */
  readonly reason: string;
}

const known = new WeakMap<KindSchema, readonly UnsupportedRule[]>();

/** The rules of a kind that cannot be evaluated, each expression once: the API server may refuse what we let pass. */
export function unsupportedRules(kind: KindSchema): readonly UnsupportedRule[] {
  const before = known.get(kind);
  if (before !== undefined) return before;
  const found = kind.custom ? [...search(kind)] : [];
  known.set(kind, found);
  return found;
}

function* search(kind: KindSchema): Generator<UnsupportedRule> {
  const waiting: Schema[] = [kind.schema];
  const seen = new Set<Schema>();
  const rules = new Set<string>();
  for (let schema = waiting.pop(); schema !== undefined; schema = waiting.pop()) {
    if (seen.has(schema)) continue;
    seen.add(schema);
    for (const { rule } of schema['x-kubernetes-validations'] ?? []) {
      if (rules.has(rule)) continue;
      rules.add(rule);
      const compiled = compiledExpression(rule);
      if ('reason' in compiled) yield { rule, reason: compiled.reason };
    }
    const target = schema.$ref === undefined ? undefined : kind.definition(schema.$ref);
    for (const part of [target, ...partsOf(schema)]) if (part !== undefined) waiting.push(part);
  }
}
