import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { gitRemotes, parseGitConfig } from '../../../src/files/gitRemotes.ts';
import { temporaryFolder, testRepository } from '../git/repositories.ts';

test('remotes as git fetches from them', async () => {
  const { root, git } = await testRepository();
  expect(await gitRemotes(root)).toEqual([]);
  await git('remote', 'add', 'origin', 'ours:fleet');
  await git('remote', 'add', 'zweite', 'https://example.org/x#y;z');
  await git('config', 'url.https://short.example.org/.insteadOf', 'o');
  await git('config', 'url.https://git.example.org/shop/.insteadOf', 'ours:');
  expect(await gitRemotes(root)).toEqual(['https://git.example.org/shop/fleet', 'https://example.org/x#y;z']);
});

test('worktrees and submodules have the remotes of the repository', async () => {
  const { git, commit } = await testRepository();
  await commit({ a: '' });
  await git('remote', 'add', 'origin', 'https://example.org/fleet');
  const side = join(await temporaryFolder(), 'side');
  await git('worktree', 'add', '--quiet', side);
  expect(await gitRemotes(side)).toEqual(['https://example.org/fleet']);
});

test('outside of repositories, and from what is no configuration, there are none', async () => {
  const folder = await temporaryFolder();
  expect(await gitRemotes(folder)).toEqual([]);
  await mkdir(join(folder, '.git'));
  await writeFile(join(folder, '.git', 'config'), '[remote\nurl = x\n= y\n[remote "a"]\nurl\n');
  expect(await gitRemotes(folder)).toEqual([]);
});

test.each([
  ['[Remote "Up\\"stream"] URL = x', { section: 'remote', subsection: 'Up"stream', key: 'url', value: 'x' }],
  ['[core]\n\ta-b = "x # y" # z', { section: 'core', subsection: '', key: 'a-b', value: 'x # y' }],
  ['[core]\nk = a\\\n  b ; c', { section: 'core', subsection: '', key: 'k', value: 'a  b' }],
  ['[core]\r\nk = "a \\" b\\\\"\r\n', { section: 'core', subsection: '', key: 'k', value: 'a " b\\' }],
  ['[core]\nk = "a "', { section: 'core', subsection: '', key: 'k', value: 'a ' }],
  ['[core]\nk = ', { section: 'core', subsection: '', key: 'k', value: '' }],
])('%j', (text, entry) => expect(parseGitConfig(text)).toEqual([entry]));
