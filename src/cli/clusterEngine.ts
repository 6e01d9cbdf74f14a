import { silentLogger } from '../base/logger.ts';
import { FailureError } from '../base/failure.ts';
import type { Engine } from '../compare/engine.ts';
import { emptySnapshot } from '../flux/snapshot.ts';
import type { Renderer } from '../render/renderer.ts';
import type { Connected, remoteConnections } from './diff/connect.ts';
import { bundleFolder, lazy } from './lazy.ts';

/** What a comparison with a cluster is made with. */
export interface ClusterEngineOptions {
  /** The folder whose repository is read. */
  readonly folder: string;
  readonly cluster: Connected;
  readonly renderer: Renderer;
  /** How remote clusters are reached; absent: they are not. */
  readonly remote?: () => ReturnType<typeof remoteConnections>;
}

/** An engine for a repository here and one cluster. Its owner disposes of it. */
export function clusterEngine({ folder, cluster, renderer, remote }: ClusterEngineOptions): Engine {
  return lazy('compare').createEngine({
    folders: () => [folder],
    unsaved: () => new Map(),
    remembered: () => new Map(),
    snapshot: () => cluster.snapshot,
    cluster: () => cluster.diff,
    connected: () => cluster.diff,
    ...(remote !== undefined && { remote }),
    renderer: () => renderer,
  });
}

/** An engine for a repository here that knows no cluster. It needs no disposing of beside its renderer. */
export function filesEngine(folder: string, renderer: Renderer): Pick<Engine, 'declaredChange'> {
  return lazy('compare').createEngine({
    folders: () => [folder],
    unsaved: () => new Map(),
    remembered: () => new Map(),
    snapshot: () => emptySnapshot,
    cluster: () => {
      throw new FailureError({ code: 'noCluster', message: 'No cluster is asked here.' });
    },
    connected: () => undefined,
    renderer: () => renderer,
  });
}

/** The renderer of a command. Its owner disposes of it. */
export function commandRenderer(): Renderer {
  return lazy('render').createWorkerRenderer({ folder: bundleFolder, logger: silentLogger });
}
