import { kustomizationIn } from '../../manifests/kustomize/kustomizations.ts';
import type { ManifestFile } from '../../manifests/manifestFile.ts';
import { substitutionsOf } from '../../manifests/variables/substitution.ts';
import type { Place } from '../../manifests/workspace/fileSummary.ts';
import { pathKind, type Workspace } from '../../manifests/workspace/workspace.ts';
import type { LanguageContext } from '../context.ts';
import { foldersOf } from '../complete/folders.ts';
import { entityAt } from '../references/entityAt.ts';
import { resolveReference } from '../references/resolve.ts';
import { variableAt } from './variableAt.ts';

/**
 * Where that which is named at an offset is defined: the objects that a reference means, the nearest file's first, or
 * what makes them; where a variable gets its value; the file of a path; of a folder its kustomization, or else the YAML files in it.
 */
export function definition(file: ManifestFile, offset: number, { workspace }: LanguageContext): readonly Place[] {
  const entity = entityAt(workspace, file, offset);
  const variable = variableAt(workspace, file, offset);
  if (variable?.is === 'key') return [{ path: file.path, span: variable.span }];
  if (variable !== undefined) return variablePlaces(workspace, file.path, variable.name);
  if (entity === undefined) return [];
  if (entity.is === 'path') {
    for (const target of entity.targets) {
      const places = placesOf(workspace, target);
      if (places.length > 0) return places;
    }
    return [];
  }
  const { targets, elsewhere } = resolveReference(workspace, entity.wanted);
  return (targets.length > 0 ? targets : elsewhere).map(({ place }) => place);
}

/** Where the Flux Kustomizations that apply a file get a variable from, what counts first. */
function variablePlaces(workspace: Workspace, path: string, name: string): readonly Place[] {
  const origins = substitutionsOf(workspace, path).flatMap(({ variables }) => variables.get(name)?.toReversed() ?? []);
  return [...new Map(origins.map(({ place }) => [`${place.path} ${place.span.start}`, place])).values()];
}

/** So many files of a folder without a kustomization are offered. */
const mostFiles = 50;

/** The places that a path means: see definition. Empty where nothing is there. */
export function placesOf(workspace: Workspace, path: string): readonly Place[] {
  const start = { start: 0, end: 0 };
  if (pathKind(workspace, path) === 'file') return [{ path, span: start }];
  const kustomization = kustomizationIn(workspace, path);
  if (kustomization !== undefined) return [{ path: kustomization.path, span: start }];
  const names = [...(foldersOf(workspace).get(path) ?? [])].filter(([name]) => /\.ya?ml$/.test(name));
  return names.slice(0, mostFiles).map(([name]) => ({ path: `${path}/${name}`, span: start }));
}
