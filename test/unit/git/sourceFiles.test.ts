import { access, chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { failureOf } from '../../../src/base/failure.ts';
import { filesAt, filesAtEach } from '../../../src/git/sourceFiles.ts';
import { worktreeFiles } from '../../../src/git/worktreeFiles.ts';
import { asTexts, going, temporaryFolder, testRepository } from './repositories.ts';

const pointer =
  'version https://git-lfs.github.com/spec/v1\n' +
  'oid sha256:2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881\nsize 1\n';

test('the files of a revision, bytes as they are', async () => {
  const { root, commit, git } = await testRepository();
  const bytes = Uint8Array.from({ length: 70_000 }, (_, at) => at % 256);
  await commit({ 'a b/ü.yaml': 'one\n', 'big.bin': bytes, empty: '', 'line\nbreak': 'x', link: '-> a b' });
  await git('tag', 'v1');
  await commit({ 'a b/ü.yaml': 'two\n' });
  const { files, notes } = await filesAt(root, 'v1', going);
  expect([...files.keys()]).toEqual(['a b/ü.yaml', 'big.bin', 'empty', 'line\nbreak']);
  expect(Buffer.from(files.get('a b/ü.yaml') ?? []).toString()).toBe('one\n');
  expect(files.get('big.bin')).toEqual(bytes);
  expect(files.get('empty')).toEqual(new Uint8Array());
  expect(notes).toEqual([{ path: 'link', code: 'link' }]);
});

test('submodules, pointers of Git LFS and what is too large are told', async () => {
  const inner = await testRepository();
  await inner.commit({ 'x.yaml': 'x' });
  const { root, git, commit } = await testRepository();
  await git('submodule', '--quiet', 'add', inner.root, 'lib');
  await commit({ 'movie.bin': pointer, large: 'x'.repeat(500), small: 'y' });
  const { files, notes } = await filesAt(root, 'HEAD', going, { file: 400, all: 1000 });
  expect([...files.keys()]).toEqual(['.gitmodules', 'movie.bin', 'small']);
  expect(notes).toEqual([
    { path: 'large', code: 'tooLarge' },
    { path: 'lib', code: 'submodule' },
    { path: 'movie.bin', code: 'largeFilePointer' },
  ]);
  expect((await worktreeFiles(root, going)).changes).toEqual([]);
});

test('folders of several revisions are read together, and what they share is one value', async () => {
  const { root, commit, git } = await testRepository();
  await commit({ 'a/web.yaml': 'one', 'a/deep/x': 'x', ab: 'no', 'b/*': 'star' });
  await git('branch', 'side');
  await commit({ 'a/web.yaml': 'two' });
  const requests = [
    { revision: 'side', folders: ['a/'] },
    { revision: 'main', folders: ['a', 'b/*', 'nowhere'] },
  ];
  const [side, main, all] = await filesAtEach(root, [...requests, { revision: 'main', folders: ['.'] }], going);
  expect(asTexts(side?.files ?? new Map())).toEqual({ 'a/deep/x': 'x', 'a/web.yaml': 'one' });
  expect(asTexts(main?.files ?? new Map())).toEqual({ 'a/deep/x': 'x', 'a/web.yaml': 'two', 'b/*': 'star' });
  expect([...(all?.files.keys() ?? [])]).toEqual(['a/deep/x', 'a/web.yaml', 'ab', 'b/*']);
  expect(main?.files.get('a/deep/x')).toBe(side?.files.get('a/deep/x'));
});

test('an unknown revision is told', async () => {
  const { root, commit } = await testRepository();
  await commit({ a: '' });
  const error: unknown = await filesAt(root, 'v9', going).catch((reason: unknown) => reason);
  expect(failureOf(error)?.message).toBe(`The repository ${root} has no revision v9. Is it fetched?`);
});

test('what a partial clone left out is missing, and nothing is fetched for it', async () => {
  const { root, git, commit } = await testRepository();
  await git('config', 'uploadpack.allowFilter', 'true');
  await commit({ 'a.yaml': 'one', 'b.yaml': 'two' });
  const folder = await temporaryFolder();
  const clone = await testRepository(folder);
  await clone.git('clone', '--quiet', '--no-checkout', '--filter=blob:none', `file://${root}`, 'here');
  const { files, notes } = await filesAt(join(folder, 'here'), 'HEAD', going);
  expect([...files]).toEqual([]);
  expect(notes).toEqual([
    { path: 'a.yaml', code: 'missing' },
    { path: 'b.yaml', code: 'missing' },
  ]);
});

test('a worktree is read as a commit of all of it would be', async () => {
  const { root, git, write, commit } = await testRepository();
  const id = await commit({
    '.gitignore': '*.log\n',
    'kept.yaml': 'kept',
    'edited.yaml': 'old',
    'deleted.yaml': 'x',
    'staged.yaml': 'old',
    'typed.yaml': 'old',
    'untracked later.yaml': 'x',
  });
  await write({
    'edited.yaml': 'new',
    'new/file.yaml': 'new',
    'x.log': 'x',
    'staged.yaml': 'staged',
    l: '-> kept.yaml',
  });
  await git('add', 'staged.yaml');
  await git('rm', '--quiet', '--cached', 'untracked later.yaml');
  await git('rm', '--quiet', 'deleted.yaml');
  const unsaved = new Map([
    ['typed.yaml', 'typed'],
    ['not saved yet.yaml', 'typed'],
    ['y.log', 'typed'],
    ['kept.yaml', 'kept'],
  ]);
  const { commit: head, files, notes, changes } = await worktreeFiles(root, going, { unsaved });
  expect(head).toBe(id);
  expect(asTexts(files)).toEqual({
    '.gitignore': '*.log\n',
    'kept.yaml': 'kept',
    'edited.yaml': 'new',
    'new/file.yaml': 'new',
    'staged.yaml': 'staged',
    'typed.yaml': 'typed',
    'untracked later.yaml': 'x',
    'not saved yet.yaml': 'typed',
  });
  expect(notes).toEqual([{ path: 'l', code: 'link' }]);
  expect(Object.fromEntries(changes.map(({ path, change }) => [path, change]))).toEqual({
    'deleted.yaml': 'deleted',
    'edited.yaml': 'modified',
    l: 'untracked',
    'new/file.yaml': 'untracked',
    'not saved yet.yaml': 'untracked',
    'staged.yaml': 'modified',
    'typed.yaml': 'modified',
  });
});

test('a worktree before its first commit', async () => {
  const { root, write } = await testRepository();
  await write({ 'a.yaml': 'a' });
  const { commit, files, changes } = await worktreeFiles(root, going);
  expect(commit).toBeUndefined();
  expect(asTexts(files)).toEqual({ 'a.yaml': 'a' });
  expect(changes).toEqual([{ path: 'a.yaml', change: 'untracked' }]);
});

test('line endings are those of the commit', async () => {
  const { root, git, write, commit } = await testRepository();
  await commit({
    '.gitattributes': 'raw.yaml -text\nauto.yaml text=auto\nset.yaml text\n',
    'raw.yaml': 'a\n',
    'auto.yaml': 'a\n',
    'set.yaml': 'a\n',
    'plain.yaml': 'a\n',
    'pairs.yaml': 'a\r\n',
  });
  await write(
    Object.fromEntries(['raw', 'auto', 'set', 'plain', 'pairs'].map((name) => [`${name}.yaml`, 'b\r\nc\r\n'])),
  );
  const texts = async () => {
    const all = asTexts((await worktreeFiles(root, going)).files);
    return Object.fromEntries(Object.entries(all).filter(([path]) => path !== '.gitattributes'));
  };
  const pairs = 'b\r\nc\r\n';
  const lines = 'b\nc\n';
  const expected = {
    'raw.yaml': pairs,
    'auto.yaml': lines,
    'set.yaml': lines,
    'plain.yaml': pairs,
    'pairs.yaml': pairs,
  };
  expect(await texts()).toEqual(expected);
  await git('config', 'core.autocrlf', 'true');
  expect(await texts()).toEqual({ ...expected, 'plain.yaml': lines });
  // Git itself is of the same mind.
  await git('add', '--all');
  await git('commit', '--quiet', '--message=all');
  expect(asTexts((await filesAt(root, 'HEAD', going)).files)).toMatchObject({ ...expected, 'plain.yaml': lines });
});

test('no program that a repository names is run', async () => {
  const { root, git, write, commit } = await testRepository();
  await commit({ '.gitattributes': '*.big filter=lfs\n*.odd filter=odd\n', 'a.odd': 'x', 'b.big': pointer });
  const proof = join(root, '..', `${root.split('/').at(-1) ?? ''}.ran`);
  await write({ '.git/run.sh': `#!/bin/sh\ntouch '${proof}'\ncat\n` });
  await chmod(join(root, '.git/run.sh'), 0o755);
  const program = join(root, '.git/run.sh');
  await git('config', 'filter.odd.clean', program);
  await git('config', 'filter.odd.required', 'true');
  await git('config', 'filter.lfs.process', program);
  await git('config', 'core.fsmonitor', program);
  await git('config', 'core.hooksPath', join(root, '.git'));
  await write({ 'a.odd': 'y', 'b.big': 'Y', 'c.big': 'Z' });
  const { files, notes, changes } = await worktreeFiles(root, going);
  await expect(access(proof)).rejects.toThrow('ENOENT');
  expect(asTexts(files)).toMatchObject({ 'a.odd': 'y' });
  expect(notes).toContainEqual({ path: 'a.odd', code: 'filtered' });
  expect(notes.filter(({ code }) => code === 'largeFilePointer').map(({ path }) => path)).toEqual(['b.big', 'c.big']);
  expect(changes.map(({ path }) => path)).toEqual(['a.odd', 'b.big', 'c.big']);
  await write({ 'b.big': '-' });
  expect(asTexts((await worktreeFiles(root, going)).files)['b.big']).toMatch(
    /^version .*\noid sha256:[0-9a-f]{64}\nsize 1\n$/,
  );
});
