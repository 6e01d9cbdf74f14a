import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from '../../../scripts/build.ts';
import { root } from '../../../scripts/paths.ts';
import { ensureFluxCli } from '../../cluster/build/fluxCli.ts';
import type { Cluster } from '../../cluster/cluster.ts';
import { startCluster } from '../../cluster/startCluster.ts';
import type { Bench } from '../bench.ts';
import { appFiles, appsKustomization, writeFiles } from '../render/apps.ts';
import type { PeerCommand } from '../rig/runPeer.ts';
import type { Rig } from '../rig/rig.ts';
import { spentBy } from '../rig/spentBy.ts';
import { rowOf, type Row } from '../rows.ts';
import { median } from '../statistics.ts';
import { applyApps, sourceUrl } from './deploy.ts';
import { startDiffSession } from './inSession.ts';

const count = 500;
/** Deployments that the worktree changes. */
const changed = 10;
const rounds = 3;

/** A worktree with ten changes against a cluster that has the rest, in a session that goes on and as whole processes. */
export const diff: Bench = {
  about: 'comparing 500 objects with the cluster beside flux diff kustomization; requests',
  async run(rig) {
    if (!(await build())) throw new Error('dist/ could not be built; the reason stands above.');
    const flux = await ensureFluxCli({ signal: rig.signal, onProgress: rig.onProgress });
    const cluster = await startCluster({
      signal: rig.signal,
      onProgress: rig.onProgress,
      forge: false,
      controllers: 'none',
    });
    try {
      await applyApps(cluster, count, rig.signal);
      return await measure(rig, cluster, flux, await worktree(rig));
    } finally {
      await cluster.stop();
    }
  },
};

async function measure(rig: Rig, cluster: Cluster, flux: string, folder: string): Promise<Row[]> {
  const env = { HOME: await rig.scratch(), PATH: process.env['PATH'], KUBECONFIG: cluster.kubeconfig('admin') };
  const { name, namespace = '' } = appsKustomization().metadata;
  const sluice = { command: process.execPath, args: [join(root, 'dist', 'cli.cjs'), 'diff', '-k', name], env };
  const place = ['--path', folder, '-n', namespace, '--progress-bar=false'];
  const peer = { command: flux, args: ['diff', 'kustomization', name, ...place], env };
  const session = await startDiffSession(cluster.kubeconfig('admin'), folder, rig.signal);
  const [kept, ours, theirs]: [Counted[], Counted[], Counted[]] = [[], [], []];
  try {
    for (let round = 0; round <= rounds; round += 1) {
      rig.say(`diff: round ${round} of ${rounds}`);
      await change(folder, `1.1.${round}`);
      const inSession = await countedRequests(() => session.compare());
      if (inSession.changed !== changed) throw new Error(`${inSession.changed} changes instead of ${changed}.`);
      const runs = [
        inSession,
        await counted(sluice, /^ {2}~ {2}Deployment\//gm),
        await counted(peer, /^► Deployment.* drifted/gm),
      ];
      // The first fills caches, of discovery too.
      if (round > 0)
        for (const [index, list] of [kept, ours, theirs].entries()) list.push(...runs.slice(index, index + 1));
    }
  } finally {
    session.dispose();
  }
  const middle = (runs: readonly Counted[], of: keyof Counted): number => median(runs.map((run) => run[of]));
  const row = (what: string, runs: readonly Counted[], of: keyof Counted, atMost?: number): Row =>
    rowOf({
      name: `diff: ${count} objects, ${what}`,
      value: middle(runs, of),
      unit: of === 'requests' ? 'requests' : 'ms',
      peer: { name: 'flux diff kustomization', value: middle(theirs, of) },
      ...(atMost !== undefined && { budget: { of: 'ratio', atMost } }),
    });
  return [
    row('in a session', kept, 'time', 0.5),
    row('in a session, processor', kept, 'processor'),
    row('in a session, requests', kept, 'requests'),
    row('a process of its own', ours, 'time'),
    row('a process of its own, processor', ours, 'processor'),
    row('a process of its own, requests', ours, 'requests'),
  ];

  async function counted(command: PeerCommand, changes: RegExp): Promise<Counted> {
    const spent = await countedRequests(() => spentBy(command, { cwd: folder, signal: rig.signal, code: 1 }));
    const found = spent.stdout.match(changes)?.length ?? 0;
    if (found === changed) return spent;
    throw new Error(`${found} changes instead of ${changed}:\n${spent.stdout.slice(0, 2000)}`);
  }

  async function countedRequests<T>(work: () => Promise<T>): Promise<T & { readonly requests: number }> {
    const mark = await cluster.audit.mark();
    const done = await work();
    return { ...done, requests: (await cluster.audit.requests(mark)).length };
  }
}

interface Counted {
  readonly time: number;
  readonly processor: number;
  readonly requests: number;
}

/** A clone. */
async function worktree(rig: Rig): Promise<string> {
  const folder = join(await rig.scratch(), 'fleet');
  const files = appFiles(count, '1.0.0');
  await writeFiles(folder, files);
  const git = (...args: readonly string[]): Promise<unknown> =>
    promisify(execFile)('git', ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.org', ...args], {
      cwd: folder,
      signal: rig.signal,
    });
  await git('init', '--quiet', '--initial-branch=main');
  await git('remote', 'add', 'origin', sourceUrl);
  await git('add', '--all');
  await git('commit', '--quiet', '--message=Deploy');
  return folder;
}

/** Edits some of the Deployments. */
async function change(folder: string, tag: string): Promise<void> {
  const next = [...appFiles(2 * changed, tag)].filter(([path]) => path.startsWith('app-'));
  await writeFiles(folder, new Map(next));
}
