/**
 * The test cluster with its sample fleet, for a person. usage: npm run cluster -- up|down|status
 * It stays until `down`, or until the machine restarts; one for each user.
 */
import { fork } from 'node:child_process';
import { dirname } from 'node:path';
import { askKeeper, type Status } from './background/control.ts';
import type { Report } from './background/keeper.ts';
import { clusterFailure, sentenceOf } from './failures.ts';
import { isHealthy } from './processes/health.ts';
import { printProgress } from './progress.ts';

const usage = 'usage: npm run cluster -- up|down|status';

try {
  await main(process.argv[2]);
} catch (error) {
  console.error(`\n${sentenceOf(error)}`);
  process.exitCode = 1;
}

async function main(command: string | undefined): Promise<void> {
  switch (command) {
    case 'up':
      return up();
    case 'down':
      return down();
    case 'status':
      return status();
    default:
      throw clusterFailure('usage', usage);
  }
}

async function up(): Promise<void> {
  const present = await askKeeper('status');
  if (present !== undefined) console.log('The cluster is up already.');
  console.log(`\n${howToUse(present ?? (await startKeeper()))}`);
}

/** Starts the keeper and follows it until its cluster is ready; it ends with this process if that is not so. */
async function startKeeper(): Promise<Status> {
  const keeper = fork(new URL('background/keeper.ts', import.meta.url), {
    detached: true,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const print = printProgress(process.stdout);
  const status = await new Promise<Status>((resolve, reject) => {
    keeper.on('message', (message) => {
      const report = message as Report;
      if (report.type === 'progress') print(report.progress);
      else if (report.type === 'ready') resolve(report.status);
      else reject(clusterFailure('startFailed', report.message));
    });
    keeper.once('error', reject);
    keeper.once('exit', (code, signal) =>
      reject(
        clusterFailure('startFailed', `The cluster's keeper ended (${signal ?? String(code)}) before it was ready.`),
      ),
    );
  });
  keeper.disconnect();
  keeper.unref();
  return status;
}

async function down(): Promise<void> {
  const stopped = await askKeeper('stop');
  if (stopped === undefined) throw clusterFailure('notUp', 'There is no cluster to stop: none is up.');
  console.log(`Stopped the cluster at ${stopped.server} and removed its files.`);
}

async function status(): Promise<void> {
  const present = await askKeeper('status');
  if (present === undefined) throw clusterFailure('notUp', 'No cluster is up. Start one with: npm run cluster -- up');
  const rows = await Promise.all(
    present.parts.map(async (part) => ({ ...part, answer: (await isHealthy(part.health)) ? 'ok' : 'no answer' })),
  );
  for (const { name, pid, health, answer } of rows) {
    console.log(`${name.padEnd(28)} ${String(pid).padStart(7)}  ${answer.padEnd(10)} ${new URL(health).host}`);
  }
  console.log(`\nUp since ${present.since}.\n${howToUse(present)}`);
}

function howToUse({ server, forge, forgeToken, kubeconfig, kubectl }: Status): string {
  return [
    `API server    ${server}`,
    `Git and OCI   ${forge} (user shop, token ${forgeToken})`,
    `kubeconfig    ${kubeconfig}`,
    `              other users' beside it: ${dirname(kubeconfig)}`,
    '',
    `Look at it:   ${kubectl} --kubeconfig ${kubeconfig} get kustomizations -A`,
    `In VS Code:   KUBECONFIG=${kubeconfig} code .`,
    'Stop it:      npm run cluster -- down',
  ].join('\n');
}
