import { isFluxGroup } from '../../flux/kinds.ts';
import { groupOf } from '../../flux/object.ts';
import { buildsOf } from '../../manifests/kustomize/builds.ts';
import { componentsOf, kustomizationIn } from '../../manifests/kustomize/kustomizations.ts';
import type { ManifestObject } from '../../manifests/manifestObject.ts';
import type { KustomizationSummary, PathUse } from '../../manifests/workspace/fileSummary.ts';
import { folderOf } from '../../manifests/workspace/paths.ts';
import type { Workspace } from '../../manifests/workspace/workspace.ts';
import type { Target } from './resolve.ts';

/** Files that can tell kustomize of more fields that name objects. */
const configuring: ReadonlySet<PathUse> = new Set(['configuration', 'crd', 'transformer', 'openapi']);

/**
 * The generated ConfigMap or Secret that a reference means but will not find, since kustomize appends a hash to its name.
 * In the fields that it knows it puts the hash too; those of Flux's kinds it knows only by configuration (kustomize,
 * api/internal/konfig/builtinpluginconsts). Undefined where anything else may be meant.
 */
export function hashedTarget(
  workspace: Workspace,
  path: string,
  { apiVersion }: ManifestObject,
  targets: readonly Target[],
): Target | undefined {
  const [target] = targets;
  if (target === undefined || !targets.every(({ hashed }) => hashed) || !isFluxGroup(groupOf(apiVersion)))
    return undefined;
  const builders = [path, target.place.path].flatMap((from) => buildersOf(workspace, from));
  const configured = builders.some(({ paths }) => paths.some(({ use }) => configuring.has(use)));
  return configured ? undefined : target;
}

/** The kustomizations that take part in the builds of a file; that of its folder too, which may be the file itself. */
function buildersOf(workspace: Workspace, path: string): KustomizationSummary[] {
  const own = kustomizationIn(workspace, folderOf(path));
  const outer = buildsOf(workspace, path).flatMap(({ steps, applier }) => [
    ...steps,
    ...[...steps, ...(applier === undefined ? [] : [applier])].flatMap((of) => componentsOf(workspace, of)),
  ]);
  return own === undefined ? outer : [own, ...outer];
}
