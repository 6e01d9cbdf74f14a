import { spawn } from 'node:child_process';

export interface PeerCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Runs another program as a person would and resolves with the milliseconds from its start to its end. Throws if it
 * fails, or prints fewer than `lines` lines: then it did something else than what is measured.
 */
export async function runPeer(
  { command, args, env }: PeerCommand,
  lines: number,
  signal: AbortSignal,
): Promise<number> {
  const begun = performance.now();
  const child = spawn(command, args, { env, signal, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = 0;
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => {
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) printed += 1;
  });
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const took = performance.now() - begun;
  if (code === 0 && printed >= lines) return took;
  const what = `${command} ${args.join(' ')}`;
  throw new Error(`${what} ended with code ${code} after ${printed} lines instead of ${lines} or more:\n${errors}`);
}
