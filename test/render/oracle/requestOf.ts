import type { RenderRequest } from '../../../src/render/renderer.ts';
import type { RenderCase } from '../cases/renderCase.ts';
import { kustomization } from '../startRenderer.ts';

/** A case as a request that asks for files too. */
export function requestOf({ files, spec, variables, worktree }: RenderCase): RenderRequest {
  return {
    files: new Map(Object.entries(files)),
    kustomization: kustomization(spec),
    variables,
    origins: true,
    ...(worktree === undefined ? {} : { worktree }),
  };
}
