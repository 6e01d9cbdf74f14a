import { fileNameOf, folderOf } from '../../manifests/workspace/paths.ts';
import { entriesOf } from '../../manifests/workspace/persistentMap.ts';
import type { Workspace } from '../../manifests/workspace/workspace.ts';
import { isKustomizationFile } from '../kustomizationFile.ts';

/** What lies in a folder, by name. */
export type Folder = ReadonlyMap<string, 'file' | 'folder'>;

const kept = new WeakMap<Workspace['paths'], ReadonlyMap<string, Folder>>();

/** All folders of a workspace by path; kept as long as its paths are the same value. */
export function foldersOf({ paths }: Workspace): ReadonlyMap<string, Folder> {
  const known = kept.get(paths);
  if (known !== undefined) return known;
  const folders = new Map<string, Map<string, 'file' | 'folder'>>();
  for (const [path, kind] of entriesOf(paths)) {
    const parent = folderOf(path);
    const folder = folders.get(parent) ?? new Map<string, 'file' | 'folder'>();
    folders.set(parent, folder.set(fileNameOf(path), kind));
  }
  kept.set(paths, folders);
  return folders;
}

/** Whether kustomize can build a folder. */
export function isBuildable(folder: Folder | undefined): boolean {
  return folder !== undefined && [...folder.keys()].some((name) => isKustomizationFile(name));
}
