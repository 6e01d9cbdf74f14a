import { entriesOf } from '../manifests/workspace/persistentMap.ts';
import { isWithin } from '../manifests/workspace/paths.ts';
import type { Workspace } from '../manifests/workspace/workspace.ts';
import { cleanPath } from './layers.ts';

/**
 * The folders here that a source may be made of, such as the one that was pushed as an OCI artifact: those in which all
 * paths are folders that Kustomizations take from the source (their spec.path). Where these tell nothing, as `./` does, the
 * `roots`. The shortest first.
 */
export function candidateFolders(
  { paths }: Workspace,
  specPaths: readonly (string | undefined)[],
  roots: readonly string[],
): readonly string[] {
  const wanted = [...new Set(specPaths.map(cleanPath))].filter((path) => path !== '');
  const [longest] = [...wanted].sort((a, b) => b.length - a.length);
  if (longest === undefined) return roots;
  const isFolder = (path: string): boolean => folders.has(path);
  const folders = new Set(Array.from(entriesOf(paths)).flatMap(([path, kind]) => (kind === 'folder' ? [path] : [])));
  return [...folders]
    .flatMap((path) => (path.endsWith(`/${longest}`) ? [path.slice(0, -longest.length - 1)] : []))
    .filter((top) => roots.some((root) => isWithin(top, root)))
    .filter((top) => wanted.every((path) => isFolder(`${top}/${path}`)))
    .sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
}
