import type { ManifestFile } from '../../manifests/manifestFile.ts';
import type { Place } from '../../manifests/workspace/fileSummary.ts';
import { indexKey } from '../../manifests/workspace/indexEntries.ts';
import { referencesTo } from '../../manifests/workspace/objects.ts';
import { folderOf, resolvePath } from '../../manifests/workspace/paths.ts';
import { entriesAt, type Workspace } from '../../manifests/workspace/workspace.ts';
import type { LanguageContext } from '../context.ts';
import { entityAt } from '../references/entityAt.ts';
import { overlap, resolveReference, wantedNamespaces, type Wanted } from '../references/resolve.ts';
import { variableAt, variableReferences } from './variableAt.ts';

/**
 * All places that name what is named at an offset: references to an object in all files, its patches, and, if asked for,
 * where it is declared; all kustomizations' entries of a path; or the uses of a variable.
 */
export function findReferences(
  file: ManifestFile,
  offset: number,
  { workspace }: LanguageContext,
  includeDeclaration: boolean,
): readonly Place[] {
  const variable = variableAt(workspace, file, offset);
  if (variable !== undefined) return unique(variableReferences(workspace, variable, includeDeclaration));
  const entity = entityAt(workspace, file, offset);
  if (entity === undefined) return [];
  if (entity.is === 'path') return unique(entity.targets.flatMap((target) => pathReferences(workspace, target)));
  const { targets } = resolveReference(workspace, entity.wanted);
  const declarations = includeDeclaration ? targets.map(({ place }) => place) : [];
  return unique([...declarations, ...objectReferences(workspace, entity.wanted)]);
}

/** The references in all files that mean an object, or may mean it where their namespace cannot be told. */
export function objectReferences(workspace: Workspace, { kindId, name, namespaces }: Wanted): readonly Place[] {
  return referencesTo(workspace, kindId, name).flatMap(({ object, reference }) => {
    const wanted = wantedNamespaces(workspace, object, reference.namespace);
    return overlap(wanted, namespaces) ? [{ path: object.path, span: reference.span }] : [];
  });
}

function pathReferences(workspace: Workspace, target: string): Place[] {
  // A kustomization that names the target often stands there as often.
  const naming = new Map(
    entriesAt(workspace, indexKey.names(target)).map((entry) => [entry.kustomization, entry.path]),
  );
  return [...naming].flatMap(([kustomization, path]) =>
    (kustomization?.paths ?? [])
      .filter(({ text }) => resolvePath(folderOf(path), text) === target)
      .map(({ span }) => ({ path, span })),
  );
}

function unique(places: readonly Place[]): readonly Place[] {
  return [...new Map(places.map((place) => [`${place.path} ${place.span.start}`, place])).values()];
}
