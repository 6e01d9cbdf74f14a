import { spawn, type ChildProcess } from 'node:child_process';
import { endProcessTree } from './processTree.ts';

export interface ExecProcess {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly timeoutMs: number;
  /** How long it may take to end by itself once asked. */
  readonly graceMs: number;
  /** Each line on standard error as it comes: plugins say there what the person must do. */
  readonly onLine: (line: string) => void;
}

/** How a process ended. */
export type ExecResult =
  | { readonly type: 'exited'; readonly code: number | null; readonly stdout: string }
  | { readonly type: 'notStarted'; readonly error: Error }
  | { readonly type: 'timeout' }
  | { readonly type: 'tooMuchOutput' };

const maxStdoutBytes = 1024 * 1024;
const maxStderrBytes = 16 * 1024;
/** How long output is awaited after the process has ended: what it left running may hold the pipes open. */
const drainMs = 1000;

/**
 * Runs a command without a shell, its standard input closed, and collects what it prints, up to 1 MB. Rejects with
 * the signal's reason when that aborts. Whenever it does not end by itself, its whole process tree is ended.
 */
export async function runProcess(options: ExecProcess, signal: AbortSignal): Promise<ExecResult> {
  signal.throwIfAborted();
  let child: ChildProcess;
  try {
    child = start(options);
  } catch (error) {
    return { type: 'notStarted', error: error instanceof Error ? error : new Error(String(error)) };
  }
  const timers: NodeJS.Timeout[] = [];
  let onAbort: (() => void) | undefined;
  const ended = new Promise<ExecResult>((resolve, reject) => {
    const stop = (result: ExecResult): void => {
      endProcessTree(child, options.graceMs);
      resolve(result);
    };
    onAbort = () => {
      endProcessTree(child, options.graceMs);
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', onAbort);
    timers.push(setTimeout(() => stop({ type: 'timeout' }), options.timeoutMs));
    const stdout = collect(child, () => stop({ type: 'tooMuchOutput' }));
    const exited = (code: number | null): void => resolve({ type: 'exited', code, stdout: stdout() });
    forEachLine(child, options.onLine);
    child.on('error', (error) => resolve({ type: 'notStarted', error }));
    child.on('exit', (code) => timers.push(setTimeout(() => exited(code), drainMs)));
    child.on('close', exited);
  });
  try {
    return await ended;
  } finally {
    timers.forEach(clearTimeout);
    if (onAbort) signal.removeEventListener('abort', onAbort);
    // A process that is ended ends after this: its drain is awaited by nobody.
    child.removeAllListeners('exit');
    child.stdout?.destroy();
    child.stderr?.destroy();
  }
}

function start({ command, args, env }: ExecProcess): ChildProcess {
  return spawn(command, args, {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own, so that all of it can be ended.
    detached: process.platform !== 'win32',
    windowsHide: true,
    shell: false,
  });
}

/** Collects standard output; the returned function gives what has come. */
function collect(child: ChildProcess, onOverflow: () => void): () => string {
  const chunks: Buffer[] = [];
  let size = 0;
  child.stdout?.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > maxStdoutBytes) onOverflow();
    else chunks.push(chunk);
  });
  return () => Buffer.concat(chunks).toString('utf8');
}

function forEachLine(child: ChildProcess, onLine: (line: string) => void): void {
  let rest = '';
  let size = 0;
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    size += chunk.length;
    if (size > maxStderrBytes) return;
    const lines = (rest + chunk).split(/\r?\n/);
    rest = lines.pop() ?? '';
    lines.forEach(onLine);
  });
  child.stderr?.on('end', () => {
    if (rest !== '') onLine(rest);
  });
}
