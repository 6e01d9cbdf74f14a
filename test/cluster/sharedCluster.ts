import type { TestProject } from 'vitest/node';
import type { Cluster, ClusterDescription } from './cluster.ts';
import { printProgress } from './progress.ts';
import { startCluster } from './startCluster.ts';

declare module 'vitest' {
  interface ProvidedContext {
    cluster: ClusterDescription;
  }
}

let cluster: Cluster | undefined;

/** Starts the cluster with its fleet that the test files of a vitest project share; see {@link sharedAccess}. */
export async function setup(project: TestProject): Promise<void> {
  cluster = await startCluster({ fleet: true, onProgress: printProgress(process.stderr) });
  project.provide('cluster', cluster.description);
}

export async function teardown(): Promise<void> {
  await cluster?.stop();
}
