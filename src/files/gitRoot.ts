import { access } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { slashed } from './slashes.ts';

/** The folder with a `.git` that a folder is or lies in; undefined outside any. */
export async function gitRootOf(folder: string): Promise<string | undefined> {
  for (let at = slashed(folder); ; at = dirname(at)) {
    if (await exists(join(at, '.git'))) return slashed(at);
    if (dirname(at) === at) return undefined;
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
