import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Forge } from '../cluster.ts';

/** Folders of test/fixtures/. */
export function fixtureFolder(name: string): string {
  return fileURLToPath(new URL(`../../fixtures/${name}`, import.meta.url));
}

/** Path below `folder`, with slashes -> content, of all files, in order. */
export async function readTree(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const files: Record<string, string> = {};
  for (const path of paths.sort()) files[relative(folder, path).split(sep).join('/')] = await readFile(path, 'utf8');
  return files;
}

/** Fills the forge: the fleet's repository, a private one, an OCI artifact, and an image with a few versions. */
export async function pushFleet(forge: Forge, signal: AbortSignal): Promise<void> {
  await forge.createRepository('fleet', signal);
  const commit = await forge.push('fleet', await readTree(fixtureFolder('fleet')), 'Run the shop', signal);
  await forge.createRepository('shop-config', signal);
  await forge.push('shop-config', { 'README.md': '# shop-config\n' }, 'Begin', signal);
  const files = await readTree(fixtureFolder('storefront'));
  for (const tag of ['2.0.0', '2.1.0']) {
    await forge.pushArtifact({ name: 'storefront', tag, files, revision: `main@sha1:${commit}` }, signal);
  }
  for (const tag of ['1.3.1', '1.3.2', '1.4.0', '2.0.0-rc.1']) await forge.pushImage({ name: 'web', tag }, signal);
}
