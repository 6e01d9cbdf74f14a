import { patchSubject } from '../../manifests/kustomize/patchTarget.ts';
import { isFluxGroup } from '../../flux/kinds.ts';
import { groupOf } from '../../flux/object.ts';
import { effectiveNamespaces } from '../../manifests/kustomize/namespaces.ts';
import { suppliedFields, type SuppliedFields } from '../../manifests/kustomize/supplied.ts';
import { sureAppliers } from '../../manifests/kustomize/ownSource.ts';
import { suppliedSomewhere } from '../../manifests/kustomize/suppliedSomewhere.ts';
import type { Workspace } from '../../manifests/workspace/workspace.ts';
import type { ManifestObject } from '../../manifests/manifestObject.ts';
import type { LanguageContext } from '../context.ts';
import type { Given } from './structure.ts';

const ownName = '/metadata/name';

/**
 * The fields that others than its document give to an object: patches, and kustomize's `namespace:`, which also names
 * Namespaces (kustomize, api/filters/namespace), so that what is written as their name does not count.
 */
export function suppliedTo(
  object: ManifestObject,
  path: string,
  { workspace }: LanguageContext,
): Given & SuppliedFields {
  const patched = patchedFields(object, path, workspace);
  if (object.kindId !== '/Namespace' || patched.paths.has(ownName)) return patched;
  const named = effectiveNamespaces(workspace, { path, namespace: undefined }).some((one) => one !== undefined);
  if (!named) return patched;
  const isName = (wanted: readonly (string | number)[]) => wanted.map((step) => `/${step}`).join('') === ownName;
  return { has: (wanted) => isName(wanted) || patched.has(wanted), paths: new Set([...patched.paths, ownName]) };
}

/** Where it is not known what applies an object of Flux, what patches give to others of its kind they may give to it. */
function patchedFields(object: ManifestObject, path: string, workspace: Workspace): Given & SuppliedFields {
  const own = suppliedFields(workspace, path, patchSubject(object));
  if (!isFluxGroup(groupOf(object.apiVersion)) || isRooted(workspace, path)) return own;
  const others = suppliedSomewhere(workspace, object.kindId, object.apiVersion);
  const certain = suppliedFields(workspace, path, patchSubject(object), 'certain');
  if (others.paths.size === 0) return { ...own, certain };
  return {
    has: (wanted) => own.has(wanted) || others.has(wanted),
    paths: new Set([...own.paths, ...others.paths]),
    certain,
  };
}

/** Whether all that applies a file is applied itself by something in the workspace. */
function isRooted(workspace: Workspace, path: string): boolean {
  const appliers = sureAppliers(workspace, path);
  return appliers.length > 0 && appliers.every((applier) => sureAppliers(workspace, applier.path).length > 0);
}
