import type { RepositoryAt } from '../../compare/declared/repositoryAt.ts';
import { kinds } from '../../flux/kinds.ts';
import { parseKey, type ObjectKey } from '../../flux/object.ts';
import { entryFolders } from '../../manifests/kustomize/entryFolders.ts';
import { appliersAt } from '../../manifests/kustomize/kustomizations.ts';
import { effectiveNamespaces } from '../../manifests/kustomize/namespaces.ts';
import type { DeclaredObject } from '../../manifests/workspace/fileSummary.ts';
import { declaredObjects } from '../../manifests/workspace/objects.ts';
import type { Reader } from '../../stages/terms/rollback.ts';

/**
 * Who reads a file besides those that are meant: all that the repository declares, for whatever cluster.
 */
export function readersBesides(
  isOwn: (one: DeclaredObject) => boolean,
  { root, workspace }: Pick<RepositoryAt, 'root' | 'workspace'>,
): (path: string) => readonly Reader[] {
  return (path) => {
    const folders = entryFolders(workspace, `${root}/${path}`);
    const all = new Set(folders.flatMap((folder) => appliersAt(workspace, folder)));
    return [...all].flatMap((one) => (isOwn(one) ? [] : [readerOf(one)]));
  };

  function readerOf(one: DeclaredObject): Reader {
    const [space] = effectiveNamespaces(workspace, one);
    return { name: `${space ?? one.namespace ?? 'default'}/${one.name}`, declaredIn: one.path.slice(root.length + 1) };
  }
}

/**
 * Whether a declaration is that of one Kustomization. It is told by the file that declares it; where that is not known and
 * several have its name, none of them is.
 */
export function isDeclaredAs(
  own: { readonly key: ObjectKey; readonly declaredIn: string | undefined },
  { root, workspace }: Pick<RepositoryAt, 'root' | 'workspace'>,
): (one: DeclaredObject) => boolean {
  const { namespace, name } = parseKey(own.key);
  const namesakes = declaredObjects(workspace, kinds.kustomization, name).filter((one) => {
    const namespaces = effectiveNamespaces(workspace, one);
    return namespaces.includes(namespace) || namespaces.includes(undefined);
  });
  return (one) => {
    if (!namesakes.includes(one)) return false;
    return own.declaredIn === undefined ? namesakes.length === 1 : one.path === `${root}/${own.declaredIn}`;
  };
}
