import { pathPattern } from '../../flux/globs.ts';
import type { Stage } from './config.ts';

/** Whether a file or folder (from the repository's root) is of a stage's paths, or below one; of a whole branch all are. */
export function isInStage({ paths }: Pick<Stage, 'paths'>, path: string): boolean {
  if (paths.length === 0) return true;
  const folders = path.split('/').map((_, at, names) => names.slice(0, at + 1).join('/'));
  return paths.some((one) => {
    const fits = one.includes('*') ? pathPattern(one) : (folder: string) => folder === one;
    return fits !== undefined && folders.some(fits);
  });
}
