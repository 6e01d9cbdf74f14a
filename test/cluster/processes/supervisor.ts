/**
 * Owns the processes of one control plane, their ports and their scratch folder. It runs as a process of its own
 * and ends everything as soon as the IPC channel to its parent closes, which the kernel does however the parent
 * dies. It sits in its own session: a Ctrl-C in the parent's terminal does not reach it, the parent decides.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forward } from './forward.ts';
import { reservePorts } from './ports.ts';
import type { Message, Order, ProcessSpec, Request } from './protocol.ts';
import { ownerFile, removeAbandoned, scratchPrefix } from './scratch.ts';

interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<void>;
  expected: boolean;
}

const scratch = mkdtempSync(join(tmpdir(), scratchPrefix));
const running = new Map<string, Running>();
const deathSignal = parentDeathWrapper();
let ending: Promise<void> | undefined;

process.on('disconnect', () => void end());
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end());
process.on('message', (request: Request) => void answer(request));
process.on('uncaughtException', (error) => {
  tell({ type: 'failed', message: error.message });
  void end();
});
await begin();

async function begin(): Promise<void> {
  for (const folder of ['log', 'tmp', 'home']) mkdirSync(join(scratch, folder));
  writeFileSync(join(scratch, ownerFile), String(process.pid));
  await removeAbandoned();
  const { firstPort } = await reservePorts();
  tell({ type: 'ready', scratch, firstPort });
}

async function answer(request: Request): Promise<void> {
  try {
    const pid = await carryOut(request);
    tell({ type: 'answer', id: request.id, ...(pid === undefined ? {} : { pid }) });
  } catch (error) {
    tell({ type: 'answer', id: request.id, error: error instanceof Error ? error.message : String(error) });
  }
}

async function carryOut(order: Order): Promise<number | undefined> {
  switch (order.op) {
    case 'start':
      return start(order.spec);
    case 'stop':
      return stop(order.name);
    case 'forward':
      await forward(order.spec);
      return undefined;
    case 'shutdown':
      return end();
  }
}

function start({ name, command, args, env }: ProcessSpec): Promise<number> {
  if (ending) throw new Error('the control plane is being stopped');
  const log = openSync(join(scratch, 'log', `${name}.log`), 'a');
  const [program = command, ...words] = [...deathSignal, command, ...args];
  const child = spawn(program, words, {
    cwd: scratch,
    stdio: ['ignore', log, log],
    env: { PATH: process.env['PATH'], HOME: join(scratch, 'home'), TMPDIR: join(scratch, 'tmp'), ...env },
  });
  closeSync(log);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('spawn', () => {
      running.set(name, watch(name, child));
      resolve(child.pid ?? 0);
    });
  });
}

function watch(name: string, child: ChildProcess): Running {
  const ended = new Promise<void>((resolve) => {
    child.once('exit', (code, signal) => {
      running.delete(name);
      tell({ type: 'exit', name, how: signal ?? `exit code ${String(code)}`, expected: entry.expected });
      resolve();
    });
  });
  const entry: Running = { child, ended, expected: false };
  return entry;
}

/** All state here is disposable, and etcd keeps what it was told: nothing needs a gentle end. */
async function stop(name: string): Promise<undefined> {
  const entry = running.get(name);
  if (entry === undefined) return;
  entry.expected = true;
  entry.child.kill('SIGKILL');
  await entry.ended;
}

function end(): Promise<undefined> {
  ending ??= (async () => {
    await Promise.all([...running.keys()].map(stop));
    await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
    // The answer to a shutdown leaves first.
    setImmediate(() => process.exit(0));
  })();
  return ending.then(() => undefined);
}

/**
 * The second net, for the case that this process is killed itself: on Linux the kernel kills a child whose parent
 * thread dies, if asked to (prctl PR_SET_PDEATHSIG, which setpriv sets before it executes the command).
 */
function parentDeathWrapper(): readonly string[] {
  const wrapper = ['setpriv', '--pdeathsig', 'KILL', '--'];
  const trial = spawnSync('setpriv', [...wrapper.slice(1), 'true'], { stdio: 'ignore' });
  return trial.status === 0 ? wrapper : [];
}

function tell(message: Message): void {
  // The parent may be gone already; then nobody needs to hear it.
  if (process.connected) process.send?.(message, () => undefined);
}
