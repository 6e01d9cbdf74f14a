import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import type { WorkerStart } from './messages.ts';
import { webAssembly } from './webAssembly.ts';

/** The engine's files, as `npm run build` puts them beside the bundles. */
export const engineFiles = {
  module: 'render.wasm.br',
  /** Go's wasm_exec.js. */
  runtime: 'goRuntime.js',
  worker: 'renderWorker.cjs',
  /** What the licences of the linked modules ask to ship. */
  licenses: 'render.licenses.txt',
} as const;

/** What workers are started with. Rejects if a file is missing or broken. Takes half a second, off this thread. */
export async function loadEngine(folder: string): Promise<WorkerStart> {
  const [packed, runtime] = await Promise.all([
    readFile(join(folder, engineFiles.module)),
    readFile(join(folder, engineFiles.runtime), 'utf8'),
  ]);
  const module = await webAssembly.compile(await promisify(brotliDecompress)(packed));
  return { module, runtime };
}
