import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { workingTree } from '../../../../src/promote/reading/trees.ts';
import { going, temporaryFolder } from '../../git/repositories.ts';

test('a large folder outside of Git is not read', async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'sub'));
  for (const name of ['a', 'b', 'sub/c']) await writeFile(join(folder, name), '');
  const { tree } = await workingTree(folder, going);
  expect([...tree.files.keys()]).toEqual(['a', 'b', 'sub/c']);
  await expect(workingTree(folder, going, { entries: 3, depth: 9 })).rejects.toThrow(
    /no Git repository at .*more than 3 files.*smaller folder \(-C FOLDER\)/,
  );
});
