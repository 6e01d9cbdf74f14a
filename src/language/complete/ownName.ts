import { folderOf } from '../../manifests/workspace/paths.ts';
import { fileAt, rootOf } from '../../manifests/workspace/workspace.ts';
import type { LanguageContext } from '../context.ts';
import { foldersOf } from './folders.ts';
import { scalarItem, type OpenPlace } from './insertion.ts';
import type { CompletionItem } from './item.ts';
import type { ObjectAround } from './objectAround.ts';

/** Folders that say what part of an application they hold, not which. */
const partFolders: ReadonlySet<string> = new Set([
  'app',
  'base',
  'overlays',
  'config',
  'manifests',
  'apps',
  'clusters',
]);
const mostFiles = 50;

/** What an object may be called: as others in its folder are, or as the folder is. */
export function completeOwnName(
  place: OpenPlace,
  object: ObjectAround | undefined,
  filePath: string,
  { workspace }: LanguageContext,
): CompletionItem[] {
  const path = object === undefined ? [] : place.path.slice(object.root.length);
  if (place.at !== 'value' || path.length !== 2 || path[0] !== 'metadata' || path[1] !== 'name') return [];
  const folder = folderOf(filePath);
  const names = new Map<string, string>();
  for (const name of [...(foldersOf(workspace).get(folder)?.keys() ?? [])].slice(0, mostFiles)) {
    for (const { objects } of fileAt(workspace, `${folder}/${name}`)?.documents ?? []) {
      for (const { name: used } of objects) if (used !== '') names.set(used, 'used in this folder');
    }
  }
  const inner = folder.slice((rootOf(workspace, filePath) ?? folder).length + 1).split('/');
  for (const name of inner.reverse().slice(0, 3)) {
    if (name !== '' && !partFolders.has(name) && !names.has(name)) names.set(name, 'folder');
  }
  return Array.from(names, ([label, detail], index) =>
    scalarItem(place, label, { label, kind: 'value', detail, sortText: `0${String(index).padStart(3, '0')}` }),
  );
}
