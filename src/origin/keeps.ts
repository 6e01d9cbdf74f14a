import type { ArtifactCopy } from '../flux/artifactCopy.ts';
import { asText } from '../flux/fields.ts';
import { matchesName, pathPattern } from '../flux/globs.ts';
import type { JsonObject } from '../flux/object.ts';
import type { Keeps, Way } from './layers.ts';

/**
 * Which files a GitRepository's `spec.sparseCheckout` checks out: those whose paths begin with one of the texts, as go-git
 * compares them (plumbing/format/index, SkipUnless), without a leading `./` (source-controller, gitCheckout); undefined where
 * it names none.
 */
export function sparse(named: unknown): Keeps | undefined {
  const folders = textsOf(named).map((text) => text.replace(/^\.\//, ''));
  if (folders.length === 0) return undefined;
  return (path) => folders.some((folder) => path.startsWith(folder));
}

/**
 * Which files a copy of an ArtifactGenerator takes: what its pattern matches, folders as a whole, without what `exclude`
 * names (source-watcher, internal/builder/builder.go). `unsure` where it does more than copy them.
 */
export function copiedFiles(
  { from, pattern }: Pick<ArtifactCopy, 'from' | 'pattern'>,
  copy: JsonObject,
): Pick<Way, 'keeps' | 'unsure'> {
  const strategy = asText(copy['strategy']) ?? 'Overwrite';
  const excluded = textsOf(copy['exclude']);
  const patterns = excluded.map((text) => ({ isName: !text.includes('/'), fits: pathPattern(text) }));
  const unsure = strategy !== 'Overwrite' || patterns.some(({ fits }) => fits === undefined);
  const names = pattern?.split('/') ?? [];
  const isTaken = (path: readonly string[]): boolean =>
    names.every((name, index) => matchesName(name, path[index] ?? '') && index < path.length);
  const isExcluded = (path: string): boolean => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    return patterns.some(({ isName, fits }) => fits?.(path) === true || (isName && fits?.(name) === true));
  };
  // A folder that is left out takes with it what is in it.
  const isLeftOut = (path: readonly string[]): boolean =>
    path.some((_, index) => {
      const inner = path.slice(0, index + 1).join('/');
      if (index + 1 < names.length) return false;
      return isExcluded(inner) || (from !== '' && isExcluded(`${from}/${inner}`));
    });
  const keeps: Keeps = (path) => {
    const parts = path === '' ? [] : path.split('/');
    return (parts.length === 0 || isTaken(parts)) && !isLeftOut(parts);
  };
  const isAll = excluded.length === 0 && (pattern === undefined || pattern === '*' || pattern === '**');
  return { ...(!isAll && { keeps }), ...(unsure && { unsure }) };
}

function textsOf(list: unknown): readonly string[] {
  const all: readonly unknown[] = Array.isArray(list) ? list : [];
  return all.filter((one) => typeof one === 'string');
}
