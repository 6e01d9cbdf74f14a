import { FailureError, failureOf } from '../base/failure.ts';
import type { SchemaFinder } from '../diff/object/candidates.ts';
import { previewOf } from '../diff/changes/preview.ts';
import type { DiffCluster } from '../diff/terms/ports.ts';
import { isWithin } from '../manifests/workspace/paths.ts';
import type { Renderer } from '../render/renderer.ts';
import { chooseTarget } from './declared/chooseTarget.ts';
import { createDeclaredBuilds, type DeclaredBuilds } from './declared/declaredBuilds.ts';
import { repositoryWith, type RepositoryAt } from './declared/repositoryAt.ts';
import { shownVariant } from './declared/shownVariant.ts';
import { nameOf, type Variant } from './declared/variants.ts';
import type { BuiltPreview } from './engine.ts';
import { plainBuild } from './plainFolder.ts';
import type { Repositories } from './repositories.ts';

/** What folders are built with. */
export interface FolderBuildOptions {
  readonly repositories: Repositories;
  readonly renderer: Renderer;
  readonly schema: SchemaFinder;
  readonly cluster: DiffCluster | undefined;
}

/**
 * Builds a folder (absolute, with slashes) from the working tree: by the Kustomization that files declare for it or, where
 * none does, by one that says nothing but its path. Throws a FailureError if it lies in no repository that is open.
 */
export async function folderBuild(
  folder: string,
  options: FolderBuildOptions,
  signal: AbortSignal,
): Promise<BuiltPreview> {
  const { repositories, renderer } = options;
  const open = (await repositories.open(signal)).find(({ root }) => isWithin(folder, root));
  if (!open) throw new FailureError({ code: 'noRepository', message: `${folder} lies in no open Git repository.` });
  const repository = await repositoryWith(open, await repositories.workingTree(open.root, signal), signal);
  const builds = createDeclaredBuilds({ repository, renderer, strict: true });
  const found = await declaredFor(folder, repository, builds, signal);
  if (typeof found === 'object') return variantBuild(found, { ...options, repository, builds }, signal);
  const path = folder.slice(open.root.length + 1);
  const title = `Build of ${path === '' ? 'the repository' : path} from the working tree`;
  const built = await plainBuild(path, { files: repository.files, renderer }, signal);
  return { preview: previewOf(title, built, [found]), root: open.root };
}

/** The Kustomization that files declare for a folder, or why it is built without one. */
async function declaredFor(
  folder: string,
  repository: RepositoryAt,
  builds: DeclaredBuilds,
  signal: AbortSignal,
): Promise<Variant | string> {
  try {
    const target = await chooseTarget({ path: folder }, { repository, builds }, signal);
    return 'variant' in target ? target.variant : 'No Kustomization names this folder: it is built as it stands.';
  } catch (error) {
    signal.throwIfAborted();
    const failure = failureOf(error);
    if (failure?.code === 'ambiguous')
      return 'Several Kustomizations build this folder: it is built as it stands, without what they say.';
    if (failure?.code === 'noPath') return 'Nothing here would be committed.';
    throw error;
  }
}

async function variantBuild(
  variant: Variant,
  options: FolderBuildOptions & { readonly repository: RepositoryAt; readonly builds: DeclaredBuilds },
  signal: AbortSignal,
): Promise<BuiltPreview> {
  const { build, words, doubts } = await shownVariant(variant, options, signal);
  const { root } = options.repository;
  const file = variant.declared.path.slice(root.length + 1);
  const title = `Build of Kustomization ${nameOf(variant.object)}, as ${file} declares it, from the working tree`;
  return { preview: previewOf(title, build, [...words, ...doubts.map((doubt) => `Not known: ${doubt}`)]), root };
}
