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
import { spentBy, type Spent } from '../rig/spentBy.ts';
import { rowOf, type Row } from '../rows.ts';
import { median } from '../statistics.ts';
import { applyApps, sourceUrl } from './deploy.ts';

const count = 500;
/** Deployments that the worktree changes. */
const changed = 10;
const rounds = 3;

/** A worktree with ten changes against a cluster that has the rest, both as whole processes. */
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
  const [ours, theirs]: [Counted[], Counted[]] = [[], []];
  for (let round = 0; round <= rounds; round += 1) {
    rig.say(`diff: round ${round} of ${rounds}`);
    const own = await counted(sluice, /^ {2}~ {2}Deployment\//gm);
    const other = await counted(peer, /^► Deployment.* drifted/gm);
    // The first fills caches, of discovery too.
    if (round > 0) ours.push(own);
    if (round > 0) theirs.push(other);
  }
  const row = (what: string, of: keyof Spent | 'requests', unit: string, atMost?: number): Row => {
    const middle = (runs: readonly Counted[]): number => median(runs.map((run) => Number(run[of])));
    return rowOf({
      name: `diff: ${count} objects, ${what}`,
      value: middle(ours),
      unit,
      peer: { name: 'flux diff kustomization', value: middle(theirs) },
      ...(atMost !== undefined && { budget: { of: 'ratio', atMost } }),
    });
  };
  return [row('time', 'time', 'ms', 0.5), row('processor', 'processor', 'ms'), row('requests', 'requests', 'requests')];

  async function counted(command: PeerCommand, changes: RegExp): Promise<Counted> {
    const mark = await cluster.audit.mark();
    const spent = await spentBy(command, { cwd: folder, signal: rig.signal, code: 1 });
    const found = spent.stdout.match(changes)?.length ?? 0;
    if (found !== changed) throw new Error(`${found} changes instead of ${changed}:\n${spent.stdout.slice(0, 2000)}`);
    return { ...spent, requests: (await cluster.audit.requests(mark)).length };
  }
}

interface Counted extends Spent {
  readonly requests: number;
}

/** A clone with changes that are not committed. */
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
  const next = [...appFiles(2 * changed, '1.1.0')].filter(([path]) => path.startsWith('app-'));
  await writeFiles(folder, new Map(next));
  return folder;
}
