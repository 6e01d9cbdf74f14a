import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { platform } from 'node:process';
import { FailureError } from '../base/failure.ts';
import { startFailure } from './runGit.ts';

/** What a git that ran to its end left. */
export interface GitOutput {
  /** 128 and more where a signal ended it. */
  readonly exitCode: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** How git is run once; nothing passes a shell. */
export interface GitExecution {
  readonly folder: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** What it reads from its standard input. */
  readonly input?: string | Uint8Array;
  readonly signal: AbortSignal;
}

/** Milliseconds after which those that were asked to end are ended, and those that hold the output are left. */
const grace = 1000;

/**
 * Runs git and all that it starts (transports, hooks, helpers) as one group of processes without a terminal, which ends
 * when the signal aborts. Throws a FailureError with a GitFailure where it does not start, or the signal's reason once
 * git has ended.
 */
export async function execGit({ folder, args, environment, input, signal }: GitExecution): Promise<GitOutput> {
  signal.throwIfAborted();
  const child = spawn('git', [...args], {
    cwd: folder,
    env: environment,
    windowsHide: true,
    // A group of its own, and no terminal that a program could ask on. On Windows it would open a window.
    detached: platform !== 'win32',
  });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  // A program that ended does not read: that is told by its end.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input ?? '');
  const exitCode = await endOf(child, signal);
  signal.throwIfAborted();
  return { exitCode, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString() };
}

async function endOf(child: ChildProcessWithoutNullStreams, signal: AbortSignal): Promise<number> {
  const timers: NodeJS.Timeout[] = [];
  const onAbort = (): void => {
    endGroup(child, 'SIGTERM');
    timers.push(setTimeout(() => endGroup(child, 'SIGKILL'), grace));
  };
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await new Promise<number>((resolve, reject) => {
      const codeOf = (code: number | null): number => code ?? 128;
      child.once('error', (error) => reject(new FailureError(startFailure(error), { cause: error })));
      child.once('close', (code) => resolve(codeOf(code)));
      // What stays in the background, as a shared connection of ssh does, may hold the output open.
      child.once('exit', (code) => timers.push(setTimeout(() => resolve(codeOf(code)), grace)));
    });
  } finally {
    signal.removeEventListener('abort', onAbort);
    for (const timer of timers) clearTimeout(timer);
    child.stdout.destroy();
    child.stderr.destroy();
    // Whatever of the group is left has lost its reason.
    if (signal.aborted) endGroup(child, 'SIGKILL');
  }
}

function endGroup(child: ChildProcessWithoutNullStreams, how: NodeJS.Signals): void {
  try {
    if (child.pid !== undefined && platform !== 'win32') process.kill(-child.pid, how);
    else child.kill(how);
  } catch {
    // It has ended.
  }
}
