import { createHash } from 'node:crypto';
import { chmod, lstat, mkdir, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { env } from 'node:process';
import { onTestFinished } from 'vitest';
import type { Credentials } from '../../../../src/git/askpass/credentials.ts';
import type { Target } from '../../../../src/git/write/commitAndPush.ts';
import { temporaryFolder, testRepository, type TestRepository } from '../repositories.ts';

/** A remote, and a clone of it that somebody works in. */
export interface RemoteAndClone {
  readonly remote: TestRepository;
  readonly clone: TestRepository;
  readonly target: Target;
  /** The texts at a branch of the remote. */
  files(branch?: string): Promise<Record<string, string>>;
}

/** Keeps git from the settings of whoever runs the tests: a home of their own, which is gone afterwards. */
async function ownHome(): Promise<string> {
  const home = await temporaryFolder();
  for (const [name, value] of Object.entries({ HOME: home, GIT_CONFIG_NOSYSTEM: '1', XDG_CONFIG_HOME: home })) {
    const before = env[name];
    env[name] = value;
    onTestFinished(() => {
      if (before === undefined) Reflect.deleteProperty(env, name);
      else env[name] = before;
    });
  }
  return home;
}

/** A bare remote whose branch main holds these files, and a clone with a person's name. */
export async function remoteAndClone(
  files: Readonly<Record<string, string | Uint8Array>> = { 'apps/web.yaml': 'tag: 1\n' },
  {
    init = [],
    clone: how = [],
    credentials = {},
  }: { init?: string[]; clone?: string[]; credentials?: Credentials } = {},
): Promise<RemoteAndClone> {
  await ownHome();
  const remote = await bareRepository(init);
  const seed = await testRepository(undefined, init);
  await seed.commit(files);
  await seed.git('push', '--quiet', remote.root, 'HEAD:refs/heads/main');
  const clone = await cloneOf(remote, how);
  const target = { root: clone.root, remote: 'origin', branch: 'main', credentials };
  return { remote, clone, target, files: (branch = 'main') => textsAt(remote, branch) };
}

/** A repository without a worktree. */
async function bareRepository(init: readonly string[] = []): Promise<TestRepository> {
  const repository = await testRepository(await temporaryFolder(), ['--bare', ...init]);
  await repository.git('config', 'gc.auto', '0');
  // Without them clones are whole, whatever they ask for.
  await repository.git('config', 'uploadpack.allowFilter', 'true');
  await repository.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
  return repository;
}

/** A clone in which somebody is named. */
export async function cloneOf(remote: TestRepository, how: readonly string[] = []): Promise<TestRepository> {
  const root = await temporaryFolder();
  await remote.git('clone', '--quiet', ...how, `file://${remote.root}`, root);
  const clone = await testRepository(root, undefined);
  await clone.git('config', 'user.name', 'Ann Example');
  await clone.git('config', 'user.email', 'ann@example.org');
  return clone;
}

/** The texts at a branch. */
async function textsAt({ git }: TestRepository, branch: string): Promise<Record<string, string>> {
  const names = await git('ls-tree', '-r', '-z', '--name-only', branch);
  const paths = names.split('\0').filter((path) => path !== '');
  return Object.fromEntries(
    await Promise.all(paths.map(async (path) => [path, await git('cat-file', 'blob', `${branch}:${path}`)] as const)),
  );
}

/** A script that a repository runs, as a hook. */
export async function addHook({ root, git }: TestRepository, name: string, lines: string): Promise<void> {
  const folder = join(root, await git('rev-parse', '--git-path', 'hooks'));
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), `#!/bin/sh\n${lines}\n`);
  await chmod(join(folder, name), 0o755);
}

/** Everything in a worktree and its .git but objects, byte by byte: what must not change under whoever works there. */
export async function everythingIn(root: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  const walk = async (folder: string): Promise<void> => {
    for (const entry of await readdir(folder)) {
      const path = join(folder, entry);
      const stats = await lstat(path);
      const name = relative(root, path);
      if (stats.isDirectory()) {
        if (!/^(\.git\/)?objects$/.test(name)) await walk(path);
      } else if (stats.isSymbolicLink()) found[name] = `-> ${await readlink(path)}`;
      else {
        const hash = createHash('sha256').update(await readFile(path));
        found[name] = `${(stats.mode & 0o777).toString(8)} ${stats.mtimeMs} ${hash.digest('hex')}`;
      }
    }
  };
  await walk(root);
  return found;
}

/** Folders and files that runs left in the folder for temporary files, which is the test's own. */
export async function ownTemporaryFolder(): Promise<() => Promise<string[]>> {
  const folder = await temporaryFolder();
  const before = env['TMPDIR'];
  env['TMPDIR'] = folder;
  onTestFinished(async () => {
    if (before === undefined) Reflect.deleteProperty(env, 'TMPDIR');
    else env['TMPDIR'] = before;
    await rm(folder, { recursive: true, force: true });
  });
  return async () => (await readdir(folder)).filter((name) => /^sluice-[0-9a-f]{6}-/.test(name));
}
