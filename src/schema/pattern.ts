import { RE2JS } from 're2js';

/** A pattern of which other uses than a test are made, too. */
export type Pattern = RE2JS;

/** So many patterns stay compiled; the one longest unused goes first. */
const mostPatterns = 1_000;
/** Longer ones are not read: nobody writes them, and compiling takes time. */
const longestPattern = 10_000;
/** A test walks at most every instruction at every character; with this many it takes tenths of a second at worst. */
const mostSteps = 10_000_000;

const compiled = new Map<string, Pattern | undefined>();

/**
 * Whether a pattern matches somewhere in a text, as Go's `regexp.MatchString` sees it (RE2 syntax, Unicode), in a time
 * that grows only with the lengths of both. Undefined where the pattern cannot be read, or the text is too long to try.
 *
 * RE2JS runs a test at the speed of JavaScript's own RegExp (0.6 µs for a pattern and a value as in Flux's schemas, RegExp
 * with the `u` flag 1.2 µs), so there is no second way for patterns that mean the same in both.
 */
export function matchesPattern(pattern: string, text: string): boolean | undefined {
  const compiledPattern = compilePattern(pattern);
  if (compiledPattern === undefined || !canTry(compiledPattern, text)) return undefined;
  return compiledPattern.test(text);
}

/** A compiled RE2 pattern, kept for the next time. Undefined where it cannot be read. */
export function compilePattern(pattern: string): Pattern | undefined {
  const known = compiled.get(pattern);
  if (known !== undefined || compiled.has(pattern)) {
    compiled.delete(pattern);
    compiled.set(pattern, known);
    return known;
  }
  const made = compile(pattern);
  compiled.set(pattern, made);
  for (const oldest of compiled.keys()) {
    if (compiled.size <= mostPatterns) break;
    compiled.delete(oldest);
  }
  return made;
}

/** Whether a text is short enough for a pattern, so that no file holds up the editor. */
export function canTry(pattern: Pattern, text: string): boolean {
  return pattern.re2().numberOfInstructions() * text.length <= mostSteps;
}

function compile(pattern: string): Pattern | undefined {
  if (pattern.length > longestPattern) return undefined;
  try {
    return RE2JS.compile(pattern);
  } catch {
    return undefined;
  }
}
