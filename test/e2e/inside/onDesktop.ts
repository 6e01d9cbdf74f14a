import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runTests, TestRunFailedError } from '@vscode/test-electron';
import { Refusal } from '../../../scripts/fail.ts';
import { root } from '../../../scripts/paths.ts';
import { cacheFolder } from '../../../scripts/go/cacheFolder.ts';
import { scratchFolder } from '../harness/prepare.ts';
import { writeUserSettings } from '../harness/userSettings.ts';
import { installExtensions, type BundledTests } from './bundleTests.ts';
import type { TestWindow } from './windows.ts';

/** The versions of desktop VS Code that tests run on: the oldest that Sluice supports, and the current one. */
export async function desktopVersions(): Promise<readonly string[]> {
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { engines: { vscode: string } };
  return [manifest.engines.vscode.replace('^', ''), 'stable'];
}

/** Runs a tests entry inside desktop VS Code, which is downloaded on first use; resolves with its exit code. */
export async function runOnDesktop(
  version: string,
  window: TestWindow,
  tests: BundledTests,
  env: Readonly<Record<string, string>>,
): Promise<number> {
  if (process.platform === 'linux' && process.env['DISPLAY'] === undefined) {
    throw new Refusal('Desktop VS Code needs a display, and DISPLAY is not set. Run the tests under "xvfb-run -a".');
  }
  const scratch = await scratchFolder();
  const [workspace, home, user] = ['workspace', 'home', 'user'].map((name) => join(scratch, name));
  await Promise.all([workspace, home].map((folder) => mkdir(folder ?? '')));
  await writeUserSettings(user ?? '', window.settings);
  const extensionsDir = join(scratch, 'extensions');
  await installExtensions(tests, extensionsDir);
  const folders = ['--user-data-dir', user ?? '', '--extensions-dir', extensionsDir];
  try {
    return await runTests({
      version,
      cachePath: join(cacheFolder(), 'vscode-desktop'),
      extensionDevelopmentPath: root,
      extensionTestsPath: tests.entry,
      launchArgs: [workspace ?? '', ...folders, '--disable-workspace-trust'],
      extensionTestsEnv: { KUBECONFIG: undefined, HOME: home, ...env },
    });
  } catch (error) {
    if (error instanceof TestRunFailedError) return error.code ?? 1;
    throw error;
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}
