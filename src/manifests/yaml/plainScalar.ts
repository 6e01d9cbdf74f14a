import type { ScalarValue } from './node.ts';

const words: ReadonlyMap<string, ScalarValue> = new Map<string, ScalarValue>([
  ...spellings(true, 'y', 'yes', 'true', 'on'),
  ...spellings(false, 'n', 'no', 'false', 'off'),
  ...spellings(null, 'null'),
  ['', null],
  ['~', null],
  ...['.nan', '.NaN', '.NAN'].map((text): [string, number] => [text, NaN]),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((text): [string, number] => [text, Infinity]),
  ...['-.inf', '-.Inf', '-.INF'].map((text): [string, number] => [text, -Infinity]),
]);

/**
 * What a plain scalar means to sigs.k8s.io/yaml, by the rules of go.yaml.in/yaml/v2 (resolve.go): YAML 1.1 words,
 * Go's integer literals, decimal floats; no sexagesimals, and timestamps stay text.
 */
export function plainValue(text: string): ScalarValue {
  if (words.has(text)) return words.get(text) ?? null;
  const first = text.charCodeAt(0);
  const digit = first >= 48 && first <= 57;
  if (first === 46) return /^\.[0-9]+([eE][-+]?[0-9]+)?$/.test(text) ? Number(text) : text;
  if (!digit && first !== 43 && first !== 45) return text;
  if (isTimestamp(text)) return text;
  const plain = text.replaceAll('_', '');
  return integer(plain) ?? float(plain) ?? text;
}

/** Go's strconv.ParseInt(text, 0, 64) and ParseUint: an optional sign and a literal in base 2, 8, 10 or 16. */
function integer(text: string): number | undefined {
  const match = /^([-+]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)$/.exec(text);
  if (match === null) return undefined;
  const digits = match[2] ?? '';
  const octal = /^0[0-7]+$/.test(digits);
  const value = BigInt(octal ? `0o${digits.slice(1)}` : digits.toLowerCase());
  const negative = match[1] === '-';
  // What 64 bits cannot hold is no integer; a decimal one is then read as a float.
  if (value > (negative ? 1n << 63n : (1n << 64n) - 1n)) return undefined;
  return negative ? -Number(value) : Number(value);
}

function float(text: string): number | undefined {
  if (!/^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** parseTimestamp of go.yaml.in/yaml/v2: such a text is not read as a number. */
function isTimestamp(text: string): boolean {
  return /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}($|[Tt ])/.test(text);
}

function spellings<Value>(value: Value, ...names: readonly string[]): [string, Value][] {
  return names.flatMap((name) => {
    const capital = name.slice(0, 1).toUpperCase() + name.slice(1);
    return [name, capital, name.toUpperCase()].map((text): [string, Value] => [text, value]);
  });
}
