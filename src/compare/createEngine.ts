import { existsSync } from 'node:fs';
import type { Disposable } from '../base/disposable.ts';
import type { SchemaFinder } from '../diff/object/candidates.ts';
import { predictChange } from '../diff/predictChange.ts';
import type { DiffCluster, RemoteClusters } from '../diff/terms/ports.ts';
import { FailureError } from '../base/failure.ts';
import { catalogueFiles } from '../files/catalogueFiles.ts';
import { slashed } from '../files/slashes.ts';
import { jsonOf, type JsonObject, type ObjectKey } from '../flux/object.ts';
import { allKustomizations } from '../flux/kustomizationsOf.ts';
import { findObject, type Snapshot } from '../flux/snapshot.ts';
import { isWithin } from '../manifests/workspace/paths.ts';
import { listRevisions } from '../git/listRevisions.ts';
import { openRepository } from '../git/repository.ts';
import { placeKustomization } from '../origin/appliers.ts';
import { foldersAt } from '../origin/layers.ts';
import type { OpenRepository } from '../origin/openRepository.ts';
import type { Renderer } from '../render/renderer.ts';
import { catalogueLayer } from '../schema/catalogue.ts';
import { kindSchema } from '../schema/schemaSet.ts';
import { buildTree } from './buildTree.ts';
import { compareRevisions } from './compareRevisions.ts';
import { createCurrentSources } from './currentSources.ts';
import { comparedBuilds } from './declared/comparedBuilds.ts';
import { declaredChange } from './declared/declaredChange.ts';
import { effectsOf } from './effects.ts';
import type { Engine } from './engine.ts';
import { folderBuild } from './folderBuild.ts';
import type { Given } from './given.ts';
import { createGivens } from './givens.ts';
import { kustomizationBuild } from './kustomizationBuild.ts';
import { unmappedSources } from './provenFolders.ts';
import { createRepositories, type OpenFiles } from './repositories.ts';
import { readersOfPaths, readersOfUncommitted } from './touched.ts';

/** What an engine works with; functions are asked each time, as what they give changes. */
export interface EngineOptions extends OpenFiles {
  /** Made when something is built for the first time. */
  readonly renderer: () => Renderer;
  readonly snapshot: () => Snapshot;
  /** The cluster to ask. Throws a FailureError if none is connected. */
  readonly cluster: () => DiffCluster;
  /** The cluster to read from, where one is connected; nothing is sent to it but reads. */
  readonly connected: () => DiffCluster | undefined;
  /** Makes connections to the contexts that a person named for other clusters; the engine ends them. */
  readonly remote?: () => Disposable & { readonly find: RemoteClusters };
  /** Folders that a person chose for sources. */
  readonly remembered: () => ReadonlyMap<string, string>;
}

