import { kindName } from '../../flux/object.ts';
import { kustomizationIn } from '../../manifests/kustomize/kustomizations.ts';
import { patchParts } from '../../manifests/kustomize/patchParts.ts';
import { isFixture } from '../../manifests/kustomize/unbuilt.ts';
import type { KustomizationSummary } from '../../manifests/workspace/fileSummary.ts';
import { fileNameOf, folderOf, resolvePath } from '../../manifests/workspace/paths.ts';
import { isRemote } from '../../manifests/workspace/remote.ts';
import { fileAt, isAllRead, type Workspace } from '../../manifests/workspace/workspace.ts';
import { asString, entryOf, nodeAt } from '../../manifests/yaml/node.ts';
import type { Finding } from '../finding.ts';
import { isOpaque } from '../opaque.ts';

/** An object that a kustomization has, by what its files call it. */
interface Resource {
  readonly kind: string;
  readonly name: string;
}

/** A kustomization that takes in more files and folders than this is not followed. */
const most = 2_000;

/**
 * Strategic-merge patches without a target that are for no object of the kustomization: kustomize fails on them ("no
 * resource matches strategic merge patch", api/internal/builtins/PatchTransformer.go). Only where all its resources are
 * known, and none of the kind is called so, or so but for a prefix and a suffix. Spans count from the start of the file.
 */
export function unmatchedPatches(workspace: Workspace, kustomization: KustomizationSummary): Finding[] {
  // A Component patches what the kustomizations that name it have.
  if (kustomization.isComponent || !isAllRead(workspace) || isFixture(workspace, kustomization.path)) return [];
  const untargeted = kustomization.patches.filter(({ target }) => target === undefined);
  if (untargeted.length === 0) return [];
  const resources = resourcesOf(workspace, kustomization);
  if (resources === undefined) return [];
  return untargeted.flatMap((patch) => {
    const named = patch.file ?? patch.inline ?? patch.node?.place;
    const lost = patchParts(workspace, patch, kustomization.path).flatMap(({ tree, isObject }) => {
      const kind = asString(entryOf(tree, 'kind')?.value);
      const name = asString(nodeAt(tree, ['metadata', 'name']));
      if (!isObject || kind === undefined || name === undefined) return [];
      if (isOpaque(name) || isOpaque(kind) || kind.endsWith('List')) return [];
      return resources.some((one) => one.kind === kind && name.includes(one.name)) ? [] : [{ kind, name }];
    });
    const [first] = lost;
    if (named === undefined || first === undefined) return [];
    const where = patch.file === undefined ? 'This patch' : `The patch in ${fileNameOf(patch.file.text)}`;
    const message =
      `${where} is for ${first.kind} "${first.name}", but no resource of this kustomization is called so: the build fails on it. ` +
      'Correct its kind and name, list the resource, or give the patch a target.';
    const { span } = named;
    const end = patch.file === undefined ? Math.min(span.end, span.start + 1) : span.end;
    return [{ code: 'missing-reference', severity: 'error', message, span: { start: span.start, end } }];
  });
}

/** All that a kustomization takes in and generates; undefined where that is not all known. */
function resourcesOf(workspace: Workspace, outermost: KustomizationSummary): readonly Resource[] | undefined {
  const found: Resource[] = [];
  const seen = new Set<string>([outermost.path]);
  const left = [outermost];
  for (let one = left.pop(); one !== undefined; one = left.pop()) {
    if (seen.size > most || one.generates || one.transforms || renames(workspace, one)) return undefined;
    found.push(...one.makes.map(({ kindId: id, name }) => ({ kind: kindName(id), name })));
    for (const { use, text } of one.paths) {
      if (use !== 'resource' && use !== 'component') continue;
      if (isRemote(text) || isOpaque(text)) return undefined;
      const target = resolvePath(folderOf(one.path), text);
      if (seen.has(target)) continue;
      seen.add(target);
      const file = fileAt(workspace, target);
      const inner = file === undefined ? kustomizationIn(workspace, target) : undefined;
      if (inner !== undefined) left.push(inner);
      else if (file === undefined) return undefined;
      for (const { role, objects } of file?.documents ?? []) {
        if (role !== 'empty' && (role !== 'object' || objects.length === 0)) return undefined;
        found.push(...objects.map(({ kindId: id, name }) => ({ kind: kindName(id), name })));
      }
    }
  }
  return found.some(({ name, kind }) => isOpaque(name) || kind.endsWith('List')) ? undefined : found;
}

/** Whether patches of a kustomization may give objects another kind or name. */
function renames(workspace: Workspace, { patches, path }: KustomizationSummary): boolean {
  return patches.some(
    (patch) =>
      patch.target !== undefined &&
      patchParts(workspace, patch, path).some(
        ({ tree, isObject }) =>
          !isObject && (entryOf(tree, 'kind') !== undefined || nodeAt(tree, ['metadata', 'name']) !== undefined),
      ),
  );
}
