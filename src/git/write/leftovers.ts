import { readdir, readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { folderPrefix, isOver, refsFolder } from './runName.ts';

/** Larger files of refs are not read only for this. */
const largestPackedRefs = 16_000_000;

/**
 * Whether a run that ended half-way left something in the repository around a folder, or in the folder for temporary files. Only
 * looks, without git: where the refs are kept in another way nothing is seen, and the next run tells. Never rejects.
 */
export async function hasLeftovers(folder: string): Promise<boolean> {
  const git = await gitFolder(folder);
  if (git === undefined) return false;
  return (await inRefs(git)) || (await namesIn(tmpdir())).some((name) => isLeft(afterPrefix(name, folderPrefix)));
}

async function inRefs(git: string): Promise<boolean> {
  if ((await namesIn(join(git, refsFolder))).some(isLeft)) return true;
  const packed = join(git, 'packed-refs');
  const size = await stat(packed).then(
    (one) => one.size,
    () => 0,
  );
  if (size === 0 || size > largestPackedRefs) return false;
  const text = await readFile(packed, 'utf8').catch(() => '');
  if (!text.includes(` ${refsFolder}`)) return false;
  const lines = text.split('\n').map((line) => afterPrefix(line.slice(line.indexOf(' ') + 1), refsFolder));
  return lines.some((ref) => isLeft(ref.split('/', 1)[0] ?? ''));
}

/** The folder that all worktrees of a repository share, around a folder; undefined outside of any. */
async function gitFolder(folder: string): Promise<string | undefined> {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const path = join(at, '.git');
    const found = await stat(path).catch(() => undefined);
    if (found?.isDirectory() === true) return path;
    if (found?.isFile() === true) {
      const own = resolve(at, afterPrefix((await readLine(path)) ?? '', 'gitdir: '));
      const common = await readLine(join(own, 'commondir'));
      return common === undefined ? own : resolve(own, common);
    }
    if (dirname(at) === at) return undefined;
  }
}

async function readLine(path: string): Promise<string | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  return text?.trim();
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => []);
}

function afterPrefix(text: string, prefix: string): string {
  return text.startsWith(prefix) ? text.slice(prefix.length) : '';
}

function isLeft(name: string): boolean {
  return isOver(name) === true;
}
