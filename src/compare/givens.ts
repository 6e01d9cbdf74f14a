import { limitedCluster } from '../diff/kustomizations/limited.ts';
import type { DiffCluster } from '../diff/terms/ports.ts';
import type { JsonObject } from '../flux/object.ts';
import type { Renderer } from '../render/renderer.ts';
import { declaredVariables } from './declared/declaredVariables.ts';
import { repositoryWith } from './declared/repositoryAt.ts';
import type { KnownSources } from './declared/variableSources.ts';
import { givenFor, type Given } from './given.ts';
import type { RepositoryFiles } from './layerFiles.ts';
import type { Repositories } from './repositories.ts';

/** What decides besides files, by where files are asked for what the cluster does not tell. All reject as {@link givenFor}. */
export interface Givens {
  /** Nowhere: the cluster alone counts. */
  ofCluster(kustomization: JsonObject, signal: AbortSignal): Promise<Given>;
  /** In a repository as it was at a revision. */
  at(root: string): (kustomization: JsonObject, revision: string, signal: AbortSignal) => Promise<Given>;
  /** In the working tree of a repository, where one is given. */
  inWorkingTree(kustomization: JsonObject, root: string | undefined, signal: AbortSignal): Promise<Given>;
}

/** What givens are read from. */
export interface GivensOptions {
  /** The cluster to read from, where one is connected. */
  readonly connected: () => DiffCluster | undefined;
  readonly repositories: Repositories;
  readonly renderer: () => Renderer;
}

/** Reads at the same time. */
const requestsAtOnce = 4;

/** Makes what finds out what decides besides files: the cluster's word before that of files. */
export function createGivens({ connected, repositories, renderer }: GivensOptions): Givens {
  const givenFrom = (
    kustomization: JsonObject,
    root: string | undefined,
    files: (root: string) => Promise<RepositoryFiles>,
    signal: AbortSignal,
  ): Promise<Given> => {
    const reached = connected();
    const cluster = reached && limitedCluster(reached, requestsAtOnce);
    const declared = async (end: AbortSignal): Promise<KnownSources> => {
      const repository = (await repositories.open(end)).find((one) => one.root === root);
      if (repository === undefined) return { sources: [], reasons: [] };
      const all = await repositoryWith(repository, await files(repository.root), end);
      return declaredVariables(kustomization, all, renderer(), end);
    };
    return givenFor(kustomization, { cluster, declared }, signal);
  };

  return {
    ofCluster: (kustomization, signal) => givenFrom(kustomization, undefined, nothing, signal),
    at: (root) => (kustomization, revision, signal) =>
      givenFrom(kustomization, root, (folder) => repositories.at(folder, revision, signal), signal),
    inWorkingTree: (kustomization, root, signal) =>
      givenFrom(kustomization, root, (folder) => repositories.workingTree(folder, signal), signal),
  };
}

const nothing = (): Promise<RepositoryFiles> => Promise.resolve({ files: new Map(), notes: [] });
