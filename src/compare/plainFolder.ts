import type { Build } from '../diff/terms/ports.ts';
import { asObject } from '../flux/fields.ts';
import type { JsonObject } from '../flux/object.ts';
import { ownerLabels } from '../flux/owner.ts';
import type { SourceFileMap } from '../git/sourceFiles.ts';
import { createBuilder } from '../render/builder.ts';
import type { Renderer } from '../render/renderer.ts';
import { defaultController } from './defaultController.ts';

/** A Flux Kustomization that says nothing but its path, for a folder (from the root of the source) that none names. */
export function plainKustomization(folder: string): JsonObject {
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name: 'preview', namespace: 'preview' },
    spec: { path: `./${folder}`, interval: '1h', prune: false, sourceRef: { kind: 'GitRepository', name: 'preview' } },
  };
}

/** An object without the labels of the Kustomization that applies it. */
export function withoutOwner(object: JsonObject): JsonObject {
  const { labels, ...others } = asObject(object['metadata']) ?? {};
  const own = Object.entries(asObject(labels) ?? {}).filter(([name]) => !ownerLabels.includes(name));
  return { ...object, metadata: { ...others, ...(own.length > 0 && { labels: Object.fromEntries(own) }) } };
}

/** Builds a folder (from the repository's root) that no Kustomization names, as it stands. Rejects with the signal's reason. */
export async function plainBuild(
  folder: string,
  { files, renderer }: { readonly files: SourceFileMap; readonly renderer: Renderer },
  signal: AbortSignal,
): Promise<Build> {
  const build = createBuilder(renderer, { filesFor: () => Promise.resolve({ files, worktree: {} }) });
  const request = { kustomization: plainKustomization(folder), variables: [], controller: defaultController };
  return unowned(await build(request, signal));
}

/** Without the labels of the Kustomization that is not there, and without a word on what it applied. */
function unowned(build: Build): Build {
  if (build.outcome !== 'built') return build;
  const objects = build.objects.map((one) => ({ ...one, object: withoutOwner(one.object) }));
  return { ...build, objects, certainty: { level: 'exact' } };
}
