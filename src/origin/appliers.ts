import { asText, specOf } from '../flux/fields.ts';
import { kinds } from '../flux/kinds.ts';
import type { ObjectKey } from '../flux/object.ts';
import { sourceRef } from '../flux/references.ts';
import type { Snapshot } from '../flux/snapshot.ts';
import { entryFolders } from '../manifests/kustomize/entryFolders.ts';
import { resolvePath } from '../manifests/workspace/paths.ts';
import type { Workspace } from '../manifests/workspace/workspace.ts';
import { foldersAt } from './layers.ts';
import { sourceFolder, type NotHere, type SourceFacts, type SourceFolder } from './sourceFolder.ts';

/** A Kustomization of the cluster and the folders here that it reads. */
export interface PlacedKustomization {
  readonly key: ObjectKey;
  /** What its spec.path is here, absolute; several where layers of its source lie over each other, the upper first. */
  readonly folders: readonly string[];
  /** What its spec.components are here. */
  readonly components: readonly string[];
  readonly source: SourceFolder;
}

/** Finds the folders of one Kustomization of the cluster; undefined if it is not there. */
export function placeKustomization(key: ObjectKey, facts: SourceFacts): PlacedKustomization | undefined {
  const object = facts.lookup(key);
  if (object === undefined) return undefined;
  const ref = sourceRef(object);
  const spec = specOf(object);
  const why: NotHere = { code: 'noSource', source: key };
  const source: SourceFolder = ref === undefined ? { state: 'elsewhere', why } : sourceFolder(ref, facts);
  const folders = source.state === 'here' ? foldersAt(source.layers, asText(spec['path'])) : [];
  const named: readonly unknown[] = Array.isArray(spec['components']) ? spec['components'] : [];
  const components = folders.flatMap((folder) =>
    named.flatMap((text) => (typeof text === 'string' ? [resolvePath(folder, text)] : [])),
  );
  return { key, folders, components, source };
}

/** Finds the folders of all Kustomizations of the cluster. */
export function placeKustomizations({ kinds: all }: Snapshot, facts: SourceFacts): readonly PlacedKustomization[] {
  const objects = all.get(kinds.kustomization)?.objects ?? new Map<ObjectKey, never>();
  return [...objects.keys()].flatMap((key) => placeKustomization(key, facts) ?? []);
}

/**
 * The Kustomizations of the cluster that read a file, the nearest first: by the kustomizations that include it, as the
 * files say them now. Those that no file declares are among them.
 */
export function appliersOf(
  workspace: Workspace,
  path: string,
  all: readonly PlacedKustomization[],
): readonly PlacedKustomization[] {
  return readersOf(entryFolders(workspace, path), all);
}

/** The Kustomizations that read one of these folders: see {@link entryFolders}, whose order counts. */
export function readersOf(
  entries: readonly string[],
  all: readonly PlacedKustomization[],
): readonly PlacedKustomization[] {
  const reads = (entry: string) =>
    all.filter(({ folders, components }) => folders.includes(entry) || components.includes(entry));
  return [...new Set(entries.flatMap(reads))];
}
