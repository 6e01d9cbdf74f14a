import { describe, expect, it } from 'vitest';
import { folderOf, isWithin, relativePath, resolvePath } from '../../../../src/manifests/workspace/paths.ts';
import { isRemote } from '../../../../src/manifests/workspace/remote.ts';

describe('paths', () => {
  it.each([
    ['/a/b', 'c.yaml', '/a/b/c.yaml'],
    ['/a/b', './c/', '/a/b/c'],
    ['/a/b', '../c/./d', '/a/c/d'],
    ['/a', '../../../c', '/c'],
    ['/a/b', '.', '/a/b'],
    ['/', 'a', '/a'],
    ['/a', '/b', '/b'],
    ['C:/a', '../b', 'C:/b'],
    ['C:/a', '../../b', 'C:/b'],
  ])('lead from %s by %s to %s', (folder, relative, expected) => {
    expect(resolvePath(folder, relative)).toBe(expected);
  });

  it.each([
    ['/a/b', '/a/b/c', 'c'],
    ['/a/b', '/a/d/c', '../d/c'],
    ['/a/b', '/a/b', '.'],
    ['/a/bc', '/a/b', '../b'],
  ])('from %s to %s are %s', (folder, path, expected) => {
    expect(relativePath(folder, path)).toBe(expected);
    expect(resolvePath(folder, expected)).toBe(path);
  });

  it('have folders', () => {
    expect(['/a/b', '/a', '/', 'C:/a'].map(folderOf)).toEqual(['/a', '/', '/', 'C:']);
    expect([isWithin('/a/b', '/a'), isWithin('/ab', '/a'), isWithin('/a', '/a'), isWithin('/a', '/')]).toEqual([
      true,
      false,
      true,
      true,
    ]);
  });

  it.each([
    ['https://example.org/a.yaml', true],
    ['github.com/fluxcd/flux2/manifests/install?ref=v2.9.0', true],
    ['github.com/fluxcd/flux2/manifests/install', true],
    ['git@github.com:a/b.git', true],
    ['git.example.org/a/b', true],
    ['../base?ref=main', true],
    ['../base', false],
    ['base/app.yaml', false],
    ['app.yaml', false],
    ['my.app/base/x', false],
    ['C:/base', false],
  ])('%s is fetched: %s', (text, expected) => {
    expect(isRemote(text)).toBe(expected);
  });
});
