import { mkdir, mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packOnce } from '../../../scripts/once.ts';
import { artifacts } from '../../../scripts/paths.ts';
import { findBrowser } from './chromium.ts';
import { ensureCodeServer, type PrepareOptions } from './codeServer.ts';
import { installVsix } from './serveVsCode.ts';
import { ensureSystemPackages } from './systemPackages.ts';

/** Where screenshots and results of the tests in VS Code are left. */
export const e2eArtifacts = join(artifacts, 'e2e');

/** A VS Code, a browser to show it, and Sluice installed: plain data, so that it can be handed to other processes. */
export interface PreparedVsCode {
  /** The script that starts code-server. */
  readonly codeServer: string;
  readonly browser: string;
  /** The extensions folder that Sluice is installed in. Several VS Codes may use it at once. */
  readonly extensionsDir: string;
  /** Sluice in it, unpacked. */
  readonly extensionPath: string;
}

/** Makes sure that VS Code and a browser are there; throws a Refusal that says what to do if they cannot be. */
export async function ensureVsCode(options: PrepareOptions): Promise<{ codeServer: string; browser: string }> {
  ensureSystemPackages(['browser', 'fonts']);
  const codeServer = await ensureCodeServer(options);
  return { codeServer, browser: findBrowser() ?? '' };
}

/**
 * Prepares everything, with the VSIX named in SLUICE_VSIX, or else one packed from this checkout, installed below
 * `folder`.
 */
export async function prepareVsCode(folder: string, options: PrepareOptions): Promise<PreparedVsCode> {
  const { codeServer, browser } = await ensureVsCode(options);
  const vsix = await packOnce();
  const extensionsDir = join(folder, 'extensions');
  await mkdir(extensionsDir, { recursive: true });
  await installVsix(vsix, { codeServer, scratch: await scratchFolder(), extensionsDir, signal: options.signal });
  return { codeServer, browser, extensionsDir, extensionPath: await installedAt(extensionsDir) };
}

/** A folder for one VS Code. Its path is short, because a socket lies in it. */
export function scratchFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'sluice-vscode-'));
}

async function installedAt(extensionsDir: string): Promise<string> {
  const list = await readFile(join(extensionsDir, 'extensions.json'), 'utf8');
  const [extension] = JSON.parse(list) as { relativeLocation: string }[];
  if (extension === undefined) throw new Error(`VS Code installed nothing in ${extensionsDir}.`);
  return join(extensionsDir, extension.relativeLocation);
}
