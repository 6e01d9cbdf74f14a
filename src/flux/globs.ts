/**
 * Patterns for paths as source-watcher reads them: Go's `path.Match` for a name, and bmatcuk/doublestar for whole paths.
 * Time grows with the product of both lengths, whatever the pattern.
 */

/** Whether one part of a pattern fits a name: `*`, `?`, `[a-z]`, `[^a]`, `\` before what is meant as written. */
export function matchesName(pattern: string, name: string): boolean {
  const parts = partsOf(pattern);
  if (parts === undefined) return false;
  const chars = Array.from(name);
  let [part, at] = [0, 0];
  let star: { readonly part: number; readonly at: number } | undefined;
  while (at < chars.length) {
    const own = parts[part];
    if (own === '*') {
      star = { part, at };
      part += 1;
    } else if (own?.(chars[at] ?? '') === true) {
      part += 1;
      at += 1;
    } else if (star !== undefined) {
      // The last star takes one character more.
      star = { part: star.part, at: star.at + 1 };
      part = star.part + 1;
      at = star.at;
    } else return false;
  }
  return parts.slice(part).every((one) => one === '*');
}

/** More alternatives than this are not looked at; source-watcher has a limit too. */
const mostAlternatives = 256;

/**
 * Whether a pattern fits a whole path: names as {@link matchesName} has it, `**` as a whole name for any number of names,
 * and `{a,b}` for alternatives. Undefined where the pattern has more of these than anybody needs.
 */
export function pathPattern(pattern: string): ((path: string) => boolean) | undefined {
  const all = alternatives(pattern);
  if (all === undefined) return undefined;
  const patterns = all.map((one) => one.split('/'));
  return (path) => patterns.some((names) => matchesNames(names, path.split('/')));
}

function matchesNames(pattern: readonly string[], path: readonly string[]): boolean {
  // Which lengths of the path the pattern so far fits.
  let fits: ReadonlySet<number> = new Set([0]);
  for (const name of pattern) {
    const next = new Set<number>();
    if (name === '**') {
      const from = Math.min(...fits);
      for (let length = from; length <= path.length; length += 1) next.add(length);
    } else {
      for (const length of fits)
        if (matchesName(name, path[length] ?? '') && length < path.length) next.add(length + 1);
    }
    if (next.size === 0) return false;
    fits = next;
  }
  return fits.has(path.length);
}

type Part = '*' | ((char: string) => boolean);

function partsOf(pattern: string): readonly Part[] | undefined {
  const chars = Array.from(pattern);
  const parts: Part[] = [];
  for (let at = 0; at < chars.length; at += 1) {
    const char = chars[at] ?? '';
    if (char === '*') {
      if (parts.at(-1) !== '*') parts.push('*');
    } else if (char === '?') parts.push(() => true);
    else if (char === '[') {
      const end = chars.indexOf(']', at + 2);
      if (end < 0) return undefined;
      parts.push(oneOf(chars.slice(at + 1, end)));
      at = end;
    } else {
      const meant = char === '\\' ? (chars[(at += 1)] ?? '') : char;
      parts.push((one) => one === meant);
    }
  }
  return parts;
}

function oneOf(chars: readonly string[]): (char: string) => boolean {
  const isNot = chars[0] === '^' || chars[0] === '!';
  const own = isNot ? chars.slice(1) : chars;
  const ranges: (readonly [string, string])[] = [];
  for (let at = 0; at < own.length; at += 1) {
    const low = own[at] ?? '';
    const isRange = own[at + 1] === '-' && at + 2 < own.length;
    ranges.push([low, isRange ? (own[at + 2] ?? low) : low]);
    if (isRange) at += 2;
  }
  return (char) => ranges.some(([low, high]) => low <= char && char <= high) !== isNot;
}

/** The patterns that `{a,b}` stands for. */
function alternatives(pattern: string): readonly string[] | undefined {
  let done: string[] = [];
  let open = [pattern];
  while (open.length > 0) {
    const next: string[] = [];
    for (const one of open) {
      const group = groupIn(one);
      if (group === undefined) done = [...done, one];
      else next.push(...group);
    }
    if (done.length + next.length > mostAlternatives) return undefined;
    open = next;
  }
  return done;
}

/** With the first group replaced by each of its alternatives; undefined if there is none. */
function groupIn(pattern: string): readonly string[] | undefined {
  let depth = 0;
  let start = 0;
  const cuts: number[] = [];
  for (let at = 0; at < pattern.length; at += 1) {
    const char = pattern[at];
    if (char === '\\') at += 1;
    else if (char === '{') {
      if (depth === 0) start = at;
      depth += 1;
    } else if (char === ',' && depth === 1) cuts.push(at);
    else if (char === '}' && depth > 0) {
      depth -= 1;
      if (depth > 0) continue;
      const ends = [...cuts, at];
      return ends.map((end, index) => {
        const from = index === 0 ? start + 1 : (ends[index - 1] ?? 0) + 1;
        return pattern.slice(0, start) + pattern.slice(from, end) + pattern.slice(at + 1);
      });
    }
  }
  return undefined;
}
