/**
 * Runs a command in a process group of its own and ends the whole group as soon as stdin closes, which the kernel
 * does however the parent dies; then removes the scratch folder. A parent that is well says "stop" first.
 * usage: node guard.ts SCRATCH COMMAND [ARG...]
 */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

const [scratch, command, ...args] = process.argv.slice(2);
if (scratch === undefined || command === undefined) throw new Error('usage: node guard.ts SCRATCH COMMAND [ARG...]');

let orphan = false;
const child = spawn(command, args, { detached: true, stdio: ['ignore', 'inherit', 'inherit'] });
child.once('error', (error) => {
  console.error(error.message);
  end(127);
});
child.once('exit', (code) => {
  if (!orphan) end(code ?? 1);
});
process.stdin.once('data', () => end(0));
process.stdin.once('close', () => void orphaned());
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => end(1));

/** The browser ends with the parent too, and writes to its profile while it does. */
async function orphaned(): Promise<void> {
  orphan = true;
  endGroup();
  for (let round = 0; round < 10; round += 1) {
    removeScratch();
    await wait(500);
  }
  process.exit(1);
}

function end(code: number): never {
  endGroup();
  removeScratch();
  process.exit(code);
}

function endGroup(): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Nothing of the group is left.
  }
}

function removeScratch(): void {
  rmSync(scratch ?? '', { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}
