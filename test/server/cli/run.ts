import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../../../scripts/paths.ts';

/** The built program. */
const cliFile = join(root, 'dist', 'cli.cjs');

/** How a run of the program ended. */
export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built program in a folder, as a shell does; `env` is added to the environment. */
export function run(
  folder: string,
  args: readonly string[],
  input = '',
  env: Readonly<Record<string, string>> = {},
): Promise<Run> {
  const options = { cwd: folder, shell: process.platform === 'win32', env: { ...process.env, ...env } };
  const child = spawn(cliFile, args, options);
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}
