import { spawn } from 'node:child_process';
import type { PeerCommand } from './runPeer.ts';

/** What a program took, in milliseconds. */
export interface Spent {
  /** From its start to its end. */
  readonly time: number;
  /** Of all processors together. */
  readonly processor: number;
  readonly stdout: string;
}

/** Runs the program named by its arguments, and then says on standard error what that took. */
const script = '"$@"; code=$?; times >&2; exit $code';

/** Runs a program to its end, from a shell that tells what it took. Throws if it ends with another code than expected. */
export async function spentBy(
  { command, args, env }: PeerCommand,
  options: { readonly cwd?: string; readonly signal: AbortSignal; readonly code?: number },
): Promise<Spent> {
  const { code: expected = 0, ...place } = options;
  const begun = performance.now();
  const child = spawn('sh', ['-c', script, 'sh', command, ...args], { ...place, env });
  const [out, errors]: [Buffer[], Buffer[]] = [[], []];
  child.stdin.end();
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const time = performance.now() - begun;
  const [stdout, stderr] = [Buffer.concat(out).toString(), Buffer.concat(errors).toString()];
  if (code === expected) return { time, processor: processorTime(stderr), stdout };
  throw new Error(`${command} ${args.join(' ')} ended with code ${code}:\n${stdout.slice(-2000)}\n${stderr}`);
}

/** The last line of `times`: the user and the system time of children, as `0m1.230000s 0m0.120000s`. */
function processorTime(text: string): number {
  const line = text.trimEnd().split('\n').at(-1) ?? '';
  const parts = [...line.matchAll(/(\d+)m([\d.]+)s/g)];
  if (parts.length !== 2) throw new Error(`The shell does not say what a program took: ${line}`);
  return parts.reduce((sum, [, minutes, seconds]) => sum + 60_000 * Number(minutes) + 1000 * Number(seconds), 0);
}
