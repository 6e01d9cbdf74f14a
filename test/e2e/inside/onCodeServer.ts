import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { abortable } from '../../../src/base/wait.ts';
import { launchBrowser } from '../harness/chromium.ts';
import { e2eArtifacts, scratchFolder, type PreparedVsCode } from '../harness/prepare.ts';
import { serveVsCode } from '../harness/serveVsCode.ts';
import { writeUserSettings } from '../harness/userSettings.ts';
import { installExtensions, type BundledTests } from './bundleTests.ts';
import type { TestWindow } from './windows.ts';

/** Longer than any run: what is left then hangs. */
const hang = 10 * 60_000;

/**
 * Runs a tests entry inside the extension host of code-server; resolves with its exit code. The workbench takes what
 * the desktop takes from its command line (`--extensionDevelopmentPath`, `--extensionTestsPath`) from the address.
 */
export async function runOnCodeServer(
  prepared: PreparedVsCode,
  window: TestWindow,
  tests: BundledTests,
  env: Readonly<Record<string, string>>,
): Promise<number> {
  const signal = AbortSignal.timeout(hang);
  const scratch = await scratchFolder();
  const workspace = join(scratch, 'workspace');
  await mkdir(workspace);
  await writeUserSettings(join(scratch, 'user'), window.settings);
  const extensionsDir = join(scratch, 'extensions');
  await installExtensions(tests, extensionsDir);
  const server = await serveVsCode({
    codeServer: prepared.codeServer,
    scratch,
    extensionsDir,
    trust: true,
    env,
    args: ['--vscode-option', 'enable-smoke-test-driver'],
    signal,
  });
  const log = createWriteStream(join(e2eArtifacts, `inside-${window.name}.log`));
  const profile = join(scratch, 'browser');
  const size = { width: 1280, height: 800 };
  const browser = await launchBrowser({ executablePath: prepared.browser, profile, ...size });
  try {
    const address = workbenchAddress(server.url, workspace, prepared.extensionPath, tests.entry);
    return await abortable(runInPage(browser, address, log), signal);
  } finally {
    await browser.pages()[0]?.screenshot({ path: join(e2eArtifacts, `inside-${window.name}.png`) });
    await browser.close();
    await server.stop();
    log.end();
  }
}

function workbenchAddress(url: string, workspace: string, extension: string, entry: string): string {
  const remote = (path: string): string => `vscode-remote://${new URL(url).host}${path}`;
  const payload = [
    ['extensionDevelopmentPath', remote(extension)],
    ['extensionTestsPath', remote(entry)],
  ];
  return `${url}/?${new URLSearchParams({ folder: workspace, payload: JSON.stringify(payload) }).toString()}`;
}

/** Opens the workbench and waits for the exit code, which it hands to a function of the page, as all it logs. */
async function runInPage(browser: BrowserContext, address: string, log: WriteStream): Promise<number> {
  const page = browser.pages()[0] ?? (await browser.newPage());
  let end: (code: number) => void = () => undefined;
  const ended = new Promise<number>((resolve) => (end = resolve));
  await page.exposeFunction('codeAutomationExit', (code: number) => end(code));
  await page.exposeFunction(
    'codeAutomationLog',
    (_type: string, words: unknown[]) => void log.write(`${words.join(' ')}\n`),
  );
  await page.goto(address);
  return ended;
}
