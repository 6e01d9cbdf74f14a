import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { VsCode } from '../harness/openVsCode.ts';
import { until } from './ask.ts';

/** The path of the file with this name somewhere below `folder`. */
export async function findFile(folder: string, name: string): Promise<string> {
  const found = (await readdir(folder, { recursive: true })).find((path) => basename(path) === name);
  if (found === undefined) throw new Error(`There is no ${name} in ${folder}.`);
  return join(folder, found);
}

/** Puts a file into the open folder and opens it in the editor. */
export async function openFile({ page, quick, workspace }: VsCode, name: string, text: string): Promise<void> {
  const path = join(workspace, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  await page.keyboard.press('F1');
  await quick.type(path);
  await until(async () => (await quick.items())[0]?.startsWith(basename(name)) === true);
  await quick.accept();
  await page.locator('.tab.active', { hasText: basename(name) }).waitFor();
}
