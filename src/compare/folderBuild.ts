import { FailureError, failureOf } from '../base/failure.ts';
import { buildWithSecrets, type ShownBuild } from '../diff/secrecy/builtSecrets.ts';
import type { SchemaFinder } from '../diff/object/candidates.ts';
import { previewOf } from '../diff/changes/preview.ts';
import type { Build, DiffCluster } from '../diff/terms/ports.ts';
import type { JsonObject } from '../flux/object.ts';
import { isWithin } from '../manifests/workspace/paths.ts';
import { createBuilder } from '../render/builder.ts';
import type { Renderer } from '../render/renderer.ts';
import { chooseTarget } from './declared/chooseTarget.ts';
import { createDeclaredBuilds, type DeclaredBuilds } from './declared/declaredBuilds.ts';
import { declaredSource } from './declared/declaredSource.ts';
import { repositoryWith, type RepositoryAt } from './declared/repositoryAt.ts';
import { nameOf, type Variant } from './declared/variants.ts';
import { defaultController } from './defaultController.ts';
import type { BuiltPreview } from './engine.ts';
import { givenFor } from './given.ts';
import { plainKustomization, withoutOwner } from './plainFolder.ts';
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
  const build = createBuilder(renderer, {
    filesFor: () => Promise.resolve({ files: repository.files, worktree: {} }),
  });
  const request = { kustomization: plainKustomization(path), variables: [], controller: defaultController };
  const title = `Build of ${path === '' ? 'the repository' : path} from the working tree`;
  return { preview: previewOf(title, unowned(await build(request, signal)), [found]), root: open.root };
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
  {
    repository,
    builds,
    renderer,
    schema,
    cluster,
  }: FolderBuildOptions & { readonly repository: RepositoryAt; readonly builds: DeclaredBuilds },
  signal: AbortSignal,
): Promise<BuiltPreview> {
  const kustomization = variant.object as unknown as JsonObject;
  const { doubts, ...source } = await declaredSource(variant, { repository, renderer }, signal);
  const given = await givenFor(kustomization, { cluster, declared: (end) => builds.variables(variant, end) }, signal);
  const build = createBuilder(renderer, { filesFor: () => Promise.resolve(source) });
  const { controller, variables } = given;
  const built = await buildWithSecrets(
    (values) => build({ kustomization, variables: values, controller }, signal),
    variables,
    schema,
  );
  const { root } = repository;
  const file = variant.declared.path.slice(root.length + 1);
  const title = `Build of Kustomization ${nameOf(variant.object)}, as ${file} declares it, from the working tree`;
  const unknown = [...variant.doubts.map(({ message }) => message), ...doubts];
  const words = [...given.words, ...unknown.map((doubt) => `Not known: ${doubt}`)];
  return { preview: previewOf(title, unproven(built, unknown), words), root };
}

/** No digest of the cluster is there to compare with. That a build fails is not known where something else is not. */
function unproven(build: ShownBuild, unknown: readonly string[]): ShownBuild {
  if (build.outcome === 'built') return { ...build, certainty: { level: 'exact' } };
  if (build.outcome === 'unknown' || unknown.length === 0) return build;
  return { outcome: 'unknown', unknown: 'source', message: build.message };
}

/** Without the labels of the Kustomization that is not there, and without a word on what it applied. */
function unowned(build: Build): Build {
  if (build.outcome !== 'built') return build;
  const objects = build.objects.map((one) => ({ ...one, object: withoutOwner(one.object) }));
  return { ...build, objects, certainty: { level: 'exact' } };
}
