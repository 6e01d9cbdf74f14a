import type { JsonObject, KubernetesObject } from '../../flux/object.ts';
import { kustomizeFolder } from '../../manifests/workspace/remote.ts';
import type { DeclaredObject } from '../../manifests/workspace/fileSummary.ts';
import { asText, valueAt } from '../../flux/fields.ts';
import { pathKind } from '../../manifests/workspace/workspace.ts';
import {
  defaultFlags,
  type Renderer,
  type RenderProblem,
  type RenderRequest,
  type RenderResult,
} from '../../render/renderer.ts';
import { declaredSource } from './declaredSource.ts';
import { plainKustomization, withoutOwner } from '../plainFolder.ts';
import type { RepositoryAt } from './repositoryAt.ts';
import { variableSources, type KnownSources } from './variableSources.ts';
import { variantsOf, type Seen, type Variant } from './variants.ts';

/** Builds what a repository declares, by its files alone: no cluster is asked. */
export interface DeclaredBuilds {
  /** A declared Kustomization as Flux comes to see it: one for each Kustomization that makes something else of it. */
  variantsOf(declared: DeclaredObject, signal: AbortSignal): Promise<readonly Variant[]>;
  /** What files tell of the ConfigMaps and Secrets that it takes variables from. */
  variables(variant: Variant, signal: AbortSignal): Promise<KnownSources>;
  /** What a Kustomization comes to. */
  build(variant: Variant, signal: AbortSignal): Promise<RenderResult>;
  /** What a folder (absolute) comes to that no Kustomization names. */
  buildFolder(folder: string, signal: AbortSignal): Promise<RenderResult>;
}

/** What declared builds are made with. */
export interface DeclaredBuildsOptions {
  readonly repository: RepositoryAt;
  readonly renderer: Renderer;
  /** Whether a variable that nothing declares is an error. */
  readonly strict: boolean;
}

/** Makes the builds of a repository. Nothing is rendered before it is asked for. */
export function createDeclaredBuilds({ repository, renderer, strict }: DeclaredBuildsOptions): DeclaredBuilds {
  const flags = { ...defaultFlags, isStrict: strict };

  const render = async (variant: Variant, seen: Seen, signal: AbortSignal): Promise<RenderResult> => {
    const { files, worktree, doubts } = await declaredSource(variant, { repository, renderer }, signal);
    const { sources, reasons } = await variableSources(variant, { repository, render }, seen, signal);
    const request: RenderRequest = { files, worktree, kustomization: variant.object, variables: sources, flags };
    const result = await renderer.render(request, signal);
    const asked = result.problems.some(({ kind }) => kind === 'unknown') ? reasons : [];
    const file = variant.declared.path.slice(repository.root.length + 1);
    const more = [...doubts, ...asked].map((message): RenderProblem => ({ kind: 'unknown', message, file }));
    const missed = isMissingVariable(result) && variant.above.length === 0 ? [{ ...unapplied, file }] : [];
    return asFarAsKnown(result, [...variant.doubts, ...more, ...missed]);
  };

  return {
    variantsOf: (declared, signal) => variantsOf(declared, { repository, render }, new Set(), signal),
    variables: (variant, signal) => variableSources(variant, { repository, render }, new Set(), signal),
    build: (variant, signal) => render(variant, new Set(), signal),
    async buildFolder(folder, signal) {
      const kustomization = plainKustomization(folder.slice(repository.root.length + 1)) as unknown as KubernetesObject;
      const request = { files: repository.files, worktree: {}, kustomization, flags };
      const result = await renderer.render(request, signal);
      if (result.outcome !== 'rendered') return result;
      const objects = result.objects.map((one) => ({
        ...one,
        value: withoutOwner(one.value as unknown as JsonObject) as unknown as KubernetesObject,
      }));
      return { ...result, objects };
    },
  };
}

/** The folder (absolute) that a Kustomization builds, where it is in the repository. */
export function folderOfVariant({ object }: Variant, { root, workspace }: RepositoryAt): string | undefined {
  const folder = kustomizeFolder(root, asText(valueAt(object.spec, 'path')) ?? './');
  return folder !== undefined && pathKind(workspace, folder) === 'folder' ? folder : undefined;
}

/** Whether a build fails for a variable that nothing gives (fluxcd/pkg, envsubst). */
function isMissingVariable({ outcome, problems }: RenderResult): boolean {
  return outcome === 'failed' && problems.some(({ message }) => message.includes('variable not set'));
}

const unapplied: RenderProblem = {
  kind: 'unknown',
  message: 'Nothing in this repository applies this file: what may give more variables is not known.',
};

/** A result with what else is not known. That it fails is not known either, then. */
function asFarAsKnown(result: RenderResult, doubts: readonly RenderProblem[]): RenderResult {
  if (doubts.length === 0) return result;
  const problems = [...result.problems, ...doubts];
  return result.outcome === 'failed' ? { ...result, outcome: 'unknown', problems } : { ...result, problems };
}
