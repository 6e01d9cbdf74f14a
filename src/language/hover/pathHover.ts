import { groupOf, kindName } from '../../flux/object.ts';
import type { ManifestObject } from '../../manifests/manifestObject.ts';
import type { Path } from '../../manifests/yaml/node.ts';
import { folderOf, resolvePath } from '../../manifests/workspace/paths.ts';
import type { FileSummary } from '../../manifests/workspace/fileSummary.ts';
import { fileAt, pathKind, rootOf } from '../../manifests/workspace/workspace.ts';
import { fieldPath, isPathField, isSourcePath } from '../complete/pathFields.ts';
import { foldersOf } from '../complete/folders.ts';
import type { LanguageContext } from '../context.ts';
import { isKustomizationFile } from '../kustomizationFile.ts';
import { code, join, line } from './markdown.ts';
import { shown } from './objectHover.ts';

/** More objects or files than this are counted, not listed. */
const mostListed = 12;

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
  if (isSourcePath(object.kindId, field)) {
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
  const name = code(shown(workspace, path));
  if (kind === undefined) return `${code(written)} is not in this workspace: ${name}`;
  if (kind === 'file') return join(`File ${name}`, contents(objectNames(fileAt(workspace, path))));
  const folder = foldersOf(workspace).get(path);
  const names = [...(folder?.keys() ?? [])];
  const own = names.find((each) => isKustomizationFile(each));
  if (own === undefined) return join(`Folder ${name}`, contents(names.map((each) => line(each))));
  const built = fileAt(workspace, `${path}/${own}`)?.documents.flatMap(
    ({ kustomization }) => kustomization?.paths ?? [],
  );
  return join(`Folder with a kustomization ${name}`, contents(built?.map(({ text }) => line(text)) ?? []));
}

function objectNames(file: FileSummary | undefined): string[] {
  const objects = file?.documents.flatMap((document) => document.objects) ?? [];
  return objects.map(({ kindId, name }) => line(`${kindName(kindId)}/${name}`));
}

/** What is in a file or folder, as a list. */
function contents(names: readonly string[]): string {
  const more = names.length - mostListed;
  const rows = names.slice(0, mostListed).map((name) => `- ${name}`);
  return [...rows, ...(more > 0 ? [`- and ${more} more`] : [])].join('\n');
}
