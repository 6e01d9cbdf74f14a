import { readFile } from 'node:fs/promises';
import { isUtf8 } from 'node:buffer';
import { createLimiter } from '../../base/limiter.ts';
import { FailureError } from '../../base/failure.ts';
import { scanFolder, type ScanLimits } from '../../files/scan.ts';
import { openRepository } from '../../git/repository.ts';
import type { SourceFileMap } from '../../git/sourceFiles.ts';
import { worktreeFiles } from '../../git/worktreeFiles.ts';
import type { OpenRepository } from '../../origin/openRepository.ts';
import type { Files } from '../../stages/terms/application.ts';

/** Files at one moment. */
export interface Tree {
  /** All that are text, byte order marks included. */
  readonly files: Files;
  /** All of them. */
  readonly bytes: SourceFileMap;
  /** Absent where they are those of a folder without a commit. */
  readonly commit: string | undefined;
}

/** Files as they lie here. */
export interface WorkingTree {
  readonly root: string;
  /** Undefined outside of Git. */
  readonly repository: OpenRepository | undefined;
  readonly tree: Tree;
  /** Of a folder outside of Git: what could not be read, from `root`. */
  readonly unread: readonly string[];
}

/** Larger files hold no manifests: bytes. */
const largestText = 5_000_000;

/** What is read of a folder that is no repository: more is a folder that was meant for nothing of the kind. */
const folderLimits: ScanLimits = { entries: 20_000, depth: 40 };

/** A tree of files that were read. */
export function treeOf(bytes: SourceFileMap, commit: string | undefined): Tree {
  const files = new Map<string, string>();
  for (const [path, content] of bytes) {
    const text = textOf(content);
    if (text !== undefined) files.set(path, text);
  }
  return { files, bytes, commit };
}

/**
 * The files of a folder as a commit of everything would hold them, with paths from `root`; of a folder outside of any Git
 * repository those on the disk, within `limits`. Throws a FailureError with a GitFailure or `tooManyFiles`, or the signal's
 * reason.
 */
export async function workingTree(folder: string, signal: AbortSignal, limits = folderLimits): Promise<WorkingTree> {
  const repository = await openRepository(folder, signal);
  if (repository === undefined) return { root: folder, repository, ...(await folderTree(folder, limits, signal)) };
  const { root, commit } = repository;
  return { root, repository, tree: treeOf((await worktreeFiles(root, signal)).files, commit), unread: [] };
}

async function folderTree(
  folder: string,
  limits: ScanLimits,
  signal: AbortSignal,
): Promise<Omit<WorkingTree, 'root' | 'repository'>> {
  const scan = await scanFolder(folder, signal, limits);
  if (scan.capped) throw tooMany(folder, limits);
  const limited = createLimiter(16);
  const unread = scan.unread.map(({ path }) => path.slice(folder.length + 1));
  const contents = scan.files.map((path) =>
    limited(async () => {
      const name = path.slice(folder.length + 1);
      try {
        return [[name, await readFile(path, { signal })] as const];
      } catch {
        signal.throwIfAborted();
        unread.push(name);
        return [];
      }
    }, signal),
  );
  return { tree: treeOf(new Map((await Promise.all(contents)).flat()), undefined), unread };
}

function tooMany(folder: string, { entries, depth }: ScanLimits): FailureError {
  const much = `more than ${entries} files and folders, or folders more than ${depth} deep`;
  const message = `There is no Git repository at ${folder}, and it holds ${much}: name a smaller folder (-C FOLDER).`;
  return new FailureError({ code: 'tooManyFiles', message });
}

const known = new WeakMap<Uint8Array, string>();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

function textOf(content: Uint8Array): string | undefined {
  if (content.length > largestText || !isUtf8(content) || content.includes(0)) return undefined;
  const text = known.get(content) ?? decoder.decode(content);
  known.set(content, text);
  return text;
}
