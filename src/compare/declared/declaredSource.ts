import { asText, valueAt } from '../../flux/fields.ts';
import { kinds } from '../../flux/kinds.ts';
import { objectKey, parseKey, type FluxObject } from '../../flux/object.ts';
import { sourceRef } from '../../flux/references.ts';
import { sameRepository } from '../../flux/repositoryUrl.ts';
import { takesFromHere } from '../../manifests/kustomize/ownSource.ts';
import { cleanPath, isBelow, type Layer } from '../../origin/layers.ts';
import { sourceFolder, type NotHere } from '../../origin/sourceFolder.ts';
import type { Renderer, RenderRequest } from '../../render/renderer.ts';
import { layerFiles } from '../layerFiles.ts';
import { declaredSources } from './declaredSources.ts';
import type { RepositoryAt } from './repositoryAt.ts';
import type { Variant } from './variants.ts';

/** The files of a Kustomization's source as far as one repository has them. */
export interface DeclaredSource extends Required<Pick<RenderRequest, 'files' | 'worktree'>> {
  /** The folders that they lie in. */
  readonly layers: readonly Layer[];
  /** Why they may not be what Flux has, as sentences. */
  readonly doubts: readonly string[];
}

/**
 * The files that a Kustomization takes its path from, by the source that the repository declares for it. Where none is
 * declared it is this repository, as bootstrap makes it; where one has another address it may be a mirror, which is doubtful.
 */
export async function declaredSource(
  variant: Variant,
  { repository, renderer }: { readonly repository: RepositoryAt; readonly renderer: Renderer },
  signal: AbortSignal,
): Promise<DeclaredSource> {
  const { declared, object } = variant;
  const { lookup, here } = declaredSources(variant, repository);
  const key = objectKey(kinds.kustomization, object.metadata.namespace, object.metadata.name);
  const source = sourceRef({ key, kindId: kinds.kustomization, raw: object });
  const found = source && sourceFolder(source, { lookup, repositories: [repository.repository], remembered: here });
  const ignore = asText(valueAt((source && lookup(source))?.raw.spec, 'ignore'));
  const worktree = ignore === undefined ? {} : { ignore };
  const place = found?.state === 'here' ? found : { layers: [whole(repository)], missing: [] };
  const isOther = found?.state === 'elsewhere' && !takesFromHere(repository.workspace, declared);
  const { files, uncertain } = await layerFiles(place.layers, {
    of: () => Promise.resolve(repository),
    leftOut: (all, rules) => renderer.leftOut(all, rules, signal),
  });
  const path = cleanPath(asText(valueAt(object.spec, 'path')));
  // A slip in the path, or another repository: only the remotes tell for sure.
  const isStrange = source !== undefined && [...files.keys()].every((file) => !isBelow(file, path));
  const strangers = isStrange && !isOther && !isRemote(lookup(source), repository) ? [{ source }] : [];
  const doubts = [
    ...strangers.map(elsewhere),
    ...[...(isOther ? [found.why] : []), ...place.missing].map(elsewhere),
    ...(uncertain.length > 0
      ? [`Flux has other content than can be read here: ${uncertain.slice(0, 3).join(', ')}.`]
      : []),
  ];
  return { files, worktree, layers: place.layers, doubts };
}

/** Whether a source's address is one of the repository's remotes. */
function isRemote(source: FluxObject | undefined, { repository }: RepositoryAt): boolean {
  const url = asText(valueAt(source?.raw.spec, 'url'));
  return url !== undefined && repository.remotes.some((remote) => sameRepository(remote.url, url));
}

function whole({ root, repository }: RepositoryAt): Layer {
  return { folder: root, at: '', repository, follows: undefined };
}

function elsewhere({ source, address }: Pick<NotHere, 'source' | 'address'>): string {
  const { kind, namespace, name } = parseKey(source);
  const where = address === undefined ? '' : ` (${address})`;
  return `The source ${kind}/${namespace}/${name}${where} is not known to be this repository: only the files here are taken.`;
}
