import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A hash of the Go files and module files below `folder`, and of `more`: what is built of them is named by it. */
export async function sourceHash(folder: string, more: readonly (string | number)[]): Promise<string> {
  const names = (await readdir(folder, { recursive: true }))
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => /\.(go|mod|sum)$/.test(name))
    .sort();
  const files = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return createHash('sha256')
    .update(JSON.stringify([names, files, more]))
    .digest('hex')
    .slice(0, 16);
}
