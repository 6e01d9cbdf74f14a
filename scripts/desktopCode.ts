import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Refusal } from './fail.ts';

/** What a desktop VS Code is opened with. It shares nothing with the one that the person works in. */
export interface DesktopOptions {
  readonly command: string;
  readonly userDataDir: string;
  readonly extensionsDir: string;
  readonly vsix: string;
  readonly workspace: string | undefined;
  readonly env: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/**
 * The command of a VS Code that can open a window here, if there is one: not without a display, not as root, which
 * VS Code refuses on Linux, and not in the terminal of a remote window, where "code" means that window.
 */
export function findDesktopCode(): string | undefined {
  const { DISPLAY, WAYLAND_DISPLAY, VSCODE_IPC_HOOK_CLI, PATH = '' } = process.env;
  if (VSCODE_IPC_HOOK_CLI !== undefined) return undefined;
  if (process.platform === 'linux') {
    const headless = DISPLAY === undefined && WAYLAND_DISPLAY === undefined;
    if (headless || process.getuid?.() === 0) return undefined;
  }
  const name = process.platform === 'win32' ? 'code.cmd' : 'code';
  return PATH.split(delimiter)
    .map((folder) => join(folder, name))
    .find(existsSync);
}

/** Opens VS Code with the VSIX installed and waits until the window is closed; the signal closes it. */
export async function runDesktopCode(options: DesktopOptions): Promise<void> {
  const { userDataDir, extensionsDir, vsix, workspace, signal } = options;
  const folders = ['--user-data-dir', userDataDir, '--extensions-dir', extensionsDir];
  await runCode(options, [...folders, '--install-extension', vsix]);
  // The command only asks another process for the window; VS Code writes that one's id into its lock file.
  const close = (): void => {
    const lock = join(userDataDir, 'code.lock');
    if (existsSync(lock)) process.kill(Number(readFileSync(lock, 'utf8')), 'SIGTERM');
  };
  signal.addEventListener('abort', close, { once: true });
  try {
    const where = workspace === undefined ? [] : [workspace];
    await runCode(options, [...folders, '--disable-workspace-trust', '--new-window', '--wait', ...where]);
  } finally {
    signal.removeEventListener('abort', close);
  }
}

function runCode({ command, env, signal }: DesktopOptions, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, ...env },
      shell: process.platform === 'win32',
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0 || signal.aborted) resolve();
      else reject(new Refusal(`${command} ended with code ${String(code)}; what it said stands above.`));
    });
  });
}
