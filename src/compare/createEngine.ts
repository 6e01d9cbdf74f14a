import { existsSync } from 'node:fs';
import type { Disposable } from '../base/disposable.ts';
import type { SchemaFinder } from '../diff/object/candidates.ts';
import { limitedCluster } from '../diff/kustomizations/limited.ts';
import { predictChange } from '../diff/predictChange.ts';
import type { DiffCluster, RemoteClusters } from '../diff/terms/ports.ts';
import { FailureError } from '../base/failure.ts';
import { catalogueFiles } from '../files/catalogueFiles.ts';
import { slashed } from '../files/slashes.ts';
import type { FluxObject, JsonObject, ObjectKey } from '../flux/object.ts';
import { allKustomizations } from '../flux/kustomizationsOf.ts';
import { findObject, type Snapshot } from '../flux/snapshot.ts';
import { isWithin } from '../manifests/workspace/paths.ts';
import { listRevisions } from '../git/listRevisions.ts';
import { placeKustomization, placeKustomizations, type PlacedKustomization } from '../origin/appliers.ts';
import { foldersAt } from '../origin/layers.ts';
import type { SourceFacts } from '../origin/sourceFolder.ts';
import type { Renderer } from '../render/renderer.ts';
import { catalogueLayer } from '../schema/catalogue.ts';
import { kindSchema } from '../schema/schemaSet.ts';
import { buildTree } from './buildTree.ts';
import { compareRevisions, type RevisionsOptions } from './compareRevisions.ts';
import { declaredVariables } from './declared/declaredVariables.ts';
import { repositoryWith } from './declared/repositoryAt.ts';
import type { KnownSources } from './declared/variableSources.ts';
import { effectsOf } from './effects.ts';
import type { Engine } from './engine.ts';
import { folderBuild } from './folderBuild.ts';
import { givenFor, type Given } from './given.ts';
import { kustomizationBuild } from './kustomizationBuild.ts';
import type { RepositoryFiles } from './layerFiles.ts';
import { createProvenFolders, unmappedSources } from './provenFolders.ts';
import { createRepositories, type OpenFiles } from './repositories.ts';
import { createSources, type Sources } from './sources.ts';
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

/** Reads at the same time. */
const requestsAtOnce = 4;

