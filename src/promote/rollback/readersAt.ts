import type { RepositoryAt } from '../../compare/declared/repositoryAt.ts';
import { kinds } from '../../flux/kinds.ts';
import { parseKey, type ObjectKey } from '../../flux/object.ts';
import { entryFolders } from '../../manifests/kustomize/entryFolders.ts';
import { appliersAt } from '../../manifests/kustomize/kustomizations.ts';
import { effectiveNamespaces } from '../../manifests/kustomize/namespaces.ts';
import type { DeclaredObject } from '../../manifests/workspace/fileSummary.ts';
import { declaredObjects } from '../../manifests/workspace/objects.ts';
import type { Reader } from '../../stages/rollback/rollbackPlan.ts';

/**
 * Who reads a file besides one Kustomization: all that the repository declares, for whatever cluster. The one itself is told
 * by the file that declares it; where that is not known and several have its name, all of them count as others.
 */
export function readersBesides(
  own: { readonly key: ObjectKey; readonly declaredIn: string | undefined },
  { root, workspace }: Pick<RepositoryAt, 'root' | 'workspace'>,
): (path: string) => readonly Reader[] {
  const { namespace, name } = parseKey(own.key);
  const namesakes = declaredObjects(workspace, kinds.kustomization, name).filter((one) => isIn(one, namespace));
  const isOwn = (one: DeclaredObject): boolean => {
    if (!namesakes.includes(one)) return false;
    return own.declaredIn === undefined ? namesakes.length === 1 : one.path === `${root}/${own.declaredIn}`;
  };
  return (path) => {
    const folders = entryFolders(workspace, `${root}/${path}`);
    const all = new Set(folders.flatMap((folder) => appliersAt(workspace, folder)));
    return [...all].flatMap((one) => (isOwn(one) ? [] : [readerOf(one)]));
  };

  function isIn(one: DeclaredObject, wanted: string): boolean {
    const namespaces = effectiveNamespaces(workspace, one);
    return namespaces.includes(wanted) || namespaces.includes(undefined);
  }

  function readerOf(one: DeclaredObject): Reader {
    const [space] = effectiveNamespaces(workspace, one);
    return { name: `${space ?? one.namespace ?? 'default'}/${one.name}`, declaredIn: one.path.slice(root.length + 1) };
  }
}
