import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { launchBrowser } from './chromium.ts';
import { messages, type Messages } from './messages.ts';
import { e2eArtifacts, scratchFolder, type PreparedVsCode } from './prepare.ts';
import { quickInput, type QuickInput } from './quickInput.ts';
import { serveVsCode, type ServedVsCode } from './serveVsCode.ts';
import { treeView, type TreeView } from './treeView.ts';
import { themes, writeUserSettings, type Settings, type Theme } from './userSettings.ts';

/** Longer than any step takes; what is left then hangs. */
const hang = 90_000;

export interface VsCodeOptions {
  /** Value of KUBECONFIG; absent: it is not set, and the home folder is empty. */
  readonly kubeconfig?: string;
  /** The folder to open; absent: an empty one. */
  readonly workspace?: string;
  /** The user's settings, beside those that keep VS Code quiet. */
  readonly settings?: Settings;
  /** Default `dark`. */
  readonly theme?: Theme;
  /** More variables for the extension host. */
  readonly env?: Readonly<Record<string, string>>;
  /** Whether the workspace is trusted. Default true; false is Restricted Mode. */
  readonly trust?: boolean;
  readonly width?: number;
  readonly height?: number;
}

/** A VS Code with Sluice installed, in a browser, and what a person does and sees in it. */
export interface VsCode {
  readonly page: Page;
  /** The view "Cluster". */
  readonly tree: TreeView;
  /** The view "Stages". */
  readonly stages: TreeView;
  /** The view "Changes". */
  readonly changes: TreeView;
  readonly quick: QuickInput;
  readonly messages: Messages;
  /** The folder that is open. */
  readonly workspace: string;
  /** The folder of all that this VS Code writes, logs and the home folder included. */
  readonly scratch: string;
  /** Title of the active editor's tab, and its text as far as it is scrolled into view. */
  editor(): Promise<{ readonly title: string; readonly text: string }>;
  /** Changes some of the user's settings and loads the window again: code-server does not watch them. */
  changeSettings(changes: Settings): Promise<void>;
  setTheme(theme: Theme): Promise<void>;
  /** Keeps a picture at `.artifacts/e2e/NAME.png`; resolves with its path. */
  screenshot(name: string): Promise<string>;
  /** Loads the window again, as "Developer: Reload Window" does. */
  reload(): Promise<void>;
  close(): Promise<void>;
}

/** Opens a VS Code of its own and waits until its workbench is there. */
export async function openVsCode(prepared: PreparedVsCode, options: VsCodeOptions = {}): Promise<VsCode> {
  const scratch = await scratchFolder();
  const workspace = options.workspace ?? join(scratch, 'workspace');
  await mkdir(workspace, { recursive: true });
  const settings = { ...themeSetting(options.theme ?? 'dark'), ...options.settings };
  await writeUserSettings(join(scratch, 'user'), settings);
  const server = await serveVsCode({
    codeServer: prepared.codeServer,
    scratch,
    extensionsDir: prepared.extensionsDir,
    trust: options.trust ?? true,
    env: { ...(options.kubeconfig === undefined ? {} : { KUBECONFIG: options.kubeconfig }), ...options.env },
    signal: AbortSignal.timeout(hang),
  });
  let browser: BrowserContext | undefined;
  try {
    browser = await launchBrowser({
      executablePath: prepared.browser,
      profile: join(scratch, 'browser'),
      width: options.width ?? 1280,
      height: options.height ?? 800,
    });
    return await openWorkbench(browser, server, { scratch, workspace, settings });
  } catch (error) {
    await browser?.close();
    await server.stop();
    throw error;
  }
}

async function openWorkbench(
  browser: BrowserContext,
  server: ServedVsCode,
  {
    scratch,
    workspace,
    settings,
  }: { readonly scratch: string; readonly workspace: string; readonly settings: Settings },
): Promise<VsCode> {
  let current = settings;
  const page = browser.pages()[0] ?? (await browser.newPage());
  page.setDefaultTimeout(hang);
  const quick = quickInput(page);
  await page.goto(`${server.url}/?${new URLSearchParams({ folder: workspace }).toString()}`);
  await workbenchReady(page);

  async function reload(): Promise<void> {
    // VS Code's own command: it saves what the window remembers before it goes, which a browser's reload may cut off.
    await Promise.all([page.waitForEvent('load'), quick.runCommand('Developer: Reload Window')]);
    await workbenchReady(page);
  }

  return {
    page,
    tree: treeView(page, 'Cluster'),
    stages: treeView(page, 'Stages'),
    changes: treeView(page, 'Changes'),
    quick,
    messages: messages(page),
    workspace,
    scratch,
    async editor() {
      const group = page.locator('.editor-group-container.active');
      const title = await group.locator('.tab.active .label-name').innerText();
      const text = await group.locator('.view-lines').first().innerText();
      // The editor draws spaces as no-break spaces.
      return { title, text: text.replaceAll('\u00A0', ' ') };
    },
    async changeSettings(changes) {
      current = { ...current, ...changes };
      await writeUserSettings(join(scratch, 'user'), current);
      await reload();
    },
    async setTheme(theme) {
      await quick.runCommand('Preferences: Color Theme');
      await quick.type(themes[theme].label);
      await quick.pick(themes[theme].label);
      await page.locator(`.monaco-workbench.${themes[theme].mark}`).waitFor();
    },
    async screenshot(name) {
      await mkdir(e2eArtifacts, { recursive: true });
      const path = join(e2eArtifacts, `${name}.png`);
      await page.screenshot({ path });
      return path;
    },
    reload,
    async close() {
      await browser.close();
      await server.stop();
    },
  };
}

/** The extension host has told the workbench of its extensions: Sluice's view container is there. */
async function workbenchReady(page: Page): Promise<void> {
  await page
    .locator('.activitybar')
    .getByRole('tab', { name: /^Flux\b/ })
    .waitFor();
}

function themeSetting(theme: Theme): Settings {
  return { 'workbench.colorTheme': themes[theme].id };
}
