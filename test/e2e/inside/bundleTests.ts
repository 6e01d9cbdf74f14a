import { cp, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../../../scripts/paths.ts';
import { e2eArtifacts } from '../harness/prepare.ts';
import type { TestWindow } from './windows.ts';

/** The tests of a window, ready for VS Code to load. */
export interface BundledTests {
  /** Path of the module that runs the tests. */
  readonly entry: string;
  /** Folders of the extensions that the window has besides Sluice. */
  readonly extensions: readonly string[];
}

/**
 * Bundles the tests of a window, one file each, the entry that runs them, and its extensions. They lie in the checkout,
 * where mocha, which is not bundled, is found.
 */
export async function bundleTests({ name, extensions }: TestWindow): Promise<BundledTests> {
  const source = join(root, 'test', 'e2e', 'inside');
  const outdir = join(e2eArtifacts, 'inside', name);
  await rm(outdir, { recursive: true, force: true });
  const tests = (await readdir(join(source, name))).filter((file) => file.endsWith('.test.ts'));
  await build({
    absWorkingDir: root,
    entryPoints: [
      { in: join(source, 'entry.ts'), out: 'entry' },
      ...extensions.map((one) => ({ in: join(source, 'extensions', `${one}.ts`), out: `${one}/extension` })),
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
  for (const one of extensions) {
    await cp(join(source, 'extensions', `${one}.json`), join(outdir, one, 'package.json'));
  }
  return { entry: join(outdir, 'entry.cjs'), extensions: extensions.map((one) => join(outdir, one)) };
}

/** Puts the extensions among those of a VS Code that was never started: it takes what lies there. */
export async function installExtensions({ extensions }: BundledTests, extensionsDir: string): Promise<void> {
  await mkdir(extensionsDir, { recursive: true });
  for (const folder of extensions) {
    const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Record<string, string>;
    const { publisher = '', name = '', version = '' } = manifest;
    await cp(folder, join(extensionsDir, `${publisher}.${name}-${version}`), { recursive: true });
  }
}
