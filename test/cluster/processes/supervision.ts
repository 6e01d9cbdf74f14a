import { fork, type ChildProcess } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { abortable } from '../../../src/base/wait.ts';
import { clusterFailure } from '../failures.ts';
import type { ForwardSpec, Message, Order, ProcessSpec } from './protocol.ts';

/** The parent's side of the supervisor. */
export interface Supervision {
  readonly scratch: string;
  readonly firstPort: number;
  start(spec: ProcessSpec): Promise<void>;
  /** Kills the process; resolves when it is gone. */
  stop(name: string): Promise<void>;
  forward(spec: ForwardSpec): Promise<void>;
  /** How the process ended, if it did so on its own. */
  endOf(name: string): string | undefined;
  pids(): Readonly<Record<string, number>>;
  parts(): readonly { readonly name: string; readonly pid: number; readonly health: string }[];
  /** Resolves when the supervisor is gone. */
  readonly ended: Promise<void>;
  /** Stops every process, removes the scratch folder and ends the supervisor. */
  shutdown(): Promise<void>;
}

/** Starts a supervisor; see supervisor.ts. */
export async function startSupervisor(signal: AbortSignal): Promise<Supervision> {
  signal.throwIfAborted();
  const child = fork(new URL('supervisor.ts', import.meta.url), {
    detached: true,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const first = await abortable(firstMessage(child), signal).catch((error: unknown) => {
    child.disconnect();
    throw error;
  });
  return superviseBy(child, first);
}

async function firstMessage(child: ChildProcess): Promise<{ scratch: string; firstPort: number }> {
  const message = await new Promise<Message>((resolve, reject) => {
    child.once('message', (value) => resolve(value as Message));
    child.once('error', reject);
    child.once('exit', () =>
      reject(clusterFailure('startFailed', 'The supervisor of the control plane ended before it was ready.')),
    );
  });
  if (message.type === 'ready') return message;
  const cause = message.type === 'failed' ? message.message : message.type;
  throw clusterFailure('startFailed', `The supervisor of the control plane could not start: ${cause}.`);
}

function superviseBy(child: ChildProcess, { scratch, firstPort }: { scratch: string; firstPort: number }): Supervision {
  const parts = new Map<string, { readonly name: string; readonly pid: number; readonly health: string }>();
  const ends = new Map<string, string>();
  const waiting = new Map<number, (message: Message & { type: 'answer' }) => void>();
  let lastId = 0;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));

  child.on('message', (value) => {
    const message = value as Message;
    if (message.type === 'answer') waiting.get(message.id)?.(message);
    if (message.type === 'exit') {
      parts.delete(message.name);
      if (!message.expected) ends.set(message.name, message.how);
    }
  });
  child.once('exit', () => {
    for (const [id, answer] of waiting)
      answer({ type: 'answer', id, error: 'the supervisor of the control plane is gone' });
    cleanUpAfter([...parts.values()], scratch);
  });

  async function order(what: Order): Promise<number | undefined> {
    const id = (lastId += 1);
    const answer = await new Promise<Message & { type: 'answer' }>((resolve, reject) => {
      waiting.set(id, resolve);
      child.send({ ...what, id }, (error) => {
        if (error) reject(error);
      });
    }).finally(() => waiting.delete(id));
    if (answer.error !== undefined) throw clusterFailure('processFailed', answer.error);
    return answer.pid;
  }

  return {
    scratch,
    firstPort,
    async start(spec) {
      ends.delete(spec.name);
      const pid = await order({ op: 'start', spec });
      if (pid !== undefined) parts.set(spec.name, { name: spec.name, pid, health: spec.health });
    },
    async stop(name) {
      await order({ op: 'stop', name });
    },
    async forward(spec) {
      await order({ op: 'forward', spec });
    },
    endOf: (name) => ends.get(name),
    pids: () => ({
      supervisor: child.pid ?? 0,
      ...Object.fromEntries([...parts.values()].map(({ name, pid }) => [name, pid])),
    }),
    parts: () => [...parts.values()],
    ended,
    async shutdown() {
      if (child.connected) child.send({ op: 'shutdown', id: 0 }, () => undefined);
      await ended;
    },
  };
}

/** If the supervisor was killed, its processes and its folder are left: where the kernel does not end them, this does. */
function cleanUpAfter(parts: readonly { readonly pid: number }[], scratch: string): void {
  for (const { pid } of parts) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It is gone already.
    }
  }
  void rm(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }).catch(() => undefined);
}
