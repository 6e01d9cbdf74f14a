import { kinds } from '../flux/kinds.ts';
import type { FluxObject, ObjectKey } from '../flux/object.ts';
import { sourceRef } from '../flux/references.ts';
import type { Snapshot } from '../flux/snapshot.ts';
import { placeKustomizations, type PlacedKustomization } from '../origin/appliers.ts';
import { sourceCommit } from '../flux/sourceCommit.ts';
import { sourceAddress, type SourceFacts } from '../origin/sourceFolder.ts';
import { digestsOf, provenFolder, type ProvingOptions } from './provenFolder.ts';

/** Finds the folders of sources that nothing but a proof tells; keeps what was found, also that nothing was. */
export type ProvenFolders = (
  snapshot: Snapshot,
  facts: SourceFacts,
  options: ProvingOptions,
  signal: AbortSignal,
) => Promise<ReadonlyMap<string, string>>;

/** Answers that are kept; a fleet has a handful of such sources. */
const mostKept = 200;

/** Makes the finder; its answers are folders by {@link sourceAddress}. */
export function createProvenFolders(): ProvenFolders {
  const known = new Map<string, string | undefined>();
  return async (snapshot, facts, options, signal) => {
    const found = new Map<string, string>();
    for (const key of unmappedSources(placeKustomizations(snapshot, facts))) {
      const source = facts.lookup(key);
      if (source === undefined) continue;
      const takers = takersOf(key, snapshot);
      const state = stateOf(source, takers, facts);
      if (!known.has(state)) known.set(state, await provenFolder(source, takers, options, signal));
      for (const oldest of known.keys()) if (known.size > mostKept) known.delete(oldest);
      const folder = known.get(state);
      if (folder !== undefined) found.set(sourceAddress(source), folder);
    }
    return found;
  };
}

/** The sources of Kustomizations of which nothing tells the folder. */
export function unmappedSources(placed: readonly PlacedKustomization[]): readonly ObjectKey[] {
  const reasons = placed.flatMap(({ source }) => (source.state === 'elsewhere' ? [source.why] : source.missing));
  return [...new Set(reasons.flatMap(({ code, source }) => (code === 'notMapped' ? [source] : [])))];
}

function takersOf(source: ObjectKey, { kinds: all }: Snapshot): readonly FluxObject[] {
  const objects = all.get(kinds.kustomization)?.objects ?? new Map<ObjectKey, FluxObject>();
  return [...objects.values()].filter((one) => sourceRef(one) === source);
}

/** What an answer rests on. */
function stateOf(source: FluxObject, takers: readonly FluxObject[], { repositories }: SourceFacts): string {
  const open = repositories.map(({ root, commit }) => [root, commit]);
  const taking = takers.map((one) => [one.key, one.raw.metadata['generation'], digestsOf(one)]);
  return JSON.stringify([sourceAddress(source), sourceCommit(source), open, taking]);
}