/** Makes an engine. Nothing is read, started or sent before it is asked for something. */
export function createEngine(options: EngineOptions): Engine {
  const repositories = createRepositories(options);
  let renderer: Renderer | undefined;
  let catalogue: ReturnType<typeof catalogueLayer> | undefined;
  const theRenderer = (): Renderer => (renderer ??= options.renderer());

  // What kustomize-controller drops of built-in kinds is a matter of its own libraries, not of the cluster's version.
  const schema: SchemaFinder = (apiVersion, kind) => {
    catalogue ??= catalogueLayer(catalogueFiles, { kubernetes: undefined, flux: undefined });
    return kindSchema(catalogue, apiVersion, kind);
  };

  const givens = createGivens({ connected: options.connected, repositories, renderer: theRenderer });
  const { snapshot, remembered } = options;
  const current = createCurrentSources({ snapshot, repositories, remembered, givens, renderer: theRenderer });

  return {
    async appliersOf(paths, signal) {
      const placed = await current.placed(signal);
      return readersOfPaths(paths.map(slashed), { repositories, placed }, signal);
    },
    async unmapped(keys, signal) {
      return unmappedSources((await current.placed(signal)).filter(({ key }) => keys.includes(key)));
    },
    async touchedByUncommitted(signal) {
      await requireRepository(options.folders(), signal);
      return readersOfUncommitted({ repositories, placed: await current.placed(signal) }, signal);
    },
    async predict(keys, from, listener, signal) {
      const cluster = options.cluster();
      const sources = await current.sources(signal);
      const remote = options.remote?.();
      const predictions = await predictChange(
        keys,
        {
          cluster,
          ...(remote && { remote: remote.find }),
          build: from === 'applied' ? sources.applied : sources.workingTree,
          buildApplied: sources.applied,
          buildAttempted: sources.attempted,
          facts: objectsOf(snapshot()),
          schema,
        },
        listener.foundObjects,
        signal,
      ).finally(() => remote?.dispose());
      for (const prediction of predictions) {
        const live = from === 'workingTree' ? jsonAt(prediction.key) : undefined;
        const effects = live === undefined ? [] : effectsOf(live, sources.place(live));
        listener.found({ ...prediction, ...(effects.length > 0 && { effects }) });
      }
    },
    async compareRevisions(revisions, listener, signal) {
      const sources = await current.sources(signal);
      const given = givens.at(revisions.root);
      const placed = await current.placed(signal);
      await compareRevisions(revisions, { sources, placed, find: jsonAt, schema, given }, listener, signal);
    },
    async tree(at, signal) {
      const live = allKustomizations(snapshot());
      const { tops } = at;
      return buildTree(at, { sources: await current.sources(signal), live, given: givens.at(at.root), tops }, signal);
    },
    declaredChange: async (root, change, signal) =>
      declaredChange(
        change,
        { repository: await repositoryAround(root, signal), renderer: theRenderer(), schema },
        signal,
      ),
    comparedBuilds: async (root, pairs, signal) =>
      comparedBuilds(
        pairs,
        { repository: await repositoryAround(root, signal), renderer: theRenderer(), schema },
        signal,
      ),
    renderer: theRenderer,
    async repositories(near, signal) {
      const roots = (await repositories.open(signal)).map(({ root }) => root);
      const path = near === undefined ? undefined : slashed(near);
      const isNear = (root: string): number => (path !== undefined && isWithin(path, root) ? root.length : 0);
      return roots.toSorted((one, other) => isNear(other) - isNear(one));
    },
    revisions: (root, signal) => listRevisions(root, signal),
    async fileOf(kustomization, path, signal) {
      const source = placeKustomization(kustomization, await current.facts(signal))?.source;
      return source?.state === 'here' ? foldersAt(source.layers, path).find((file) => existsSync(file)) : undefined;
    },
    async build(target, signal) {
      const shared = { renderer: theRenderer(), schema };
      if ('folder' in target) {
        const cluster = options.connected();
        return folderBuild(slashed(target.folder), { ...shared, repositories, cluster }, signal);
      }
      const sources = await current.sources(signal);
      const given = (kustomization: JsonObject, end: AbortSignal): Promise<Given> => {
        const place = sources.place(kustomization);
        const root = place.state === 'here' ? place.layers[0]?.repository.root : undefined;
        return givens.inWorkingTree(kustomization, root, end);
      };
      const { kustomization } = target;
      return kustomizationBuild(kustomization, jsonAt(kustomization), { ...shared, sources, given }, signal);
    },
    dispose: () => renderer?.dispose(),
  };

  async function repositoryAround(root: string, signal: AbortSignal): Promise<OpenRepository> {
    const opened = await openRepository(root, signal);
    if (opened === undefined) throw new FailureError({ code: 'noRepository', message: `${root} is in no repository.` });
    return { ...opened, root: slashed(opened.root) };
  }

  async function requireRepository(folders: readonly string[], signal: AbortSignal): Promise<void> {
    if ((await repositories.open(signal)).length > 0) return;
    const where = folders.join(', ') || 'this window';
    throw new FailureError({ code: 'noRepository', message: `No folder of ${where} lies in a Git repository.` });
  }

  function jsonAt(key: ObjectKey): JsonObject | undefined {
    const object = findObject(snapshot(), key);
    return object && jsonOf(object);
  }
}

function objectsOf({ kinds }: Snapshot): ReadonlyMap<ObjectKey, JsonObject> {
  const all = [...kinds.values()].flatMap(({ objects }) => [...objects.values()]);
  return new Map(all.map((object) => [object.key, jsonOf(object)]));
}
