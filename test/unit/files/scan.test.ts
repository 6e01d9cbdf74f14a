import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { scanFolder } from '../../../src/files/scan.ts';
import { slashed } from '../../../src/files/slashes.ts';

const going = new AbortController().signal;

/** A folder with empty files at these paths; `a -> b` makes a link a that leads to b. */
async function folderWith(...entries: readonly string[]): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'sluice-scan-')));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const entry of entries) {
    const [path = '', target] = entry.split(' -> ');
    await mkdir(join(folder, path, '..'), { recursive: true });
    if (target === undefined) await writeFile(join(folder, path), '');
    else await symlink(target, join(folder, path));
  }
  return slashed(folder);
}

async function scanned(folder: string, limits?: Parameters<typeof scanFolder>[2]) {
  const { files, gitRoots, capped } = await scanFolder(folder, going, limits);
  const relative = (path: string): string => path.slice(folder.length + 1);
  return { files: files.map(relative).sort(), gitRoots: gitRoots.map(relative).sort(), capped };
}

test('files are listed at every depth, without those of Git and of packages', async () => {
  const folder = await folderWith(
    'a.yaml',
    'b/c/d.yaml',
    '.git/config',
    'b/.git/HEAD',
    'node_modules/x/y.yaml',
    'tool/vendor/modules.txt',
    'tool/vendor/z.yaml',
    'apps/vendor/z.yaml',
  );
  expect(await scanned(folder)).toEqual({
    files: ['a.yaml', 'apps/vendor/z.yaml', 'b/c/d.yaml'],
    gitRoots: ['', 'b'],
    capped: false,
  });
});

test('links are followed, but never in a circle', async () => {
  const folder = await folderWith(
    'a/one.yaml',
    'a/up -> ..',
    'a/self -> .',
    'b/two.yaml',
    'b/a -> ../a',
    'a/b -> ../b',
    'linked.yaml -> a/one.yaml',
    'dead.yaml -> nowhere.yaml',
  );
  const { files, capped } = await scanned(folder);
  expect(files).toEqual(['a/b/two.yaml', 'a/one.yaml', 'b/a/one.yaml', 'b/two.yaml', 'linked.yaml']);
  expect(capped).toBe(false);
});

test('what is too much is left out and said', async () => {
  const folder = await folderWith('a.yaml', 'b.yaml', 'c.yaml', 'd/e/f.yaml');
  expect((await scanned(folder, { entries: 2, depth: 9 })).files).toEqual(['a.yaml', 'b.yaml']);
  expect((await scanned(folder, { entries: 2, depth: 9 })).capped).toBe(true);
  expect(await scanned(folder, { entries: 99, depth: 1 })).toMatchObject({
    files: ['a.yaml', 'b.yaml', 'c.yaml'],
    capped: true,
  });
});

test('a folder that is not there holds nothing', async () => {
  expect(await scanned('/no/such/folder')).toEqual({ files: [], gitRoots: [], capped: false });
});

test('a scan that is given up ends', async () => {
  await expect(scanFolder(await folderWith('a.yaml'), AbortSignal.abort())).rejects.toThrow(/aborted/);
});
