import { existsSync } from 'node:fs';
import { isQuiet } from '../diff/changes/changeCounts.ts';
import { declaredDiff } from '../diff/changes/declaredDiff.ts';
import { previewOf } from '../diff/changes/preview.ts';
import type { SchemaFinder } from '../diff/object/candidates.ts';
import { createMasks } from '../diff/secrecy/mask.ts';
import { predictChange } from '../diff/predictChange.ts';
import type { DiffCluster } from '../diff/terms/ports.ts';
import { FailureError } from '../base/failure.ts';
import { catalogueFiles } from '../files/catalogueFiles.ts';
import { slashed } from '../files/slashes.ts';
import { groupOf, parseKey, type FluxObject, type JsonObject, type ObjectKey } from '../flux/object.ts';
import { findObject, type Snapshot } from '../flux/snapshot.ts';
import { listRevisions } from '../git/listRevisions.ts';
import { placeKustomization, placeKustomizations, type PlacedKustomization } from '../origin/appliers.ts';
import { foldersAt } from '../origin/layers.ts';
import type { SourceFacts } from '../origin/sourceFolder.ts';
import type { Renderer } from '../render/renderer.ts';
import { catalogueLayer } from '../schema/catalogue.ts';
import type { BuiltPreview, Engine } from './engine.ts';
import { defaultController, folderBuild } from './folderBuild.ts';
import { createRepositories, type OpenFiles } from './repositories.ts';
import { createSources, type Sources } from './sources.ts';
import { readersOfPaths, readersOfUncommitted } from './touched.ts';
import { withNotes } from './notes.ts';

/** What an engine works with; functions are asked each time, as what they give changes. */
export interface EngineOptions extends OpenFiles {
  /** Made when something is built for the first time. */
  readonly renderer: () => Renderer;
  readonly snapshot: () => Snapshot;
  /** The cluster to ask. Throws a FailureError if none is connected. */
  readonly cluster: () => DiffCluster;
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
    return catalogue.find(groupOf(apiVersion), apiVersion.slice(apiVersion.lastIndexOf('/') + 1), kind);
  };

  const factsNow = async (signal: AbortSignal): Promise<SourceFacts> => {
    const [snapshot, open] = [options.snapshot(), await repositories.open(signal)];
    return { lookup: (key) => findObject(snapshot, key), repositories: open, remembered: options.remembered() };
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
    async touchedByUncommitted(signal) {
      await requireRepository(options.folders(), signal);
      return readersOfUncommitted({ repositories, placed: await placedNow(signal) }, signal);
    },
    async predict(keys, from, listener, signal) {
      const cluster = options.cluster();
      const sources = await sourcesNow(signal);
      const predictions = await predictChange(
        keys,
        {
          cluster,
          build: from === 'applied' ? sources.applied : sources.workingTree,
          buildApplied: sources.applied,
          facts: objectsOf(options.snapshot()),
          schema,
        },
        listener.foundObjects,
        signal,
      );
      for (const prediction of predictions) listener.found(withNotes(prediction, from, sources, options.snapshot()));
    },
    async compareRevisions({ from, to }, listener, signal) {
      const sources = await sourcesNow(signal);
      const [before, after] = [sources.at(from), sources.at(to)];
      const masks = createMasks();
      const work = (await placedNow(signal)).map(async ({ key, source }) => {
        const object = findObject(options.snapshot(), key);
        if (source.state === 'elsewhere' || !object) return;
        const request = { kustomization: jsonOf(object), variables: [], controller: defaultController };
        const builds = { before: await before(request, signal), after: await after(request, signal) };
        const found = declaredDiff(key, { ...builds, names: { before: from, after: to } }, { masks, schema });
        if (!isQuiet(found)) listener.found(found);
      });
      await Promise.all(work);
    },
    async revisions(signal) {
      const [first] = await repositories.open(signal);
      return first ? listRevisions(first.root, signal) : [];
    },
    async fileOf(kustomization, path, signal) {
      const source = placeKustomization(kustomization, await factsNow(signal))?.source;
      return source?.state === 'here' ? foldersAt(source.layers, path).find((file) => existsSync(file)) : undefined;
    },
    async build(target, signal) {
      const sources = await sourcesNow(signal);
      if ('folder' in target)
        return folderBuild(slashed(target.folder), { repositories, renderer: theRenderer() }, signal);
      return kustomizationBuild(target.kustomization, sources, signal);
    },
    dispose: () => renderer?.dispose(),
  };

  async function requireRepository(folders: readonly string[], signal: AbortSignal): Promise<void> {
    if ((await repositories.open(signal)).length > 0) return;
    const where = folders.join(', ') || 'this window';
    throw new FailureError({ code: 'noRepository', message: `No folder of ${where} lies in a Git repository.` });
  }

  async function kustomizationBuild(key: ObjectKey, sources: Sources, signal: AbortSignal): Promise<BuiltPreview> {
    const object = findObject(options.snapshot(), key);
    const { namespace, name } = parseKey(key);
    if (!object) throw new FailureError({ code: 'gone', message: `Kustomization ${namespace}/${name} is not there.` });
    const kustomization = jsonOf(object);
    const request = { kustomization, variables: [], controller: defaultController };
    const build = await sources.workingTree(request, signal);
    const place = sources.place(kustomization);
    const root = place.state === 'here' ? (place.layers[0]?.folder ?? '') : '';
    return { preview: previewOf(`Build of Kustomization ${namespace}/${name} from the working tree`, build), root };
  }
}

function objectsOf({ kinds }: Snapshot): ReadonlyMap<ObjectKey, JsonObject> {
  const all = [...kinds.values()].flatMap(({ objects }) => [...objects.values()]);
  return new Map(all.map((object) => [object.key, jsonOf(object)]));
}

function jsonOf({ raw }: FluxObject): JsonObject {
  return raw as unknown as JsonObject;
}
