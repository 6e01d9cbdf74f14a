import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { abortable } from '../../../src/base/wait.ts';

/** A running command whose processes end with ours, whatever happens; see guard.ts. */
export interface Guarded {
  /** Resolves with the exit code when the command has ended and its scratch folder is gone. */
  readonly ended: Promise<number>;
  /** Waits for a line of output that matches; rejects, with the last lines, if the command ends before. */
  line(pattern: RegExp, signal: AbortSignal): Promise<RegExpExecArray>;
  /** Ends the command and all it started. Calling it twice is harmless. */
  stop(): Promise<void>;
}

export interface GuardedOptions {
  /** A folder that is removed when the command has ended. */
  readonly scratch: string;
  readonly env: NodeJS.ProcessEnv;
  /** Gets each line of output. */
  readonly onLine?: (line: string) => void;
}

const kept = 40;

/** Starts `command` under a guard. Its output is kept for error messages, the last lines of it. */
export function startGuarded(command: string, args: readonly string[], options: GuardedOptions): Guarded {
  const guard = fileURLToPath(new URL('guard.ts', import.meta.url));
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', guard, options.scratch, command, ...args],
    { detached: true, stdio: ['pipe', 'pipe', 'pipe'], env: options.env },
  );
  // Its end is noticed by `ended`; what is written to it then goes nowhere.
  child.stdin.on('error', () => undefined);
  const last: string[] = [];
  const listeners = new Set<(line: string) => void>();
  const onLine = (line: string): void => {
    last.push(line);
    if (last.length > kept) last.shift();
    options.onLine?.(line);
    for (const listener of listeners) listener(line);
  };
  for (const input of [child.stdout, child.stderr]) createInterface({ input }).on('line', onLine);
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });

  return {
    ended,
    async line(pattern, signal) {
      const found = new Promise<RegExpExecArray>((resolve, reject) => {
        const look = (line: string): void => {
          const match = pattern.exec(line);
          if (match) resolve(match);
        };
        listeners.add(look);
        for (const line of last) look(line);
        const early = (): void => reject(new Error(`${command} ended before it was ready:\n${last.join('\n')}`));
        ended.then(early, reject);
      });
      return abortable(found, signal);
    },
    async stop() {
      child.stdin.end('stop');
      await ended;
    },
  };
}