/** Makes an engine. Nothing is read, started or sent before it is asked for something. */
export function createEngine(options: EngineOptions): Engine {
  const repositories = createRepositories(options);
  const provenFolders = createProvenFolders();
  let renderer: Renderer | undefined;
  let catalogue: ReturnType<typeof catalogueLayer> | undefined;
  const theRenderer = (): Renderer => (renderer ??= options.renderer());

  // What kustomize-controller drops of built-in kinds is a matter of its own libraries, not of the cluster's version.
  const schema: SchemaFinder = (apiVersion, kind) => {
    catalogue ??= catalogueLayer(catalogueFiles, { kubernetes: undefined, flux: undefined });
    return kindSchema(catalogue, apiVersion, kind);
  };

  const factsNow = async (signal: AbortSignal): Promise<SourceFacts> => {
    const [snapshot, open] = [options.snapshot(), await repositories.open(signal)];
    const facts: SourceFacts = {
      lookup: (key) => findObject(snapshot, key),
      repositories: open,
      remembered: options.remembered(),
    };
    const given = (kustomization: JsonObject, end: AbortSignal): Promise<Given> =>
      givenNow(kustomization, undefined, () => Promise.resolve({ files: new Map(), notes: [] }), end);
    const proving = { open, repositories, given, renderer: theRenderer };
    const proven = await provenFolders(snapshot, facts, proving, signal);
    // What a person chose counts before what was found out.
    return { ...facts, remembered: new Map([...proven, ...facts.remembered]) };
  };
  const sourcesNow = async (signal: AbortSignal): Promise<Sources> =>
    createSources({ facts: await factsNow(signal), repositories, renderer: theRenderer() });
  const placedNow = async (signal: AbortSignal): Promise<readonly PlacedKustomization[]> =>
    placeKustomizations(options.snapshot(), await factsNow(signal));

  return {
    async appliersOf(paths, signal) {
      const placed = await placedNow(signal);
      return readersOfPaths(paths.map(slashed), { repositories, placed }, signal);
    },
    async unmapped(keys, signal) {
      return unmappedSources((await placedNow(signal)).filter(({ key }) => keys.includes(key)));
    },
    async touchedByUncommitted(signal) {
      await requireRepository(options.folders(), signal);
      return readersOfUncommitted({ repositories, placed: await placedNow(signal) }, signal);
    },
    async predict(keys, from, listener, signal) {
      const cluster = options.cluster();
      const sources = await sourcesNow(signal);
      const remote = options.remote?.();
      const predictions = await predictChange(
        keys,
        {
          cluster,
          ...(remote && { remote: remote.find }),
          build: from === 'applied' ? sources.applied : sources.workingTree,
          buildApplied: sources.applied,
          facts: objectsOf(options.snapshot()),
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
      const sources = await sourcesNow(signal);
      const given = givenAt(revisions.root);
      const placed = await placedNow(signal);
      await compareRevisions(revisions, { sources, placed, find: jsonAt, schema, given }, listener, signal);
    },
    async tree(at, signal) {
      const live = allKustomizations(options.snapshot());
      return buildTree(at, { sources: await sourcesNow(signal), live, given: givenAt(at.root) }, signal);
    },
    async repositories(near, signal) {
      const roots = (await repositories.open(signal)).map(({ root }) => root);
      const path = near === undefined ? undefined : slashed(near);
      const isNear = (root: string): number => (path !== undefined && isWithin(path, root) ? root.length : 0);
      return roots.toSorted((one, other) => isNear(other) - isNear(one));
    },
    revisions: (root, signal) => listRevisions(root, signal),
    async fileOf(kustomization, path, signal) {
      const source = placeKustomization(kustomization, await factsNow(signal))?.source;
      return source?.state === 'here' ? foldersAt(source.layers, path).find((file) => existsSync(file)) : undefined;
    },
    async build(target, signal) {
      const shared = { renderer: theRenderer(), schema };
      if ('folder' in target) {
        const cluster = options.connected();
        return folderBuild(slashed(target.folder), { ...shared, repositories, cluster }, signal);
      }
      const sources = await sourcesNow(signal);
      const given = (kustomization: JsonObject, end: AbortSignal): Promise<Given> => {
        const place = sources.place(kustomization);
        const root = place.state === 'here' ? place.layers[0]?.repository.root : undefined;
        return givenNow(kustomization, root, () => repositories.workingTree(root ?? '', end), end);
      };
      const { kustomization } = target;
      return kustomizationBuild(kustomization, jsonAt(kustomization), { ...shared, sources, given }, signal);
    },
    dispose: () => renderer?.dispose(),
  };

  /** What decides besides files, as the files of a revision say it where the cluster does not. */
  function givenAt(root: string): RevisionsOptions['given'] {
    return (kustomization, revision, signal) =>
      givenNow(kustomization, root, () => repositories.at(root, revision, signal), signal);
  }

  async function requireRepository(folders: readonly string[], signal: AbortSignal): Promise<void> {
    if ((await repositories.open(signal)).length > 0) return;
    const where = folders.join(', ') || 'this window';
    throw new FailureError({ code: 'noRepository', message: `No folder of ${where} lies in a Git repository.` });
  }

  function jsonAt(key: ObjectKey): JsonObject | undefined {
    const object = findObject(options.snapshot(), key);
    return object && jsonOf(object);
  }

  /** Of the cluster, else of the files of a repository. */
  async function givenNow(
    kustomization: JsonObject,
    root: string | undefined,
    files: () => Promise<RepositoryFiles>,
    signal: AbortSignal,
  ): Promise<Given> {
    const connected = options.connected();
    const cluster = connected && limitedCluster(connected, requestsAtOnce);
    const declared = async (end: AbortSignal): Promise<KnownSources> => {
      const repository = (await repositories.open(end)).find((one) => one.root === root);
      if (repository === undefined) return { sources: [], reasons: [] };
      const all = await repositoryWith(repository, await files(), end);
      return declaredVariables(kustomization, all, theRenderer(), end);
    };
    return givenFor(kustomization, { cluster, declared }, signal);
  }
}

function objectsOf({ kinds }: Snapshot): ReadonlyMap<ObjectKey, JsonObject> {
  const all = [...kinds.values()].flatMap(({ objects }) => [...objects.values()]);
  return new Map(all.map((object) => [object.key, jsonOf(object)]));
}

function jsonOf({ raw }: FluxObject): JsonObject {
  return raw as unknown as JsonObject;
}
