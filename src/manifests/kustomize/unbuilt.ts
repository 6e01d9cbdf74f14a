import type { ManifestObject } from '../manifestObject.ts';
import { declaredObjects } from '../workspace/objects.ts';
import { fileNameOf, folderOf } from '../workspace/paths.ts';
import { usesOf } from '../workspace/uses.ts';
import { rootOf, type Workspace } from '../workspace/workspace.ts';
import { buildsOf } from './builds.ts';
import { kustomizationIn } from './kustomizations.ts';

/** Whether a kustomization names a file, or a Flux Kustomization takes it in. */
function isBuilt(workspace: Workspace, path: string): boolean {
  return usesOf(workspace, path).size > 0 || buildsOf(workspace, path).length > 0;
}

/**
 * Whether nothing builds a file although its folder has a kustomization: that leaves it out, so that it may be a patch
 * that is taken in by other means. False until all files are known.
 */
export function isLeftOut(workspace: Workspace, path: string): boolean {
  return workspace.complete && kustomizationIn(workspace, folderOf(path)) !== undefined && !isBuilt(workspace, path);
}

/** Whether a file is a fixture of Go tests, which are kept in `testdata` folders; tools leave those out (`go help packages`). */
export function isFixture(workspace: Workspace, path: string): boolean {
  return path.slice(rootOf(workspace, path)?.length ?? 0).includes('/testdata/');
}

/**
 * Whether a document that nothing builds is a patch all the same: its file or folder is named so, or each of its objects
 * is declared more fully elsewhere. False until all files are known.
 */
export function isUnlistedPatch(workspace: Workspace, path: string, objects: readonly ManifestObject[]): boolean {
  if (!workspace.complete || objects.length === 0 || isBuilt(workspace, path)) return false;
  return isNamedPatch(path) || objects.every((object) => isDeclaredMoreFully(workspace, path, object));
}

function isNamedPatch(path: string): boolean {
  const word = /(?:^|[-_.])patch(?:es|ing)?(?=[-_.]|$)/i;
  return word.test(fileNameOf(path)) || /^patch(?:es)?$/i.test(fileNameOf(folderOf(path)));
}

/** So many times the text of a patch is what it is for. */
const fuller = 1.5;

/** Files of one name are variants of each other, e.g. for two clusters, rather than an object and its patch. */
function isDeclaredMoreFully(workspace: Workspace, path: string, object: ManifestObject): boolean {
  const { name, kindId, namespace, node } = object;
  if (name === undefined) return false;
  const length = (node.span.end - node.span.start) * fuller;
  return declaredObjects(workspace, kindId, name).some(
    (other) =>
      fileNameOf(other.path) !== fileNameOf(path) &&
      (namespace === undefined || other.namespace === undefined || other.namespace === namespace) &&
      other.span.end - other.span.start >= length,
  );
}
