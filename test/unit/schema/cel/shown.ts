import { compile } from '../../../../src/schema/cel/compile.ts';
import { NoVerdict, RuleError } from '../../../../src/schema/cel/failure.ts';
import { formatDouble } from '../../../../src/schema/cel/numbers.ts';
import type { Value } from '../../../../src/schema/cel/value.ts';

/** An expression's value as text: `7`, `7u`, `1.5e0`, `"text"`, `[1, 2]`, `some(1)`, `none`, `error`, or `?` without a verdict. */
export function evaluated(expression: string, self: Value = null): string {
  try {
    return shown(compile(expression).evaluate({ slots: [self], budget: { left: 1_000_000 } }));
  } catch (error) {
    if (error instanceof RuleError) return 'error';
    if (error instanceof NoVerdict) return '?';
    throw error;
  }
}

function shown(value: Value): string {
  if (typeof value === 'number') return `double ${formatDouble(value)}`;
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (value.kind === 'uint') return `${value.value}u`;
  if (value.kind === 'list') return `[${value.items.map(shown).join(', ')}]`;
  if (value.kind === 'optional') return value.value === undefined ? 'none' : `some(${shown(value.value)})`;
  return value.kind;
}
