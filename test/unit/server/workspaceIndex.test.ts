import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { silentLogger } from '../../../src/base/logger.ts';
import { fileAt, isAllRead } from '../../../src/manifests/workspace/workspace.ts';
import { createDocuments } from '../../../src/server/documents.ts';
import { createWorkspaceIndex } from '../../../src/server/workspaceIndex.ts';
import { writeFolder } from '../../server/files.ts';

const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n';
const large = `# ${'x'.repeat(5_000_000)}\n${text}`;

/** The index of a folder with what it logs. */
async function indexed(folder: string) {
  const documents = createDocuments();
  const log: string[] = [];
  const index = createWorkspaceIndex(documents, { ...silentLogger, warn: (message) => void log.push(message) });
  onTestFinished(() => index.dispose());
  await index.read([folder]);
  return { documents, index, log, workspace: () => index.current().workspace };
}

test.each(['.cache', 'node_modules'])('a file that is closed stays known in a workspace below %s', async (name) => {
  const folder = join(await writeFolder({ [`${name}/fleet/a.yaml`]: text }), name, 'fleet');
  const { documents, index, workspace } = await indexed(folder);
  const uri = pathToFileURL(join(folder, 'a.yaml')).href;
  documents.open(uri, 1, text);
  documents.close(uri);
  await index.settled();
  expect(fileAt(workspace(), join(folder, 'a.yaml'))).toBeDefined();
});

test('a folder that is opened below node_modules of a repository is read', async () => {
  const folder = await writeFolder({ '.git/HEAD': '', 'node_modules/a/b.yaml': text });
  const { workspace } = await indexed(join(folder, 'node_modules', 'a'));
  expect(fileAt(workspace(), join(folder, 'node_modules/a/b.yaml'))).toBeDefined();
});

test('a file that is too large is told of once, and keeps the index from claiming that all was read', async () => {
  const folder = await writeFolder({ 'a.yaml': text, 'large.yaml': large });
  const { index, log, workspace } = await indexed(folder);
  expect(workspace()).toMatchObject({ complete: true });
  expect(isAllRead(workspace())).toBe(false);
  expect(index.state()).toEqual({ ready: true, files: 1, capped: true });
  await index.look([join(folder, 'large.yaml')]);
  expect(log).toEqual([expect.stringContaining('large.yaml (larger than 5 MB)')]);
  await writeFile(join(folder, 'large.yaml'), text);
  await index.look([join(folder, 'large.yaml')]);
  expect(isAllRead(workspace())).toBe(true);
  expect(index.state()).toEqual({ ready: true, files: 2, capped: false });
});

test('a file that has become too large is not known by what it was', async () => {
  const folder = await writeFolder({ 'a.yaml': text });
  const { index, workspace } = await indexed(folder);
  await writeFile(join(folder, 'a.yaml'), large);
  await index.look([join(folder, 'a.yaml')]);
  expect(fileAt(workspace(), join(folder, 'a.yaml'))).toBeUndefined();
  expect(isAllRead(workspace())).toBe(false);
});

test('a folder that cannot be read keeps the index from claiming to know all paths', async () => {
  // No rights hold for root, but no system takes a name as long as this.
  const folder = join(await writeFolder({}), 'a'.repeat(1000));
  const { workspace, log } = await indexed(folder);
  expect(workspace().complete).toBe(false);
  expect(log).toEqual([expect.stringContaining('(ENAMETOOLONG)')]);
});
