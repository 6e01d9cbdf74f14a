import { findObject, type Snapshot } from '../flux/snapshot.ts';
import { placeKustomizations, type PlacedKustomization } from '../origin/appliers.ts';
import type { SourceFacts } from '../origin/sourceFolder.ts';
import type { Renderer } from '../render/renderer.ts';
import type { Givens } from './givens.ts';
import { createProvenFolders } from './provenFolders.ts';
import type { Repositories } from './repositories.ts';
import { createSources, type Sources } from './sources.ts';

/** Where sources of the cluster are here, as cluster and repositories are at the moment of the question. */
export interface CurrentSources {
  facts(signal: AbortSignal): Promise<SourceFacts>;
  /** Sources to build from, for one comparison. */
  sources(signal: AbortSignal): Promise<Sources>;
  /** All Kustomizations of the cluster. */
  placed(signal: AbortSignal): Promise<readonly PlacedKustomization[]>;
}

/** What tells where sources are. */
export interface CurrentOptions {
  readonly snapshot: () => Snapshot;
  readonly repositories: Repositories;
  /** Folders that a person chose for sources. */
  readonly remembered: () => ReadonlyMap<string, string>;
  readonly givens: Pick<Givens, 'ofCluster'>;
  readonly renderer: () => Renderer;
}

/** Follows snapshot and repositories; folders that builds proved are kept. */
export function createCurrentSources(options: CurrentOptions): CurrentSources {
  const { snapshot, repositories, remembered, givens, renderer } = options;
  const provenFolders = createProvenFolders();

  const facts = async (signal: AbortSignal): Promise<SourceFacts> => {
    const [now, open] = [snapshot(), await repositories.open(signal)];
    const known: SourceFacts = {
      lookup: (key) => findObject(now, key),
      repositories: open,
      remembered: remembered(),
    };
    const given = givens.ofCluster.bind(givens);
    const proven = await provenFolders(now, known, { open, repositories, given, renderer }, signal);
    // What a person chose counts before what was found out.
    return { ...known, remembered: new Map([...proven, ...known.remembered]) };
  };

  return {
    facts,
    sources: async (signal) => createSources({ facts: await facts(signal), repositories, renderer: renderer() }),
    placed: async (signal) => placeKustomizations(snapshot(), await facts(signal)),
  };
}
