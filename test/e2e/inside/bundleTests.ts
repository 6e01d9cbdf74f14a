import { cp, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../../../scripts/paths.ts';
import { e2eArtifacts } from '../harness/prepare.ts';
import type { TestWindow } from './windows.ts';

/** The tests of a window, ready for VS Code to load. */
export interface BundledTests {
  /** Path of the module that runs the tests. */
  readonly entry: string;
  /** Folder of the extension that records what Sluice sends out. */
  readonly recorder: string;
}

/**
 * Bundles the tests of a window, one file each, the entry that runs them, and the recorder. They lie in the checkout,
 * where mocha, which is not bundled, is found.
 */
export async function bundleTests({ name }: TestWindow): Promise<BundledTests> {
  const source = join(root, 'test', 'e2e', 'inside');
  const outdir = join(e2eArtifacts, 'inside', name);
  await rm(outdir, { recursive: true, force: true });
  const tests = (await readdir(join(source, name))).filter((file) => file.endsWith('.test.ts'));
  await build({
    absWorkingDir: root,
    entryPoints: [
      { in: join(source, 'entry.ts'), out: 'entry' },
      { in: join(source, 'recorder.ts'), out: 'recorder/extension' },
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
  const recorder = join(outdir, 'recorder');
  await writeFile(join(recorder, 'package.json'), JSON.stringify(recorderManifest));
  return { entry: join(outdir, 'entry.cjs'), recorder };
}

/** Puts the recorder among the extensions of a VS Code that was never started: it takes what lies there. */
export async function installRecorder({ recorder }: BundledTests, extensionsDir: string): Promise<void> {
  const { publisher, name, version } = recorderManifest;
  await cp(recorder, join(extensionsDir, `${publisher}.${name}-${version}`), { recursive: true });
}

const recorderManifest = {
  name: 'recorder',
  publisher: 'sluice',
  version: '0.0.1',
  engines: { vscode: '^1.105.0' },
  main: './extension.cjs',
  activationEvents: ['*'],
};
