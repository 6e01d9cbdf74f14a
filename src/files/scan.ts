import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { unreadFor, type Unread } from './readText.ts';
import { slashed } from './slashes.ts';

/** How much of a folder is looked at. */
export interface ScanLimits {
  /** Files and folders in all. */
  readonly entries: number;
  /** Folders within folders. */
  readonly depth: number;
}

/** Enough for the largest monorepos that are edited in one window. */
const scanLimits: ScanLimits = { entries: 200_000, depth: 40 };

/** What lies in a folder; all paths absolute, with slashes. */
export interface FolderScan {
  /** All files, in the order in which they were met. */
  readonly files: readonly string[];
  /** The folders with a `.git`. */
  readonly gitRoots: readonly string[];
  /** Folders that could not be read. */
  readonly unread: readonly Unread[];
  /** Whether a limit left something out. */
  readonly capped: boolean;
}

/** Folders that hold no manifests of the repository's own, and many files. */
const passedOver = new Set(['.git', '.hg', '.svn', '.terraform', '.venv', '.cache', '.direnv', 'node_modules']);

/** Whether a path leads through a folder that is never looked into. */
export function isPassedOver(path: string): boolean {
  return path.split('/').some((part) => passedOver.has(part));
}

interface Folder {
  readonly path: string;
  readonly depth: number;
  /** The real paths of the folder and those it was reached through: none is entered again. */
  readonly chain: readonly string[];
}

/**
 * Lists the files in a folder and below. Links are followed, but never into a folder that they lie in. Folders that cannot
 * be read are told of. Rejects only with the signal's reason.
 */
export async function scanFolder(folder: string, signal: AbortSignal, limits = scanLimits): Promise<FolderScan> {
  const files: string[] = [];
  const gitRoots: string[] = [];
  const unread: Unread[] = [];
  let left = limits.entries;
  let capped = false;
  const root = slashed(folder);
  const waiting: Folder[] = [{ path: root, depth: 0, chain: [await realPathOf(root)] }];

  for (let at = 0; at < waiting.length && left > 0; at++) {
    signal.throwIfAborted();
    const current = waiting[at];
    if (current === undefined) break;
    const entries = await entriesOf(current.path);
    if (!Array.isArray(entries)) {
      if (entries !== undefined) unread.push(entries);
      continue;
    }
    if (entries.some(({ name }) => name === '.git')) gitRoots.push(current.path);
    if (isVendored(entries, current)) continue;
    for (const entry of entries) {
      if (--left < 0) break;
      const path = current.path === '/' ? `/${entry.name}` : `${current.path}/${entry.name}`;
      const kind = await kindOf(entry, path);
      if (kind === 'file') files.push(path);
      if (kind !== 'folder' || passedOver.has(entry.name)) continue;
      const real = entry.isSymbolicLink() ? await realPathOf(path) : undefined;
      const next = nextFolder(current, path, entry.name, real);
      if (next === undefined) continue;
      if (next.depth > limits.depth) capped = true;
      else waiting.push(next);
    }
  }
  return { files, gitRoots, unread, capped: capped || left <= 0 };
}

/** Go keeps copies of other modules in `vendor`, with a `modules.txt`. The folder that was asked for is looked into. */
function isVendored(entries: readonly Dirent[], { path, depth }: Folder): boolean {
  return depth > 0 && path.endsWith('/vendor') && entries.some(({ name }) => name === 'modules.txt');
}

/** Where to go on; undefined for a link into a folder that it lies in. `real` is given where a link leads there. */
function nextFolder(from: Folder, path: string, name: string, real: string | undefined): Folder | undefined {
  const depth = from.depth + 1;
  const { chain } = from;
  if (real === undefined) return { path, depth, chain: [...chain.slice(0, -1), `${chain.at(-1) ?? ''}/${name}`] };
  const isLoop = chain.some((above) => above === real || above.startsWith(`${real}/`));
  return isLoop ? undefined : { path, depth, chain: [...chain, real] };
}

async function kindOf(entry: Dirent, path: string): Promise<'file' | 'folder' | undefined> {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  if (!entry.isSymbolicLink()) return undefined;
  const target = await stat(path).catch(() => undefined);
  return target?.isFile() === true ? 'file' : target?.isDirectory() === true ? 'folder' : undefined;
}

/** A folder's entries by name, or why they are not known; undefined where there is no folder any more. */
async function entriesOf(folder: string): Promise<Dirent[] | Unread | undefined> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    return unreadFor(folder, error);
  }
}

async function realPathOf(path: string): Promise<string> {
  return slashed(await realpath(path).catch(() => path));
}
