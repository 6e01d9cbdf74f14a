import { canTry, compilePattern, matchesPattern } from '../../pattern.ts';
import { type Budget, spend } from '../budget.ts';
import { NoVerdict } from '../failure.ts';
import { asInt, asText, listOf, type Value } from '../value.ts';
import type { Library } from './library.ts';

/** Regular expressions in RE2's syntax: CEL's own `matches` and apiserver/pkg/cel/library/regex.go. */
export const regex: Library = {
  '.matches/1': ([text, pattern], budget) => matches(asText(text), asText(pattern), budget),
  'matches/2': ([text, pattern], budget) => matches(asText(text), asText(pattern), budget),
  '.find/1': ([text, pattern], budget) => findAll(text, pattern, 1n, budget)[0] ?? '',
  '.findAll/1': ([text, pattern], budget) => listOf(findAll(text, pattern, -1n, budget)),
  '.findAll/2': ([text, pattern, most], budget) => listOf(findAll(text, pattern, asInt(most), budget)),
};

function matches(text: string, pattern: string, budget: Budget): boolean {
  spend(budget, 1 + text.length / 8);
  const result = matchesPattern(pattern, text);
  if (result === undefined) throw new NoVerdict(`a pattern that cannot be tried: ${pattern}`);
  return result;
}

function findAll(value: Value | undefined, patternValue: Value | undefined, most: bigint, budget: Budget): string[] {
  const text = asText(value);
  const pattern = compilePattern(asText(patternValue));
  if (pattern === undefined || !canTry(pattern, text)) throw new NoVerdict('a pattern that cannot be tried');
  spend(budget, 10 + text.length);
  const matcher = pattern.matcher(text);
  const found: string[] = [];
  // An empty match next to the one before counts for nothing, as in Go.
  let end = -1;
  while ((most < 0n || BigInt(found.length) < most) && matcher.find()) {
    if (matcher.start() === matcher.end() && matcher.start() === end) continue;
    end = matcher.end();
    spend(budget, 10);
    found.push(text.slice(matcher.start(), end));
  }
  return found;
}
