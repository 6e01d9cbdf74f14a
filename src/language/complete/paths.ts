import { kinds } from '../../flux/kinds.ts';
import { groupOf, kindId } from '../../flux/object.ts';
import { folderOf, isWithin, relativePath, resolvePath } from '../../manifests/workspace/paths.ts';
import { allFiles, rootOf, type Workspace } from '../../manifests/workspace/workspace.ts';
import type { LanguageContext } from '../context.ts';
import { foldersOf, isBuildable, type Folder } from './folders.ts';
import { scalarItem, type OpenPlace } from './insertion.ts';
import type { CompletionItem } from './item.ts';
import type { ObjectAround } from './objectAround.ts';
import { fieldPath, isSourcePath, pathSort, type PathSort } from './pathFields.ts';

/** More paths than this are not listed. */
const mostPaths = 2000;
const mostElsewhere = 200;

/** What is known of the list that a path is written in. */
export interface PathList {
  /** Of the file that it is written in. */
  readonly filePath: string;
  /** The other paths in it, as written. */
  readonly others: readonly string[];
  /** Of a Flux Kustomization: spec.path. */
  readonly sourcePath: string | undefined;
}

/** Files and folders for the fields of a kustomization that name some, and folders for a Flux Kustomization's. */
export function completePaths(
  place: OpenPlace,
  object: ObjectAround | undefined,
  list: PathList,
  context: LanguageContext,
): CompletionItem[] {
  if (place.at !== 'value' || object === undefined) return [];
  const field = fieldPath(place.path.slice(object.root.length));
  const group = groupOf(object.apiVersion);
  const id = kindId(group, object.kind);
  const root = rootOf(context.workspace, list.filePath);
  if (isSourcePath(id, field)) return root === undefined ? [] : sourceFolders(place, root, context);
  if (id === kinds.kustomization) {
    if (root === undefined) return [];
    const base = resolvePath(root, (list.sourcePath ?? '').replace(/^\/+/, ''));
    return field === 'spec.components[]' ? componentPaths(place, base, list, context) : [];
  }
  const sort = group === 'kustomize.config.k8s.io' ? pathSort(field) : undefined;
  if (sort === undefined) return [];
  const base = folderOf(list.filePath);
  return [
    ...(sort === 'component' ? componentPaths(place, base, list, context) : []),
    ...childPaths(place, base, sort, list, context),
    ...(sort === 'manifest' ? kustomizationPaths(place, base, list, context) : []),
  ];
}

/** Kustomizations elsewhere, as overlays name their bases: the nearest first. */
function kustomizationPaths(
  place: OpenPlace,
  base: string,
  { others, filePath }: PathList,
  { workspace }: LanguageContext,
): CompletionItem[] {
  const root = rootOf(workspace, filePath);
  const listed = new Set(others.map((path) => resolvePath(base, path)));
  const components = componentFolders(workspace);
  const found: { label: string; steps: number }[] = [];
  for (const [path, folder] of foldersOf(workspace)) {
    if (root === undefined || !isWithin(path, root) || isWithin(path, base) || !isBuildable(folder)) continue;
    // A kustomization cannot include one that it lies in.
    if (listed.has(path) || components.has(path) || isWithin(base, path)) continue;
    const label = relativePath(base, path);
    found.push({ label, steps: label.split('/').length });
  }
  return found
    .sort((one, other) => one.steps - other.steps)
    .slice(0, mostElsewhere)
    .map(({ label, steps }) =>
      scalarItem(place, label, {
        label,
        kind: 'folder',
        detail: 'kustomization',
        sortText: `2${String(steps).padStart(2, '0')}${label}`,
      }),
    );
}

/** All Components of the workspace, as they are named from a folder. */
function componentPaths(
  place: OpenPlace,
  base: string,
  { others, filePath }: PathList,
  { workspace }: LanguageContext,
): CompletionItem[] {
  const listed = new Set(others.map((path) => resolvePath(base, path)));
  return [...componentFolders(workspace)]
    .filter((folder) => folder !== folderOf(filePath) && !listed.has(folder))
    .slice(0, mostPaths)
    .map((folder) => {
      const label = relativePath(base, folder);
      return scalarItem(place, label, { label, kind: 'folder', detail: 'Component', sortText: `0${label}` });
    });
}

