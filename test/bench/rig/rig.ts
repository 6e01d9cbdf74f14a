import { rm } from 'node:fs/promises';
import type { Cluster } from '../../cluster/cluster.ts';
import { printProgress, reporter, type OnProgress } from '../../cluster/progress.ts';
import { prepareVsCode, scratchFolder, type PreparedVsCode } from '../../e2e/harness/prepare.ts';
import { installProbe } from '../probe/installProbe.ts';
import { startSeededCluster } from './seededCluster.ts';

/** How many Flux objects the cluster holds. */
export const objectCount = 10_000;

/** What benchmarks work with. Whatever is expensive is made when it is first needed, and then shared. */
export interface Rig {
  /** Aborts when the person ends the run. */
  readonly signal: AbortSignal;
  /** Tells the person what is being measured. */
  readonly say: (step: string) => void;
  /** For what prepares itself: builds, installations. */
  readonly onProgress: OnProgress;
  /** A cluster with {@link objectCount} Flux objects and no controllers. */
  readonly cluster: () => Promise<Cluster>;
  /** VS Code with Sluice, packed from this checkout, and the probe. */
  readonly vsCode: () => Promise<PreparedVsCode>;
  /** A folder that is removed at the end. */
  readonly scratch: () => Promise<string>;
  readonly dispose: () => Promise<void>;
}

/** Makes a rig that has started nothing yet. */
export function createRig(signal: AbortSignal): Rig {
  const onProgress = printProgress(process.stdout, 5000);
  const scratch = once(scratchFolder);
  const cluster = once(() => startSeededCluster(objectCount, { signal, onProgress }));
  const vsCode = once(async () => {
    const prepared = await prepareVsCode(await scratch.get(), { signal, onProgress });
    await installProbe(prepared, signal);
    return prepared;
  });
  return {
    signal,
    onProgress,
    say: reporter('bench', onProgress),
    cluster: cluster.get,
    vsCode: vsCode.get,
    scratch: scratch.get,
    async dispose() {
      await cluster.made()?.then(
        ({ stop }) => stop(),
        () => undefined,
      );
      await scratch.made()?.then((folder) => rm(folder, { recursive: true, force: true }));
    },
  };
}

/** Makes something when it is first asked for. */
function once<T>(make: () => Promise<T>): { get: () => Promise<T>; made: () => Promise<T> | undefined } {
  let made: Promise<T> | undefined;
  return { get: () => (made ??= make()), made: () => made };
}
