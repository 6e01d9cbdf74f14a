import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { devNull, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { env } from 'node:process';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';

const run = promisify(execFile);

/** A signal that nobody aborts. */
export const going = new AbortController().signal;

/** A repository in a temporary folder, which is gone after the test. */
export interface TestRepository {
  readonly root: string;
  git(...args: readonly string[]): Promise<string>;
  /** Writes files; `-> target` makes a link. */
  write(files: Readonly<Record<string, string | Uint8Array>>): Promise<void>;
  /** Writes files and commits all; gives the commit. */
  commit(files: Readonly<Record<string, string | Uint8Array>>): Promise<string>;
}

/** An empty folder, which is gone after the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'sluice-git-')));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Makes a repository with branch main and no commit; `init` are options of `git init`. */
export async function testRepository(root?: string, init: readonly string[] = []): Promise<TestRepository> {
  const folder = root ?? (await temporaryFolder());
  const git = async (...args: readonly string[]): Promise<string> => {
    const who = [
      '-c',
      'user.name=Somebody',
      '-c',
      'user.email=somebody@example.org',
      '-c',
      'protocol.file.allow=always',
    ];
    const environment = { ...env, GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_NOSYSTEM: '1' };
    const { stdout } = await run('git', [...who, ...args], { cwd: folder, env: environment });
    return stdout.trim();
  };
  const write: TestRepository['write'] = async (files) => {
    for (const [path, content] of Object.entries(files)) {
      const full = join(folder, path);
      await mkdir(dirname(full), { recursive: true });
      if (typeof content === 'string' && content.startsWith('-> ')) await symlink(content.slice(3), full);
      else await writeFile(full, content);
    }
  };
  await git('init', '--quiet', '--initial-branch=main', ...init);
  return {
    root: folder,
    git,
    write,
    async commit(files) {
      await write(files);
      await git('add', '--all');
      await git('commit', '--quiet', '--allow-empty', '--message=A change');
      return git('rev-parse', 'HEAD');
    },
  };
}

/** Files as texts. */
export function asTexts(files: ReadonlyMap<string, Uint8Array>): Record<string, string> {
  return Object.fromEntries(Array.from(files, ([path, content]) => [path, Buffer.from(content).toString()]));
}
