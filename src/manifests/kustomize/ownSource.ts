import { kinds } from '../../flux/kinds.ts';
import { kindId } from '../../flux/object.ts';
import { sameRepository } from '../../flux/repositoryUrl.ts';
import { buildsOf } from './builds.ts';
import type { DeclaredObject } from '../workspace/fileSummary.ts';
import { declaredObjects } from '../workspace/objects.ts';
import { isWithin } from '../workspace/paths.ts';
import { kustomizeFolder } from '../workspace/remote.ts';
import { rootOf, type Workspace } from '../workspace/workspace.ts';

const kept = new WeakMap<Workspace, Map<DeclaredObject, boolean>>();

/**
 * Whether a Flux Kustomization is sure to take its path from the repository that it stands in. Its source's URL tells, if
 * it and the repository's remotes are known. Else its source is the repository, if it is the one of `flux bootstrap`, or
 * not declared here, so that something that bootstraps made it; or if Kustomizations of this source, and of no other, apply
 * the folders that they stand in.
 */
export function takesFromHere(workspace: Workspace, kustomization: DeclaredObject): boolean {
  const known = kept.get(workspace) ?? new Map<DeclaredObject, boolean>();
  kept.set(workspace, known);
  const made = known.get(kustomization) ?? find(workspace, kustomization);
  known.set(kustomization, made);
  return made;
}

function find(workspace: Workspace, kustomization: DeclaredObject): boolean {
  const source = kustomization.fluxKustomization?.source;
  const told = source === undefined ? undefined : toldByUrl(workspace, kustomization.path, source);
  // Who cloned a fork or a mirror has another URL than the cluster.
  if (source?.name === 'flux-system')
    return told !== false || ownSources(workspace).has(`${source.kind}/${source.name}`);
  if (told !== undefined) return told;
  // Every repository has a root, so that a path to one tells nothing.
  if (isRoot(workspace, kustomization)) return false;
  if (source === undefined) return true;
  const kind =
    source.kind === 'ExternalArtifact' ? kinds.externalArtifact : kindId('source.toolkit.fluxcd.io', source.kind);
  if (declaredObjects(workspace, kind, source.name).length === 0) return true;
  const own = ownSources(workspace);
  return own.size === 1 && own.has(`${source.kind}/${source.name}`);
}

/** Whether a source is the repository that a file lies in, by their URLs; undefined where these do not tell. */
function toldByUrl(
  workspace: Workspace,
  path: string,
  { kind, name }: { readonly kind: string; readonly name: string },
): boolean | undefined {
  const remotes = workspace.remotes.get(rootOf(workspace, path) ?? '') ?? [];
  if (kind !== 'GitRepository' || remotes.length === 0) return undefined;
  const urls = declaredObjects(workspace, kinds.gitRepository, name).map(({ url }) => url);
  if (urls.length === 0 || urls.some((url) => url === undefined || url.includes('${'))) return undefined;
  const ours = urls.filter((url) => remotes.some((remote) => sameRepository(remote, url ?? '')));
  return ours.length === urls.length ? true : ours.length === 0 ? false : undefined;
}

const sources = new WeakMap<Workspace, ReadonlySet<string>>();

/** The sources whose Kustomizations apply the folders that they stand in. Mirrors and forks of a repository are told apart by nothing. */
function ownSources(workspace: Workspace): ReadonlySet<string> {
  const known = sources.get(workspace);
  if (known !== undefined) return known;
  const all = declaredObjects(workspace, kinds.kustomization).filter((one) => standsInItself(workspace, one));
  const made = new Set(
    all.map(({ fluxKustomization: flux }) => `${flux?.source?.kind ?? ''}/${flux?.source?.name ?? ''}`),
  );
  sources.set(workspace, made);
  return made;
}

function isRoot(workspace: Workspace, { path, fluxKustomization: flux }: DeclaredObject): boolean {
  const root = rootOf(workspace, path);
  return root !== undefined && kustomizeFolder(root, flux?.path?.text) === root;
}

function standsInItself(workspace: Workspace, { path, fluxKustomization: flux }: DeclaredObject): boolean {
  const root = rootOf(workspace, path);
  const folder = root === undefined ? undefined : kustomizeFolder(root, flux?.path?.text);
  return folder !== undefined && folder !== root && isWithin(path, folder);
}

/** The Flux Kustomizations that are sure to apply a file, each once. */
export function sureAppliers(workspace: Workspace, path: string): readonly DeclaredObject[] {
  const appliers = buildsOf(workspace, path).flatMap(({ applier }) => applier ?? []);
  return [...new Set(appliers)].filter((applier) => takesFromHere(workspace, applier));
}
