import { slashed } from '../../files/slashes.ts';
import type { RenderResult } from '../../render/renderer.ts';
import { folderAround } from '../folderAround.ts';
import { commandRenderer } from '../clusterEngine.ts';
import { lazy } from '../lazy.ts';
import type { BuildOptions } from './buildOptions.ts';

/** What was built. */
export interface Built {
  readonly result: RenderResult;
  /** What the paths of problems count from: absolute, with slashes. */
  readonly root: string;
}

/** Builds what the options name. Rejects with a sentence where there is nothing to build, or with the signal's reason. */
export async function build(options: BuildOptions, signal: AbortSignal): Promise<Built> {
  const { chooseTarget, createDeclaredBuilds, readRepository } = lazy('compare');
  const { path: given, kustomization, revision, lenientSubstitution } = options;
  const path = given === undefined ? undefined : slashed(given);
  const repository = await readRepository(await folderAround(path ?? slashed('.')), revision, signal);
  const renderer = commandRenderer();
  try {
    const builds = createDeclaredBuilds({ repository, renderer, strict: !lenientSubstitution });
    const wanted = { ...(path !== undefined && { path }), ...(kustomization !== undefined && { kustomization }) };
    const target = await chooseTarget(wanted, { repository, builds }, signal);
    const result =
      'variant' in target
        ? await builds.build(target.variant, signal)
        : await builds.buildFolder(target.folder, signal);
    return { result, root: repository.root };
  } finally {
    renderer.dispose();
  }
}
