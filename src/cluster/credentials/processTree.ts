import { spawn, type ChildProcess } from 'node:child_process';

/**
 * Ends a process and all that it started: on POSIX its process group (it must have been spawned `detached`), asked
 * first and killed `graceMs` milliseconds later; on Windows by taskkill.
 */
export function endProcessTree(child: ChildProcess, graceMs: number): void {
  const { pid } = child;
  if (pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  if (process.platform === 'win32') {
    spawn('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true }).on('error', () =>
      child.kill(),
    );
    return;
  }
  signalGroup(pid, 'SIGTERM');
  setTimeout(() => signalGroup(pid, 'SIGKILL'), graceMs).unref();
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // The group has ended.
  }
}
