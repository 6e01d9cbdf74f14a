import { asObjects, asText, specOf, valueAt } from '../flux/fields.ts';
import { jsonOf, type FluxObject, type JsonObject, type KubernetesObject } from '../flux/object.ts';
import { parseRevision } from '../flux/revision.ts';
import { isYamlName } from '../files/readText.ts';
import { folderOf } from '../manifests/workspace/paths.ts';
import { emptyWorkspace, withPaths } from '../manifests/workspace/workspace.ts';
import { candidateFolders } from '../origin/candidateFolders.ts';
import { sourceCommit } from '../flux/sourceCommit.ts';
import { cleanPath } from '../origin/layers.ts';
import type { OpenRepository } from '../origin/openRepository.ts';
import type { Renderer } from '../render/renderer.ts';
import type { Given } from './given.ts';
import { layerFiles, type RepositoryFiles } from './layerFiles.ts';
import type { Repositories } from './repositories.ts';

/** What a folder is proven with. */
export interface ProvingOptions {
  readonly open: readonly OpenRepository[];
  readonly repositories: Pick<Repositories, 'at'>;
  /** Asked for when there is something to prove. */
  readonly renderer: () => Renderer;
  readonly given: (kustomization: JsonObject, signal: AbortSignal) => Promise<Given>;
}

/** Folders of a repository that are tried at most, and Kustomizations that they are tried with. */
const [mostFolders, mostTakers] = [40, 3];

/**
 * The one folder of the open repositories that a source, such as an OCI artifact, is made of: what it comes to, at the
 * commit that the artifact names or else at what is checked out, has the digest that the controller recorded for a
 * Kustomization that takes from the source, and for none another one. Undefined if no folder proves so, or several do.
 */
export async function provenFolder(
  source: FluxObject,
  takers: readonly FluxObject[],
  options: ProvingOptions,
  signal: AbortSignal,
): Promise<string | undefined> {
  const known = takers.filter((one) => digestsOf(one).length > 0).slice(0, mostTakers);
  if (known.length === 0) return undefined;
  const givens = await Promise.all(known.map((one) => options.given(jsonOf(one), signal)));
  const proven: string[] = [];
  for (const repository of options.open) {
    const files = await filesOf(source, known, repository, options, signal);
    if (files === undefined) continue;
    for (const folder of foldersOf(repository, files, takers)) {
      const layer = { folder, at: '', repository, follows: undefined };
      const renderer = options.renderer();
      const artifact = await layerFiles([layer], {
        of: () => Promise.resolve(files),
        leftOut: (all, rules) => renderer.leftOut(all, rules, signal),
      });
      const isProven = await proves(known, givens, artifact.files, renderer, signal);
      if (isProven) proven.push(folder);
    }
  }
  return proven.length === 1 ? proven[0] : undefined;
}

/** What the controller recorded of a Kustomization's builds. */
export function digestsOf({ raw }: FluxObject): readonly string[] {
  return asObjects(valueAt(raw.status, 'history')).flatMap((entry) => asText(entry['digest']) ?? []);
}

async function filesOf(
  source: FluxObject,
  takers: readonly FluxObject[],
  { root }: OpenRepository,
  { repositories }: ProvingOptions,
  signal: AbortSignal,
): Promise<RepositoryFiles | undefined> {
  const applied = takers.map(({ raw }) => asText(valueAt(raw.status, 'lastAppliedOriginRevision')));
  const commits = [sourceCommit(source), ...applied.map((revision) => parseRevision(revision ?? '').hash)];
  for (const revision of new Set([...commits.flatMap((commit) => commit ?? []), 'HEAD'])) {
    const files = await repositories.at(root, revision, signal).catch(() => undefined);
    signal.throwIfAborted();
    if (files !== undefined) return files;
  }
  return undefined;
}

/** By the paths that Kustomizations take; where these tell nothing, all that hold YAML, the upper ones first. */
function foldersOf(
  { root }: OpenRepository,
  { files }: RepositoryFiles,
  takers: readonly FluxObject[],
): readonly string[] {
  const paths = Array.from(files.keys(), (path) => `${root}/${path}`);
  const wanted = takers.map((one) => asText(specOf(one)['path']));
  if (wanted.some((path) => cleanPath(path) !== '')) {
    return candidateFolders(withPaths(emptyWorkspace([root]), paths), wanted, [root]).slice(0, mostFolders);
  }
  const folders = new Set([root, ...paths.filter(isYamlName).flatMap((path) => above(folderOf(path), root))]);
  const depth = (folder: string): number => folder.split('/').length;
  return [...folders].sort((one, other) => depth(one) - depth(other)).slice(0, mostFolders);
}

function above(folder: string, root: string): readonly string[] {
  return folder.length <= root.length ? [] : [folder, ...above(folderOf(folder), root)];
}

/** What cannot be rendered here says nothing. */
async function proves(
  takers: readonly FluxObject[],
  givens: readonly Given[],
  files: RepositoryFiles['files'],
  renderer: Renderer,
  signal: AbortSignal,
): Promise<boolean> {
  let isProven = false;
  for (const [index, taker] of takers.entries()) {
    const { variables = [], controller } = givens[index] ?? {};
    const kustomization: KubernetesObject = taker.raw;
    const request = { files, worktree: {}, kustomization, variables, ...(controller && { flags: controller }) };
    const result = await renderer.render(request, signal);
    if (result.outcome === 'failed') return false;
    if (result.outcome === 'unknown' || result.problems.length > 0) continue;
    // Every folder that holds nothing comes to the same.
    if (result.objects.length === 0 || !digestsOf(taker).includes(result.digest)) return false;
    isProven = true;
  }
  return isProven;
}
