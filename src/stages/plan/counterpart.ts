import type { Stage } from '../terms/config.ts';

/** A path longer than this, in names, has no counterpart: matching `**` takes the square of it. */
const mostNames = 60;

/**
 * Where a file of one stage stands in another: the folders that the stages name are taken for each other in their order, and
 * what `*` and `**` stand for is kept. The path itself where both stages are the whole of their branches; undefined where
 * it lies in none of the stage's folders, or would stand in one of the source's again.
 */
export function counterpart(path: string, from: Stage, to: Stage): string | undefined {
  if (from.paths.length === 0 && to.paths.length === 0) return path;
  const names = path.split('/');
  if (names.length > mostNames) return undefined;
  for (const [index, pattern] of from.paths.entries()) {
    const other = to.paths[index];
    const matched = other === undefined ? undefined : match(pattern.split('/'), names);
    if (other === undefined || matched === undefined) continue;
    const made = fill(other.split('/'), matched.wild);
    if (made === undefined) continue;
    const place = [...made, ...matched.rest];
    const isSources = from.paths.some((one) => match(one.split('/'), place) !== undefined);
    if (!isSources || place.join('/') === path) return place.join('/');
  }
  return undefined;
}

/** Whether a path lies in one of a stage's own folders. */
export function liesIn(stage: Stage, path: string): boolean {
  const names = path.split('/');
  return names.length <= mostNames && stage.paths.some((pattern) => match(pattern.split('/'), names) !== undefined);
}

interface Matched {
  /** What each wildcard stands for. */
  readonly wild: readonly (readonly string[])[];
  /** What lies below the folder. */
  readonly rest: readonly string[];
}

function match(pattern: readonly string[], names: readonly string[]): Matched | undefined {
  const [first, ...others] = pattern;
  if (first === undefined) return { wild: [], rest: names };
  if (first === '**') {
    for (let length = 0; length < names.length; length++) {
      const found = match(others, names.slice(length));
      if (found !== undefined) return { wild: [names.slice(0, length), ...found.wild], rest: found.rest };
    }
    return undefined;
  }
  const [name, ...below] = names;
  if (name === undefined || below.length === 0 || (first !== '*' && first !== name)) return undefined;
  const found = match(others, below);
  return found && (first === '*' ? { wild: [[name], ...found.wild], rest: found.rest } : found);
}

function fill(pattern: readonly string[], wild: readonly (readonly string[])[]): readonly string[] | undefined {
  let next = 0;
  const made = pattern.flatMap((name) => (name === '*' || name === '**' ? (wild[next++] ?? []) : [name]));
  return next === wild.length ? made : undefined;
}
