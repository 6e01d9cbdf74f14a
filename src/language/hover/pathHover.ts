import { kinds } from '../../flux/kinds.ts';
import { groupOf } from '../../flux/object.ts';
import type { ManifestObject } from '../../manifests/manifestObject.ts';
import type { Path } from '../../manifests/yaml/node.ts';
import { folderOf, resolvePath } from '../../manifests/workspace/paths.ts';
import { pathKind, rootOf } from '../../manifests/workspace/workspace.ts';
import { fieldPath, isPathField } from '../complete/pathFields.ts';
import { foldersOf, isBuildable } from '../complete/folders.ts';
import type { LanguageContext } from '../context.ts';
import { code, join } from './markdown.ts';
import { shown } from './objectHover.ts';

/** Where a path leads: a file or a folder of the workspace. Undefined for values that are no paths. */
export function pathHover(
  object: ManifestObject,
  path: Path,
  value: string | undefined,
  filePath: string,
  context: LanguageContext,
): string | undefined {
  if (value === undefined || value === '' || value.includes('${')) return undefined;
  const { workspace } = context;
  const field = fieldPath(path);
  if (object.kindId === kinds.kustomization && field === 'spec.path') {
    const root = rootOf(workspace, filePath);
    return root === undefined ? undefined : target(resolvePath(root, value.replace(/^\/+/, '')), value, context);
  }
  if (groupOf(object.apiVersion) !== 'kustomize.config.k8s.io' || !isPathField(field)) return undefined;
  const written = value.slice(value.indexOf('=') + 1);
  if (/^[a-z+]+:\/\/|^[\w.-]+@|\?ref=|^github\.com\//.test(written)) return `${code(written)} is read from elsewhere.`;
  return target(resolvePath(folderOf(filePath), written), written, context);
}

function target(path: string, written: string, { workspace }: LanguageContext): string {
  const kind = pathKind(workspace, path);
  if (kind === undefined) return join(`${code(written)} is not in this workspace.`, code(shown(workspace, path)));
  const folder = kind === 'folder' ? foldersOf(workspace).get(path) : undefined;
  const what = folder === undefined ? 'File' : isBuildable(folder) ? 'Folder with a kustomization' : 'Folder';
  const count = folder === undefined ? '' : ` · ${folder.size} ${folder.size === 1 ? 'entry' : 'entries'}`;
  return `${what} ${code(shown(workspace, path))}${count}`;
}
