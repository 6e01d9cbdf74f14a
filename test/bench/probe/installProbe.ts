import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { build } from 'esbuild';
import { root } from '../../../scripts/paths.ts';
import { scratchFolder, type PreparedVsCode } from '../../e2e/harness/prepare.ts';
import { installVsix } from '../../e2e/harness/serveVsCode.ts';

const manifest = {
  name: 'sluice-bench-probe',
  publisher: 'sluice',
  version: '0.0.1',
  engines: { vscode: '^1.105.0' },
  main: './extension.cjs',
  // Before Sluice, which is activated when VS Code has started.
  activationEvents: ['*'],
  files: ['extension.cjs'],
};

/** Bundles the probe, packs it and installs it beside Sluice. It does nothing unless a variable names its file. */
export async function installProbe({ codeServer, extensionsDir }: PreparedVsCode, signal: AbortSignal): Promise<void> {
  const folder = await scratchFolder();
  try {
    await build({
      absWorkingDir: root,
      entryPoints: ['test/bench/probe/extension.ts'],
      outfile: join(folder, 'extension.cjs'),
      external: ['vscode'],
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node22',
      logLevel: 'warning',
    });
    await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
    const packagePath = join(folder, 'probe.vsix');
    await createVSIX({
      cwd: folder,
      packagePath,
      dependencies: false,
      allowMissingRepository: true,
      allowStarActivation: true,
      skipLicense: true,
    });
    await installVsix(packagePath, { codeServer, extensionsDir, scratch: await scratchFolder(), signal });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
