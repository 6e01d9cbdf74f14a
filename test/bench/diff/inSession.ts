import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../../../scripts/paths.ts';
import { silentLogger } from '../../../src/base/logger.ts';
import { sleep } from '../../../src/base/wait.ts';
import type { ObjectPrediction } from '../../../src/diff/terms/prediction.ts';
import { kinds } from '../../../src/flux/kinds.ts';
import type { ObjectKey } from '../../../src/flux/object.ts';
import type { Spent } from '../rig/spentBy.ts';

const dist = join(root, 'dist');
const load = createRequire(join(dist, 'cli.cjs'));

/** Comparisons in one process that stays, as in an editor. */
export interface DiffSession {
  /** Compares the working tree with the cluster; resolves with what that took and how many objects change. */
  compare(): Promise<Omit<Spent, 'stdout'> & { readonly changed: number }>;
  dispose(): void;
}

/** Connects with the built bundles, and waits for all Flux objects. */
export async function startDiffSession(kubeconfig: string, folder: string, signal: AbortSignal): Promise<DiffSession> {
  const { createSession } = load('./cluster.cjs') as typeof import('../../../src/cluster/entry.ts');
  const { createEngine } = load('./compare.cjs') as typeof import('../../../src/compare/entry.ts');
  const { createWorkerRenderer } = load('./render.cjs') as typeof import('../../../src/render/entry.ts');
  const session = createSession({
    settings: () => ({ kubeconfig, context: undefined, namespaces: [], mayUse: () => true }),
    env: {},
    home: folder,
    logger: silentLogger,
    onNotice: () => undefined,
  });
  session.start();
  while (
    session.state.phase !== 'connected' ||
    [...session.snapshot.kinds.values()].some(({ state }) => state.phase === 'loading')
  ) {
    await sleep(50, signal);
  }
  const { client } = session;
  if (client === undefined) throw new Error('The connection was ended.');
  const engine = createEngine({
    folders: () => [folder],
    unsaved: () => new Map(),
    remembered: () => new Map(),
    snapshot: () => session.snapshot,
    cluster: () => client.diff,
    connected: () => client.diff,
    renderer: () => createWorkerRenderer({ folder: dist, logger: silentLogger }),
  });
  const keys: readonly ObjectKey[] = [...(session.snapshot.kinds.get(kinds.kustomization)?.objects.keys() ?? [])];
  return {
    async compare() {
      const [begun, used] = [performance.now(), process.cpuUsage()];
      const found: ObjectPrediction[] = [];
      const listener = {
        expect: () => undefined,
        foundObjects: (_: ObjectKey, objects: readonly ObjectPrediction[]) => void found.push(...objects),
        found: () => undefined,
      };
      await engine.predict(keys, 'workingTree', listener, signal);
      const { user, system } = process.cpuUsage(used);
      const changed = found.filter(({ action }) => action === 'change').length;
      return { time: performance.now() - begun, processor: (user + system) / 1000, changed };
    },
    dispose() {
      engine.dispose();
      session.dispose();
    },
  };
}
