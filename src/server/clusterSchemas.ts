import type { Disposable } from '../base/disposable.ts';
import { createEmitter, type Event } from '../base/event.ts';
import { messageOf } from '../base/failure.ts';
import type { Logger } from '../base/logger.ts';
import { readCluster, writeCluster } from '../files/clusterCache.ts';
import type { ClusterSchemasParams } from '../protocol/protocol.ts';
import { kindsOfCrd, type CustomKind } from '../schema/fromCrd.ts';

/** What is known of the cluster that counts. */
export interface ClusterKnowledge {
  readonly name: string;
  readonly kubernetesVersion: string | undefined;
  readonly fluxVersion: string | undefined;
  /** Undefined where its CustomResourceDefinitions were never seen. */
  readonly kinds: readonly CustomKind[] | undefined;
}

/** The one owner of what the client says of its cluster's kinds, or what is kept of it on disk. */
export interface ClusterSchemas extends Disposable {
  current(): ClusterKnowledge | undefined;
  readonly onDidChange: Event<void>;
  /** Never rejects. */
  take(params: ClusterSchemasParams): Promise<void>;
}

/** Makes an owner that knows no cluster. `cacheFolder`: where clusters are kept; undefined keeps none. */
export function createClusterSchemas(cacheFolder: string | undefined, logger: Logger): ClusterSchemas {
  const changed = createEmitter<void>();
  let known: ClusterKnowledge | undefined;
  let latest = 0;

  const set = (next: ClusterKnowledge | undefined): void => {
    if (known === next) return;
    known = next;
    changed.fire();
  };
  return {
    current: () => known,
    onDidChange: changed.event,
    async take({ cluster, kubernetesVersion, fluxVersion, definitions }) {
      const own = ++latest;
      if (cluster === null) {
        set(undefined);
        return;
      }
      const { id, name } = cluster;
      const kept =
        definitions === undefined && cacheFolder !== undefined ? await readCluster(cacheFolder, id) : undefined;
      // What was said in the meantime is newer.
      if (own !== latest) return;
      set({
        name,
        kubernetesVersion: kubernetesVersion ?? kept?.kubernetesVersion,
        fluxVersion: fluxVersion ?? kept?.fluxVersion,
        kinds: (definitions ?? kept?.definitions)?.flatMap((definition) =>
          kindsOfCrd(
            { kind: 'CustomResourceDefinition', ...definition },
            { origin: 'cluster', source: `cluster ${name}` },
          ),
        ),
      });
      if (definitions === undefined || cacheFolder === undefined) return;
      await writeCluster(cacheFolder, id, { kubernetesVersion, fluxVersion, definitions }).catch((error: unknown) =>
        logger.warn(`The schemas of the cluster ${name} could not be kept: ${messageOf(error)}`),
      );
    },
    dispose: () => changed.dispose(),
  };
}
