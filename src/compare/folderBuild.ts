import { FailureError } from '../base/failure.ts';
import { previewOf } from '../diff/changes/preview.ts';
import type { Build, ControllerSettings } from '../diff/terms/ports.ts';
import { controllerFlags } from '../flux/controllerFlags.ts';
import { isWithin } from '../manifests/workspace/paths.ts';
import { createBuilder } from '../render/builder.ts';
import type { Renderer } from '../render/renderer.ts';
import type { BuiltPreview } from './engine.ts';
import { plainKustomization, withoutOwner } from './plainFolder.ts';
import type { Repositories } from './repositories.ts';

/** kustomize-controller as Flux installs it: what is looked at without a cluster. */
export const defaultController: ControllerSettings = {
  ...controllerFlags([], undefined),
  assumptions: [],
};

/**
 * Builds a folder (absolute, with slashes) from the working tree as Flux would by a Kustomization that says nothing but
 * its path. Throws a FailureError if it lies in no repository that is open.
 */
export async function folderBuild(
  folder: string,
  { repositories, renderer }: { readonly repositories: Repositories; readonly renderer: Renderer },
  signal: AbortSignal,
): Promise<BuiltPreview> {
  const repository = (await repositories.open(signal)).find(({ root }) => isWithin(folder, root));
  if (!repository)
    throw new FailureError({ code: 'noRepository', message: `${folder} lies in no open Git repository.` });
  const { root } = repository;
  const { files } = await repositories.workingTree(root, signal);
  const path = folder.slice(root.length + 1);
  const build = createBuilder(renderer, { filesFor: () => Promise.resolve({ files, worktree: {} }) });
  const built = await build(
    { kustomization: plainKustomization(path), variables: [], controller: defaultController },
    signal,
  );
  return {
    preview: previewOf(`Build of ${path === '' ? 'the repository' : path} from the working tree`, unowned(built)),
    root,
  };
}

/** Without the labels of the Kustomization that is not there, and without a word on what it applied. */
function unowned(build: Build): Build {
  if (build.outcome !== 'built') return build;
  const objects = build.objects.map((one) => ({ ...one, object: withoutOwner(one.object) }));
  return { ...build, objects, certainty: { level: 'exact' } };
}
