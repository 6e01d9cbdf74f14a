import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { env } from 'node:process';
import { expect, onTestFinished, test } from 'vitest';
import { failureOf } from '../../../src/base/failure.ts';
import { isAncestor, openRepository, parseRemotes, resolveRevision } from '../../../src/git/repository.ts';
import { runGit } from '../../../src/git/runGit.ts';
import { going, temporaryFolder, testRepository } from './repositories.ts';

test('a repository is known from a folder in it, with its remotes as git fetches from them', async () => {
  const { root, git, commit } = await testRepository();
  const id = await commit({ 'apps/web.yaml': 'kind: A' });
  await git('tag', 'v1.2');
  await git('config', 'url.https://git.example.org/.insteadOf', 'ours:');
  await git('remote', 'add', 'origin', 'ours:shop/fleet');
  await git('remote', 'add', 'mirror', 'git@example.net:fleet.git');
  expect(await openRepository(join(root, 'apps'), going)).toEqual({
    root,
    remotes: [
      { name: 'mirror', url: 'git@example.net:fleet.git' },
      { name: 'origin', url: 'https://git.example.org/shop/fleet' },
    ],
    branch: 'main',
    commit: id,
    tags: ['v1.2'],
  });
});

test('before the first commit and on no branch', async () => {
  const { root, git, commit } = await testRepository();
  expect(await openRepository(root, going)).toMatchObject({ branch: 'main', commit: undefined, tags: [] });
  const id = await commit({ a: '' });
  await git('checkout', '--quiet', '--detach');
  expect(await openRepository(root, going)).toMatchObject({ branch: undefined, commit: id });
});

test('a folder is spelled as it was opened, also through a link', async () => {
  const { root } = await testRepository();
  await mkdir(join(root, 'apps'));
  const elsewhere = await temporaryFolder();
  await symlink(root, join(elsewhere, 'whole'));
  await symlink(join(root, 'apps'), join(elsewhere, 'part'));
  expect((await openRepository(join(elsewhere, 'whole', 'apps'), going))?.root).toBe(join(elsewhere, 'whole'));
  expect((await openRepository(join(elsewhere, 'part'), going))?.root).toBe(root);
});

test('outside of repositories there is none', async () => {
  expect(await openRepository(await temporaryFolder(), going)).toBeUndefined();
  const { root } = await testRepository();
  expect(await openRepository(join(root, '.git'), going)).toBeUndefined();
});

test('revisions and ancestry', async () => {
  const { root, git, commit } = await testRepository();
  const first = await commit({ a: '1' });
  const second = await commit({ a: '2' });
  await git('checkout', '--quiet', '-b', 'side', first);
  const side = await commit({ b: '1' });
  expect(await resolveRevision(root, 'main', going)).toBe(second);
  expect(await resolveRevision(root, first.slice(0, 8), going)).toBe(first);
  expect(await resolveRevision(root, 'nowhere', going)).toBeUndefined();
  expect(await resolveRevision(root, '--all', going)).toBeUndefined();
  expect(await isAncestor(root, { ancestor: first, of: 'main' }, going)).toBe(true);
  expect(await isAncestor(root, { ancestor: side, of: 'main' }, going)).toBe(false);
  expect(await isAncestor(root, { ancestor: 'f'.repeat(40), of: 'main' }, going)).toBeUndefined();
});

test('ancestry in a shallow clone is unknown, not denied', async () => {
  const { root, commit } = await testRepository();
  const first = await commit({ a: '1' });
  await commit({ a: '2' });
  const folder = await temporaryFolder();
  const clone = await testRepository(folder);
  await clone.git('fetch', '--quiet', '--depth=1', `file://${root}`, 'main');
  await clone.git('fetch', '--quiet', '--depth=1', `file://${root}`, first);
  expect(await isAncestor(folder, { ancestor: first, of: 'FETCH_HEAD~0' }, going)).toBe(true);
  await clone.git('fetch', '--quiet', '--depth=1', `file://${root}`, 'main');
  expect(await isAncestor(folder, { ancestor: first, of: 'FETCH_HEAD' }, going)).toBeUndefined();
});

test('remotes of partial clones and with spaces', () => {
  expect(parseRemotes('a\thttps://x/y (fetch) [blob:none]\na\thttps://x/y (push)\nb\t/my files/z (fetch)\n')).toEqual([
    { name: 'a', url: 'https://x/y' },
    { name: 'b', url: '/my files/z' },
  ]);
});

test('a missing program is told as such', async () => {
  const path = env['PATH'];
  onTestFinished(() => void (env['PATH'] = path));
  const { root } = await testRepository();
  env['PATH'] = root;
  const error: unknown = await openRepository(root, going).catch((reason: unknown) => reason);
  expect(failureOf(error)).toEqual({
    code: 'gitMissing',
    message: 'The program git was not found. Install Git and see that PATH leads to it.',
  });
});

test('an abort ends the process and rejects with the reason', async () => {
  const { root } = await testRepository();
  const controller = new AbortController();
  // Waits for its input, which does not end.
  const running = runGit({ folder: root, args: ['cat-file', '--batch'], signal: controller.signal });
  setTimeout(() => controller.abort(new Error('enough')), 50);
  await expect(running).rejects.toThrow('enough');
});
