import type { Declaration } from '../flux/declaration.ts';
import { entryFolders } from '../manifests/kustomize/entryFolders.ts';
import { effectiveNamespaces, nameAffixes } from '../manifests/kustomize/namespaces.ts';
import type { DeclaredObject, Place } from '../manifests/workspace/fileSummary.ts';
import { indexKey } from '../manifests/workspace/indexEntries.ts';
import { declaredObjects, madeObjects } from '../manifests/workspace/objects.ts';
import { entriesAt, type Workspace } from '../manifests/workspace/workspace.ts';

/** A place that declares an object, or seems to. */
export interface DeclarationPlace extends Place {
  /** Whether its name and namespace, after all kustomizations, are the object's for sure. */
  readonly certain: boolean;
  /** Whether the object's owner reads the file. */
  readonly byOwner: boolean;
}

/** No more places are offered. */
const most = 50;

/**
 * Where the files declare an object of the cluster: by its name and namespace as kustomizations leave them, or by a
 * generator. `folders` are those that its owner, a Kustomization, reads; empty where that is not known. The likeliest come
 * first, and where some are likelier than others only those are given.
 */
export function declarationsOf(
  workspace: Workspace,
  object: Declaration,
  folders: readonly string[],
): readonly DeclarationPlace[] {
  const byOwner = (path: string): boolean => entryFolders(workspace, path).some((folder) => folders.includes(folder));
  const declared = candidates(workspace, object).flatMap(({ path, nameSpan, certain }): DeclarationPlace[] => [
    { path, span: nameSpan, certain, byOwner: byOwner(path) },
  ]);
  const made = madeObjects(workspace, object.kindId, object.name).flatMap(({ path, made: { span } }) => [
    { path, span, certain: false, byOwner: byOwner(path) },
  ]);
  const all = [...declared, ...made];
  const rank = ({ certain, byOwner: own }: DeclarationPlace): number => (own ? 2 : 0) + (certain ? 1 : 0);
  const best = Math.max(0, ...all.map(rank));
  return all.filter((place) => rank(place) === best).slice(0, most);
}

/** The objects that have the name once prefixes and suffixes are put to it, and may have the namespace. */
function candidates(
  workspace: Workspace,
  { kindId, namespace, name }: Declaration,
): readonly (DeclaredObject & { readonly certain: boolean })[] {
  return writtenNames(workspace, name).flatMap((written) =>
    declaredObjects(workspace, kindId, written).flatMap((one) => {
      const names = nameAffixes(workspace, one.path).map(({ prefix, suffix }) => prefix + written + suffix);
      if (names.length === 0 ? written !== name : !names.includes(name)) return [];
      const namespaces = effectiveNamespaces(workspace, one);
      if (!namespaces.includes(namespace) && !namespaces.includes(undefined)) return [];
      return [{ ...one, certain: namespaces.includes(namespace) }];
    }),
  );
}

/** What may be written where the cluster has a name: without each prefix and suffix that some kustomization puts. */
function writtenNames(workspace: Workspace, name: string): readonly string[] {
  const files = new Set(entriesAt(workspace, indexKey.affixes).map(({ path }) => path));
  if (files.size === 0) return [name];
  const affixes = entriesAt(workspace, indexKey.affixes).flatMap(({ kustomization, object }) => {
    const of = kustomization ?? object?.fluxKustomization;
    return of === undefined ? [] : [of];
  });
  const prefixes = combined(affixes.map(({ namePrefix }) => namePrefix)).filter((prefix) => name.startsWith(prefix));
  const suffixes = combined(affixes.map(({ nameSuffix }) => nameSuffix)).filter((suffix) => name.endsWith(suffix));
  const names = prefixes.flatMap((prefix) =>
    suffixes.flatMap((suffix) => {
      return name.length > prefix.length + suffix.length
        ? [name.slice(prefix.length, name.length - suffix.length)]
        : [];
    }),
  );
  return [...new Set(names)];
}

/** Affixes of a workspace are few; of more than this the rest is passed over. */
const mostAffixes = 50;

/** Each alone, and each two that one kustomization after the other puts. */
function combined(all: readonly string[]): readonly string[] {
  const single = [...new Set(all)].filter((one) => one !== '').slice(0, mostAffixes);
  return ['', ...single, ...single.flatMap((outer) => single.map((inner) => outer + inner))];
}
