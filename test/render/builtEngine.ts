import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from '../../scripts/build.ts';
import { root } from '../../scripts/paths.ts';
import { engineFiles } from '../../src/render/engine.ts';

/** Builds what the tests of this suite start; they need the engine, which a build without Go leaves out. */
export async function setup(): Promise<void> {
  if (!(await build())) throw new Error('dist/ could not be built; the reason stands above.');
  await stat(join(root, 'dist', engineFiles.module));
}
