import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';

/** What a program took. */
export interface Cost {
  /** From its start to its end: milliseconds. */
  readonly time: number;
  /** The most memory it held at once, in MB; undefined where the machine does not say. */
  readonly memory: number | undefined;
  readonly code: number | null;
  readonly stdout: string;
}

/** Between looks at the memory, which the kernel keeps the maximum of: milliseconds. */
const betweenLooks = 10;

/** Runs a program, and watches what it takes. */
export async function watchedRun(
  command: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly signal: AbortSignal },
): Promise<Cost> {
  const begun = performance.now();
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'inherit'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  let memory: number | undefined;
  const look = setInterval(() => {
    void peakMemory(child.pid ?? 0).then((now) => {
      memory = now ?? memory;
    });
  }, betweenLooks);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    return { time: performance.now() - begun, memory, code, stdout: Buffer.concat(chunks).toString() };
  } finally {
    clearInterval(look);
  }
}

/** The most memory that a process held at once, in MB; undefined if it is gone or the machine is no Linux. */
async function peakMemory(pid: number): Promise<number | undefined> {
  return statusLine(pid, 'VmHWM');
}

/** The memory that a process holds now, in MB. */
export async function memoryNow(pid: number): Promise<number | undefined> {
  return statusLine(pid, 'VmRSS');
}

async function statusLine(pid: number, name: string): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
}
