import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

const half = 'unfinished-';
const oneDay = 24 * 60 * 60 * 1000;

/** Where built things and the state of `npm run cluster` are kept: the user's cache folder, `sluice` in it. */
export function cacheFolder(): string {
  const usual = process.platform === 'darwin' ? join(homedir(), 'Library', 'Caches') : join(homedir(), '.cache');
  return join(process.env['XDG_CACHE_HOME'] ?? usual, 'sluice');
}

/**
 * The folder `name` of the cache, made by `make` if it is not there. It appears as a whole or not at all: `make`
 * fills a folder beside it, which is then renamed. Of two makers at once, the first to finish wins.
 */
export async function cached(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const target = join(cacheFolder(), name);
  if (await exists(target)) return target;
  await mkdir(cacheFolder(), { recursive: true });
  await removeUnfinished();
  const folder = await mkdtemp(join(cacheFolder(), half));
  try {
    await make(folder);
    await rename(folder, target);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    if (!(await exists(target))) throw error;
  }
  return target;
}

/** Names in the cache that begin with `prefix`, the last in order first. */
export async function cachedNames(prefix: string): Promise<string[]> {
  const names = await readdir(cacheFolder()).catch(() => []);
  return names
    .filter((name) => name.startsWith(prefix))
    .sort()
    .reverse();
}

export async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}

/** What makers left behind that were killed; nothing takes a day to make. */
async function removeUnfinished(): Promise<void> {
  for (const name of await cachedNames(half)) {
    const folder = join(cacheFolder(), name);
    const made = await stat(folder).catch(() => undefined);
    if (made !== undefined && Date.now() - made.mtimeMs > oneDay) await rm(folder, { recursive: true, force: true });
  }
}
