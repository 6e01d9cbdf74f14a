import { spawn, type StdioOptions } from 'node:child_process';
import { createInterface } from 'node:readline';
import { projectPath, root } from './paths.ts';

/** How a tool ended. */
export interface ToolResult {
  /** Exit code; 1 if a signal ended it. */
  readonly code: number;
  /** What it wrote, empty if it wrote to the terminal itself: stdout alone, and with stderr as it came. */
  readonly stdout: string;
  readonly output: string;
}

export interface ToolOptions {
  /** Lets the tool write to the terminal instead of keeping what it says. */
  readonly show?: boolean;
  /** Writes each of its lines to the terminal behind this word, for tools that run beside each other. */
  readonly label?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** Runs a program of the project or of the machine in the checkout's root; rejects only if it cannot be started. */
export function runTool(command: string, args: readonly string[], options: ToolOptions = {}): Promise<ToolResult> {
  const { show = false, label, env = {}, signal } = options;
  const stdio: StdioOptions = show ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'];
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio,
      env: { ...process.env, PATH: projectPath, ...env },
      shell: process.platform === 'win32',
      ...(signal ? { signal } : {}),
    });
    const stdout: Buffer[] = [];
    const output: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => stdout.push(chunk));
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => output.push(chunk));
      if (label !== undefined && stream) {
        createInterface({ input: stream }).on('line', (line) => console.log(`${label} | ${line}`));
      }
    }
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, stdout: text(stdout), output: text(output) }));
  });
}

function text(chunks: readonly Buffer[]): string {
  return Buffer.concat(chunks).toString();
}
