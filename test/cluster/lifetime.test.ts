import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { isAlive } from './processes/scratch.ts';
import { startCluster } from './startCluster.ts';

interface Started {
  readonly parent: ChildProcess;
  readonly scratch: string;
  readonly processes: Readonly<Record<string, number>>;
}

/** Starts a cluster in a process of its own, which then waits for ever. */
async function startElsewhere(): Promise<Started> {
  const program = fileURLToPath(new URL('lifetimeParent.ts', import.meta.url));
  const parent = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface({ input: parent.stdout }), 'line')) as [string];
  return { parent, ...(JSON.parse(line) as Omit<Started, 'parent'>) };
}

async function expectNothingLeft({ scratch, processes }: Omit<Started, 'parent'>): Promise<void> {
  await expect.poll(() => Object.entries(processes).filter(([, pid]) => isAlive(pid)), { timeout: 60_000 }).toEqual([]);
  await expect.poll(() => existsSync(scratch), { timeout: 60_000 }).toBe(false);
}

test('stop() leaves no process and no scratch folder', async () => {
  const cluster = await startCluster({ forge: false, controllers: 'none' });
  const processes = cluster.processes();
  expect(Object.keys(processes)).toEqual(['supervisor', 'etcd', 'kube-apiserver', 'kube-controller-manager']);
  expect(Object.values(processes).every(isAlive)).toBe(true);
  await cluster.stop();
  await cluster.stop();
  await expectNothingLeft({ scratch: cluster.scratch, processes });
});

test('nothing is left when the parent is killed', async () => {
  const started = await startElsewhere();
  started.parent.kill('SIGKILL');
  await expectNothingLeft(started);
});

test('nothing is left when the supervisor is killed', async () => {
  const started = await startElsewhere();
  process.kill(started.processes['supervisor'] ?? 0, 'SIGKILL');
  await expectNothingLeft(started);
  started.parent.kill('SIGKILL');
});

test.runIf(process.platform === 'linux')('no process is left when both are killed', async () => {
  const { parent, processes, scratch } = await startElsewhere();
  parent.kill('SIGSTOP');
  process.kill(processes['supervisor'] ?? 0, 'SIGKILL');
  parent.kill('SIGKILL');
  await expect.poll(() => Object.values(processes).filter(isAlive), { timeout: 60_000 }).toEqual([]);
  // Its folder is removed by the next supervisor that starts, once it is a minute old.
  expect(existsSync(scratch)).toBe(true);
});

test('an aborted start leaves nothing', async () => {
  const abort = new AbortController();
  const steps: string[] = [];
  const start = startCluster({
    forge: false,
    signal: abort.signal,
    onProgress({ part, step }) {
      steps.push(step);
      if (part === 'cluster') setTimeout(() => abort.abort(), 1500);
    },
  });
  await expect(start).rejects.toThrow(/abort/i);
  expect(steps).toContain('starting');
  expect(steps).not.toContain('started');
});
