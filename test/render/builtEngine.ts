import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { buildOnce } from '../../scripts/once.ts';
import { root } from '../../scripts/paths.ts';
import { engineFiles } from '../../src/render/engine.ts';

/** Builds what the tests of this suite start; they need the engine, which a build without Go leaves out. */
export async function setup(): Promise<void> {
  await buildOnce();
  await stat(join(root, 'dist', engineFiles.module));
}
