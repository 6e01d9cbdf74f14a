/** The engine that renders: Go libraries as WebAssembly. It is built, not committed. */
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { engineFiles } from '../../src/render/engine.ts';
import { kilobytes } from '../bundles.ts';
import { cached, cachedNames, cacheFolder, exists } from '../go/cacheFolder.ts';
import { runGo } from '../go/go.ts';
import { sourceHash } from '../go/sourceHash.ts';
import { goMissing, goVersion } from '../go/toolchain.ts';
import { root } from '../paths.ts';
import { licenses } from './licenses.ts';
import { limitMemory } from './limitMemory.ts';

/** How hard to compress: `quick` takes seconds, `small` a minute for a tenth less. Both are kept. */
export type Compression = 'quick' | 'small';

const what = 'the rendering engine';
/** The Go module of the engine. */
export const engineModule = join(root, 'src', 'render', 'wasm');
const flags = ['-trimpath', '-ldflags', '-s -w'];
const largestMemory = 768 * 2 ** 20;
const shipped = [engineFiles.module, engineFiles.runtime, engineFiles.licenses];
const qualities = { quick: 9, small: 11 } as const;

/**
 * Puts the engine into `folder`, made on first use and then taken from the cache. Without Go, or where a module cannot be
 * had, it says so and leaves the engine out: nothing can be rendered then, all else works.
 */
export async function addEngine(folder: string, compression: Compression): Promise<void> {
  try {
    const made = await engineFolder(compression);
    for (const name of shipped) await copyFile(join(made, name), join(folder, name));
    const { length } = await readFile(join(folder, engineFiles.module));
    console.log(`dist/${engineFiles.module}  ${kilobytes(length)}`);
  } catch (error) {
    console.warn(`Manifests will not be rendered. ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function engineFolder(compression: Compression): Promise<string> {
  const signal = new AbortController().signal;
  const version = await goVersion(what, engineModule, signal);
  const stem = `engine-${await sourceHash(engineModule, [...flags, largestMemory, 'licenses'])}-`;
  if (version === undefined) {
    const [earlier] = (await cachedNames(stem)).filter((name) => name.endsWith(compression));
    if (earlier === undefined) throw goMissing(what);
    return join(cacheFolder(), earlier);
  }
  const raw = join(cacheFolder(), `${stem}${version}-raw`);
  if (!(await exists(raw))) console.log('Building the rendering engine (a first time takes minutes) ...');
  await cached(`${stem}${version}-raw`, (folder) => compile(folder, signal));
  return cached(`${stem}${version}-${compression}`, (folder) => compress(raw, folder, compression));
}

async function compile(folder: string, signal: AbortSignal): Promise<void> {
  const file = join(folder, 'engine.wasm');
  await runGo(`Building ${what}`, ['build', ...flags, '-o', file, '.'], {
    folder: engineModule,
    signal,
    env: { GOOS: 'js', GOARCH: 'wasm', GOFLAGS: '-buildvcs=false' },
  });
  await writeFile(file, limitMemory(await readFile(file), largestMemory));
  const goRoot = (await runGo('Finding Go', ['env', 'GOROOT'], { folder: engineModule, signal })).trim();
  await copyFile(join(goRoot, 'lib', 'wasm', 'wasm_exec.js'), join(folder, engineFiles.runtime));
  await writeFile(join(folder, engineFiles.licenses), await licenses(engineModule, goRoot, signal));
}

async function compress(raw: string, folder: string, compression: Compression): Promise<void> {
  const bytes = await readFile(join(raw, 'engine.wasm'));
  const packed = await promisify(brotliCompress)(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: qualities[compression],
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
  await writeFile(join(folder, engineFiles.module), packed);
  for (const name of [engineFiles.runtime, engineFiles.licenses]) await copyFile(join(raw, name), join(folder, name));
}
