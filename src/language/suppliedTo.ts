import { effectiveNamespaces } from '../manifests/kustomize/namespaces.ts';
import { suppliedFields, type SuppliedFields } from '../manifests/kustomize/supplied.ts';
import type { ManifestObject } from '../manifests/manifestObject.ts';
import type { LanguageContext } from './context.ts';
import { patchSubject } from './rules/subject.ts';

const ownName = '/metadata/name';

/**
 * The fields that others than its document give to an object: patches, and kustomize's `namespace:`, which also names
 * Namespaces (kustomize, api/filters/namespace), so that what is written as their name does not count.
 */
export function suppliedTo(object: ManifestObject, path: string, { workspace }: LanguageContext): SuppliedFields {
  const patched = suppliedFields(workspace, path, patchSubject(object));
  if (object.kindId !== '/Namespace' || patched.paths.has(ownName)) return patched;
  const named = effectiveNamespaces(workspace, { path, namespace: undefined }).some((one) => one !== undefined);
  if (!named) return patched;
  const isName = (wanted: readonly (string | number)[]) => wanted.map((step) => `/${step}`).join('') === ownName;
  return { has: (wanted) => isName(wanted) || patched.has(wanted), paths: new Set([...patched.paths, ownName]) };
}
