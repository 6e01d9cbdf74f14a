import { watch, type FSWatcher } from 'node:fs';
import { readlink, stat } from 'node:fs/promises';
import * as path from 'node:path';
import { onDispose, type Disposable } from '../../base/disposable.ts';

/** When files are looked at, in milliseconds. */
interface LookTiming {
  /** Editors and tools write in several steps; what comes within this is one change. */
  readonly settleMs: number;
  /** How often where the system cannot watch a folder (no inotify watches left, some shares). */
  readonly fallbackMs: number;
}

const defaultTiming: LookTiming = { settleMs: 150, fallbackMs: 5000 };
const maxLinks = 16;

/**
 * Calls `onChange` after any of `paths` has come to differ on disk: written in place, replaced, linked elsewhere,
 * created or removed. Folders are watched, not files, and where one is missing the nearest one above it. Tests shorten the timing.
 */
export function watchKubeconfig(
  paths: readonly string[],
  onChange: () => void,
  { settleMs, fallbackMs } = defaultTiming,
): Disposable {
  const watchers = new Map<string, FSWatcher>();
  let state: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  let disposed = false;

  const schedule = (delay: number): void => {
    if (!disposed) timer ??= setTimeout(() => void look(), delay);
  };

  const look = async (): Promise<void> => {
    timer = undefined;
    const folders = new Set((await Promise.all(paths.map(foldersOf))).flat());
    const found = (await Promise.all(paths.map(versionOf))).join('\n');
    if (disposed) return;
    const isComplete = follow(watchers, folders, () => schedule(settleMs));
    const isFirst = state === undefined;
    const isChanged = !isFirst && state !== found;
    state = found;
    // What happened just before a folder was watched made no event: look once more.
    if (isFirst || isChanged) schedule(settleMs);
    else if (!isComplete) schedule(fallbackMs);
    if (isChanged) onChange();
  };

  void look();
  return onDispose(() => {
    disposed = true;
    clearTimeout(timer);
    for (const watcher of watchers.values()) watcher.close();
  });
}

/** Makes `watchers` those of `folders`; returns whether the system watches all of them. */
function follow(watchers: Map<string, FSWatcher>, folders: ReadonlySet<string>, onEvent: () => void): boolean {
  for (const [folder, watcher] of watchers) {
    if (folders.has(folder)) continue;
    watcher.close();
    watchers.delete(folder);
  }
  let isComplete = true;
  for (const folder of folders) {
    if (watchers.has(folder)) continue;
    try {
      // The key holds the folder's identity: one made anew under the same name is another.
      const watcher = watch(folder.slice(folder.indexOf(':') + 1), { persistent: false }, onEvent);
      watcher.on('error', () => {
        watcher.close();
        watchers.delete(folder);
        onEvent();
      });
      watchers.set(folder, watcher);
    } catch {
      isComplete = false;
    }
  }
  return isComplete;
}

/** The folders in which a change can concern `file`, each as `<inode>:<path>`: its own, and those of links on the way. */
async function foldersOf(file: string): Promise<string[]> {
  const folders: string[] = [];
  let current: string | undefined = file;
  for (let step = 0; current !== undefined && step < maxLinks; step += 1) {
    folders.push(await existingFolder(path.dirname(current)));
    const link = await firstLink(current);
    if (link !== undefined) folders.push(await existingFolder(path.dirname(link.at)));
    current = link?.leadsTo;
  }
  return folders;
}

/** The first symbolic link on the way to `file`, and the path that it makes of it. */
async function firstLink(file: string): Promise<{ readonly at: string; readonly leadsTo: string } | undefined> {
  const steps = ancestors(file).reverse();
  for (const at of [...steps, file]) {
    const target = await readlink(at).catch(() => undefined);
    if (target !== undefined)
      return { at, leadsTo: path.join(path.resolve(path.dirname(at), target), path.relative(at, file)) };
  }
  return undefined;
}

/** The folders above `file`, nearest first. */
function ancestors(file: string): string[] {
  const parent = path.dirname(file);
  return parent === file ? [] : [parent, ...ancestors(parent)];
}

/** `folder` or the nearest one above it that exists. */
async function existingFolder(folder: string): Promise<string> {
  for (const current of [folder, ...ancestors(folder)]) {
    const stats = await stat(current).catch(() => undefined);
    if (stats?.isDirectory()) return `${stats.ino}:${current}`;
  }
  return `0:${folder}`;
}

async function versionOf(file: string): Promise<string> {
  try {
    const { dev, ino, size, mtimeNs, ctimeNs } = await stat(file, { bigint: true });
    return [dev, ino, size, mtimeNs, ctimeNs].join(':');
  } catch {
    return 'missing';
  }
}
