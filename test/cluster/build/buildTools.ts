import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { reporter, type OnProgress } from '../progress.ts';
import { cached, cachedNames, cacheFolder } from '../../../scripts/go/cacheFolder.ts';
import { runGo } from '../../../scripts/go/go.ts';
import type { BuildRecipe } from './recipes.ts';
import { goMissing, goVersion, requireCompiler } from '../../../scripts/go/toolchain.ts';

export interface BuildOptions {
  readonly signal: AbortSignal;
  readonly onProgress?: OnProgress | undefined;
}

/**
 * The folder that holds what `recipe` makes: binaries in `bin/`, copied files beside it. Built on first use, then
 * taken from the cache, under a hash of what it is made from; without Go, a build by any version of Go will do.
 */
export async function buildTools(recipe: BuildRecipe, options: BuildOptions): Promise<string> {
  const stem = `${recipe.name}-${await inputHash(recipe)}-`;
  const version = await goVersion(`the ${recipe.part}`, recipe.module, options.signal);
  if (version === undefined) {
    const [earlier] = await cachedNames(stem);
    if (earlier === undefined) throw goMissing(`the ${recipe.part}`);
    return join(cacheFolder(), earlier);
  }
  return cached(stem + version, (folder) => build(recipe, folder, options));
}

async function inputHash({ module, tools, flags, cgo, copies }: BuildRecipe): Promise<string> {
  const files = await Promise.all(['go.mod', 'go.sum'].map((name) => readFile(join(module, name), 'utf8')));
  const machine = [process.platform, process.arch];
  return createHash('sha256')
    .update(JSON.stringify([files, tools, flags, cgo, copies, machine]))
    .digest('hex')
    .slice(0, 16);
}

async function build(recipe: BuildRecipe, folder: string, { signal, onProgress }: BuildOptions): Promise<void> {
  const { part, module, tools, flags, cgo, copies } = recipe;
  const step = reporter(part, onProgress);
  if (cgo) await requireCompiler(`the ${part}`, module, signal);
  step('starting go (a first build takes 5 to 20 minutes)');
  await runGo(`Building the ${part}`, ['install', '-v', ...flags, ...tools], {
    folder: module,
    signal,
    onStep: step,
    env: { GOBIN: join(folder, 'bin'), CGO_ENABLED: cgo ? '1' : '0' },
  });
  step('copying files');
  const folders = await moduleFolders(recipe, signal);
  for (const copy of copies) await copyFolder(join(folders.get(copy.module) ?? '', copy.from), join(folder, copy.to));
  step('built');
}

async function moduleFolders({ module, copies }: BuildRecipe, signal: AbortSignal): Promise<Map<string, string>> {
  const names = [...new Set(copies.map((copy) => copy.module))];
  const format = ['list', '-m', '-f', '{{.Path}}\t{{.Dir}}', ...names];
  const lines = (await runGo('Finding the modules', format, { folder: module, signal })).trim().split('\n');
  return new Map(lines.map((line) => line.split('\t') as [string, string]));
}

/** Copies files without their modes: in the module cache everything is read-only. */
async function copyFolder(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await copyFolder(source, target);
    else await copyFile(source, target);
  }
}
