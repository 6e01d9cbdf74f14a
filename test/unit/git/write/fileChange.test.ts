import { expect, test } from 'vitest';
import type { TreeEntry } from '../../../../src/git/listTree.ts';
import { checkChanges, filterRefusal } from '../../../../src/git/write/fileChange.ts';

function entry(path: string, mode = '100644'): [string, TreeEntry] {
  const type = mode === '120000' ? 'link' : mode === '160000' ? 'submodule' : 'file';
  return [path, { path, type, mode, id: 'a'.repeat(40) }];
}

const tree = new Map([
  entry('a/file'),
  entry('a/deep/er'),
  entry('run.sh', '100755'),
  entry('old', '100664'),
  entry('link', '120000'),
  entry('lib', '160000'),
]);

test('modes are those of the files that were there', () => {
  const changes = ['a/file', 'run.sh', 'old', 'a/new', 'b/c/d'].map((path) => ({ path, content: 'x' }));
  expect(checkChanges(changes, tree)).toEqual({
    changes: changes.map((one) => ({ ...one, mode: one.path === 'run.sh' ? '100755' : '100644' })),
  });
});

test('what is gone already is not deleted again', () => {
  const gone = { path: 'gone', content: undefined };
  const there = { path: 'a/file', content: undefined };
  expect(checkChanges([gone, there], tree)).toEqual({ changes: [{ ...there, mode: '100644' }] });
});

test.each([
  ['', '"" is no path within the repository.'],
  ['../out', '../out is no path within the repository.'],
  ['a/../../out', 'a/../../out is no path within the repository.'],
  ['./a', './a is no path within the repository.'],
  ['/etc/passwd', '/etc/passwd is no path within the repository.'],
  ['a//b', 'a//b is no path within the repository.'],
  ['a/', 'a/ is no path within the repository.'],
  ['x\0y', '"x\\u0000y" is no path within the repository.'],
  ['a/.GIT/config', 'a/.GIT/config is no path within the repository.'],
  ['a', 'a is a folder.'],
  ['a/deep', 'a/deep is a folder.'],
  ['a/file/b', 'a/file/b cannot be written: a/file is a file.'],
  ['link', 'link is a symbolic link, which is not written. Change it by hand.'],
  ['link/x/y', 'link/x/y lies behind the symbolic link link. Name the file that it leads to.'],
  ['lib', 'lib is a submodule, which is not written. Change it by hand.'],
  ['lib/x', "lib/x lies in the submodule lib. Change it in the submodule's own repository."],
])('%j is refused', (path, refusal) => {
  expect(checkChanges([{ path, content: 'x' }], tree)).toEqual({ refusal });
  expect(checkChanges([{ path, content: undefined }], tree)).toEqual({ refusal });
});

test('changes that contradict each other are refused', () => {
  const write = (path: string): { path: string; content: string } => ({ path, content: 'x' });
  expect(checkChanges([write('n'), write('n')], tree)).toEqual({ refusal: 'n is changed twice.' });
  expect(checkChanges([write('n/m/o'), write('n')], tree)).toEqual({
    refusal: 'n/m/o cannot be written: a folder above it is written as a file.',
  });
});

test('what a filter keeps is not written', () => {
  expect(filterRefusal('a.yaml', 'unspecified')).toBeUndefined();
  expect(filterRefusal('a.yaml', 'unset')).toBeUndefined();
  expect(filterRefusal('a.bin', 'lfs')).toBe(
    'a.bin is kept by Git LFS, which is not written. Change it in a checkout.',
  );
  expect(filterRefusal('a.key', 'git-crypt')).toBe(
    'a.key goes through the filter git-crypt (.gitattributes), which is not run. Change it in a checkout.',
  );
});
