import type { ObjectKey } from '../flux/object.ts';
import { isWithin } from '../manifests/workspace/paths.ts';
import { entriesOf } from '../manifests/workspace/persistentMap.ts';
import type { Workspace } from '../manifests/workspace/workspace.ts';
import { appliersOf, type PlacedKustomization } from '../origin/appliers.ts';
import { indexFiles } from './fileIndex.ts';
import type { Repositories } from './repositories.ts';

/**
 * The Kustomizations that read one of these files or something in one of these folders (absolute, with slashes), as the
 * files are now.
 */
export async function readersOfPaths(
  paths: readonly string[],
  { repositories, placed }: { readonly repositories: Repositories; readonly placed: readonly PlacedKustomization[] },
  signal: AbortSignal,
): Promise<readonly ObjectKey[]> {
  const found = new Set<ObjectKey>();
  for (const { root } of await repositories.open(signal)) {
    const own = paths.filter((path) => isWithin(path, root));
    if (own.length === 0) continue;
    const { files } = await repositories.workingTree(root, signal);
    const workspace = await indexFiles(root, files, signal);
    for (const path of own) {
      for (const key of readersOfPath(path, workspace, placed)) found.add(key);
    }
  }
  return [...found];
}

/**
 * The Kustomizations that read a file which is not committed as it is, or read it as it is committed: one that is no
 * longer included, or gone, is a change too.
 */
export async function readersOfUncommitted(
  { repositories, placed }: { readonly repositories: Repositories; readonly placed: readonly PlacedKustomization[] },
  signal: AbortSignal,
): Promise<readonly ObjectKey[]> {
  const found = new Set<ObjectKey>();
  for (const { root } of await repositories.open(signal)) {
    const now = await repositories.workingTree(root, signal);
    if (now.changes.length === 0) continue;
    const before = now.commit === undefined ? undefined : await repositories.at(root, now.commit, signal);
    const indexes = [
      await indexFiles(root, now.files, signal),
      ...(before ? [await indexFiles(root, before.files, signal)] : []),
    ];
    for (const { path } of now.changes) {
      for (const workspace of indexes) {
        for (const { key } of appliersOf(workspace, `${root}/${path}`, placed)) found.add(key);
      }
    }
  }
  return [...found];
}

/** Of a folder, those that read any file in it; a Kustomization's own folder counts also where it is empty. */
function readersOfPath(path: string, workspace: Workspace, placed: readonly PlacedKustomization[]): ObjectKey[] {
  const direct = placed.filter(({ folders }) => folders.some((folder) => isWithin(folder, path)));
  const files = Array.from(entriesOf(workspace.files), ([file]) => file).filter((file) => isWithin(file, path));
  // Data files and patches are named by kustomizations too.
  const read = files.length > 0 ? files : [path];
  return [...direct, ...read.flatMap((file) => appliersOf(workspace, file, placed))].map(({ key }) => key);
}