function componentFolders(workspace: Workspace): Set<string> {
  const found = allFiles(workspace).filter(({ documents }) =>
    documents.some(({ kustomization }) => kustomization?.isComponent === true),
  );
  return new Set(found.map(({ path }) => folderOf(path)));
}

/** What lies in the folder that is typed so far; of folders that cannot be built the files within, too. */
function childPaths(
  place: OpenPlace,
  base: string,
  sort: PathSort,
  { filePath, others }: PathList,
  { workspace }: LanguageContext,
): CompletionItem[] {
  // New paths are written as the others in the list are.
  const dotted = others.length > 0 && others.every((path) => path.startsWith('.'));
  const start = place.prefix.slice(0, place.prefix.lastIndexOf('/') + 1);
  const typed = start === '' && dotted && !place.prefix.startsWith('.') ? './' : start;
  const folders = foldersOf(workspace);
  const here = resolvePath(base, typed.slice(typed.lastIndexOf('=') + 1) || '.');
  const listed = new Set(others.map((path) => resolvePath(base, path)));
  const items: CompletionItem[] = [];
  const add = (path: string, kind: 'file' | 'folder', name: string, depth: number): void => {
    if (path === filePath || listed.has(path) || name.startsWith('.git') || isWithin(filePath, path)) return;
    const folder = kind === 'folder' ? folders.get(path) : undefined;
    if (!fits(name, folder, sort) || items.length >= mostPaths) return;
    const buildable = isBuildable(folder);
    const written = `${typed}${name}`;
    items.push(
      scalarItem(place, written, {
        label: `${dotted ? typed : ''}${name}${kind === 'folder' ? '/' : ''}`,
        kind,
        filterText: written,
        ...(buildable && { detail: 'kustomization' }),
        sortText: `${depth + (buildable || kind === 'file' ? 0 : 1)}${name}`,
      }),
    );
    if (folder === undefined || buildable || depth > 0) return;
    for (const [child, childKind] of folder) {
      if (childKind === 'file') add(`${path}/${child}`, childKind, `${name}/${child}`, depth + 1);
    }
  };
  for (const [name, kind] of folders.get(here) ?? []) add(`${here === '/' ? '' : here}/${name}`, kind, name, 0);
  return [...items, ...parentFolder(place, start)];
}

function parentFolder(place: OpenPlace, typed: string): CompletionItem[] {
  if (place.prefix !== '' && !/(?:^|\/)\.{1,2}$/.test(place.prefix) && !place.prefix.endsWith('../')) return [];
  const up = `${/^(?:\.\.\/)*/.exec(typed)?.[0] ?? ''}../`;
  return [scalarItem(place, up, { label: '../', kind: 'folder', filterText: up, sortText: '3', again: true })];
}

function fits(name: string, folder: Folder | undefined, sort: PathSort): boolean {
  if (folder !== undefined || sort === 'any') return true;
  if (sort === 'component') return false;
  return /\.(?:ya?ml|json)$/.test(name) && (sort !== 'manifest' || !/(?:^|\/)kustomization\.ya?ml$/.test(name));
}

/** The folders of the repository that hold manifests, as a source's artifact has them: from its root on. */
function sourceFolders(place: OpenPlace, root: string, { workspace }: LanguageContext): CompletionItem[] {
  const items: CompletionItem[] = [];
  const style = place.prefix.startsWith('/') ? '/' : /^[^.]/.test(place.prefix) ? '' : './';
  for (const [path, folder] of foldersOf(workspace)) {
    if (items.length >= mostPaths || path === root || !isWithin(path, root)) continue;
    const buildable = isBuildable(folder);
    if (!buildable && ![...folder.keys()].some((name) => /\.ya?ml$/.test(name))) continue;
    const label = `${style}${path.slice(root.length + 1)}`;
    items.push(
      scalarItem(place, label, {
        label,
        kind: 'folder',
        ...(buildable && { detail: 'kustomization' }),
        sortText: `${buildable ? '0' : '1'}${label}`,
      }),
    );
  }
  return items;
}
