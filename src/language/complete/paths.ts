import { kinds } from '../../flux/kinds.ts';
import { groupOf, kindId } from '../../flux/object.ts';
import type { Path } from '../../manifests/yaml/node.ts';
import { folderOf, isWithin, resolvePath } from '../../manifests/workspace/paths.ts';
import { rootOf } from '../../manifests/workspace/workspace.ts';
import type { LanguageContext } from '../context.ts';
import { isKustomizationFile } from '../kustomizationFile.ts';
import { foldersOf, isBuildable, type Folder } from './folders.ts';
import { scalarItem, type OpenPlace } from './insertion.ts';
import type { CompletionItem } from './item.ts';
import type { ObjectAround } from './objectAround.ts';

/** What a field of a kustomization may name. */
type PathSort = 'manifest' | 'component' | 'yaml' | 'any';

/** By the field's path, with `[]` for an index; a generator's files may be written `key=path`. */
const kustomizeFields: Readonly<Record<string, PathSort>> = {
  'resources[]': 'manifest',
  'bases[]': 'manifest',
  'components[]': 'component',
  'crds[]': 'yaml',
  'configurations[]': 'yaml',
  'generators[]': 'manifest',
  'transformers[]': 'manifest',
  'validators[]': 'manifest',
  'patches[].path': 'yaml',
  'patchesStrategicMerge[]': 'yaml',
  'patchesJson6902[].path': 'yaml',
  'replacements[].path': 'yaml',
  'openapi.path': 'any',
  'configMapGenerator[].files[]': 'any',
  'configMapGenerator[].envs[]': 'any',
  'configMapGenerator[].env': 'any',
  'secretGenerator[].files[]': 'any',
  'secretGenerator[].envs[]': 'any',
  'secretGenerator[].env': 'any',
  'helmCharts[].valuesFile': 'yaml',
  'helmCharts[].additionalValuesFiles[]': 'yaml',
};

/** Whether a field of a kustomization names files or folders. */
export function isPathField(field: string): boolean {
  return Object.hasOwn(kustomizeFields, field);
}

const mostFolders = 2000;

/** Files and folders for the fields of a kustomization that name some, and folders for `spec.path`. */
export function completePaths(
  place: OpenPlace,
  object: ObjectAround | undefined,
  filePath: string,
  listed: ReadonlySet<string>,
  context: LanguageContext,
): CompletionItem[] {
  if (place.at !== 'value' || object === undefined) return [];
  const field = fieldPath(place.path.slice(object.root.length));
  const group = groupOf(object.apiVersion);
  if (kindId(group, object.kind) === kinds.kustomization) {
    return field === 'spec.path' ? sourceFolders(place, filePath, context) : [];
  }
  const sort = group === 'kustomize.config.k8s.io' ? kustomizeFields[field] : undefined;
  return sort === undefined ? [] : childPaths(place, folderOf(filePath), filePath, sort, listed, context);
}

/** A path as the keys of {@link isPathField} are written: `patches[].path`. */
export function fieldPath(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[]`;
    return text === '' ? step : `${text}.${step}`;
  }, '');
}

/** What lies in the folder that is typed so far. */
function childPaths(
  place: OpenPlace,
  base: string,
  filePath: string,
  sort: PathSort,
  listed: ReadonlySet<string>,
  { workspace }: LanguageContext,
): CompletionItem[] {
  const typed = place.prefix.slice(0, place.prefix.lastIndexOf('/') + 1);
  const start = typed.slice(typed.lastIndexOf('=') + 1);
  const folders = foldersOf(workspace);
  const here = resolvePath(base, start === '' ? '.' : start);
  const items: CompletionItem[] = [];
  for (const [name, kind] of folders.get(here) ?? []) {
    const path = `${here === '/' ? '' : here}/${name}`;
    const written = `${typed}${name}`;
    if (path === filePath || listed.has(path) || name.startsWith('.git') || isWithin(filePath, path)) continue;
    const folder = kind === 'folder' ? folders.get(path) : undefined;
    if (!fits(name, folder, sort)) continue;
    const buildable = isBuildable(folder);
    items.push(
      scalarItem(place, written, {
        label: kind === 'folder' ? `${name}/` : name,
        kind,
        filterText: written,
        ...(buildable && { detail: sort === 'component' ? 'Component' : 'kustomization' }),
        sortText: `${buildable || kind === 'file' ? '0' : '1'}${name}`,
      }),
    );
  }
  if (place.prefix === '' || /(?:^|\/)\.{1,2}$/.test(place.prefix) || place.prefix.endsWith('../')) {
    const up = `${/^(?:\.\.\/)*/.exec(typed)?.[0] ?? ''}../`;
    items.push(scalarItem(place, up, { label: '../', kind: 'folder', filterText: up, sortText: '2', again: true }));
  }
  return items;
}

function fits(name: string, folder: Folder | undefined, sort: PathSort): boolean {
  if (folder !== undefined) return true;
  if (sort === 'any') return true;
  if (sort === 'component') return false;
  return /\.(?:ya?ml|json)$/.test(name) && (sort !== 'manifest' || !isKustomizationFile(name));
}

/** The folders of the repository that hold manifests, as a source's artifact has them: from its root on. */
function sourceFolders(place: OpenPlace, filePath: string, { workspace }: LanguageContext): CompletionItem[] {
  const root = rootOf(workspace, filePath);
  if (root === undefined) return [];
  const items: CompletionItem[] = [];
  const style = place.prefix.startsWith('/') ? '/' : /^[^.]/.test(place.prefix) ? '' : './';
  for (const [path, folder] of foldersOf(workspace)) {
    if (items.length >= mostFolders || path === root || !isWithin(path, root)) continue;
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
