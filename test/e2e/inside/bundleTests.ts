import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../../../scripts/paths.ts';
import { e2eArtifacts } from '../harness/prepare.ts';
import type { TestWindow } from './windows.ts';

/**
 * Bundles the tests of a window, one file each, and the entry that runs them; resolves with the entry's path. They
 * lie in the checkout, where mocha, which is not bundled, is found.
 */
export async function bundleTests({ name }: TestWindow): Promise<string> {
  const source = join(root, 'test', 'e2e', 'inside');
  const outdir = join(e2eArtifacts, 'inside', name);
  await rm(outdir, { recursive: true, force: true });
  const tests = (await readdir(join(source, name))).filter((file) => file.endsWith('.test.ts'));
  await build({
    absWorkingDir: root,
    entryPoints: [
      { in: join(source, 'entry.ts'), out: 'entry' },
      ...tests.map((file) => ({ in: join(source, name, file), out: file.replace(/\.ts$/, '') })),
    ],
    outdir,
    outExtension: { '.js': '.cjs' },
    external: ['vscode', 'mocha'],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return join(outdir, 'entry.cjs');
}
