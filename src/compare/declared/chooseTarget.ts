import { FailureError } from '../../base/failure.ts';
import { asText, valueAt } from '../../flux/fields.ts';
import { kinds } from '../../flux/kinds.ts';
import { nameAffixes } from '../../manifests/kustomize/namespaces.ts';
import { appliersAt, kustomizationIn } from '../../manifests/kustomize/kustomizations.ts';
import type { DeclaredObject } from '../../manifests/workspace/fileSummary.ts';
import { declaredObjects } from '../../manifests/workspace/objects.ts';
import { folderOf, isWithin } from '../../manifests/workspace/paths.ts';
import { pathKind } from '../../manifests/workspace/workspace.ts';
import { folderOfVariant, type DeclaredBuilds } from './declaredBuilds.ts';
import type { RepositoryAt } from './repositoryAt.ts';
import { nameOf, type Variant } from './variants.ts';

/** What a person asks to build; one of both at least. */
export interface Wanted {
  /** A file or folder: absolute, with slashes, as the repository's root is spelled. */
  readonly path?: string;
  /** A Flux Kustomization; without a namespace that of any. */
  readonly kustomization?: { readonly namespace?: string; readonly name: string };
}

/** What is built then: a Kustomization, or a folder (absolute) that none names. */
export type Target = { readonly variant: Variant } | { readonly folder: string };

/** No longer lists are shown. */
const mostListed = 10;

/**
 * The one thing that is meant. With a name: the Kustomization of that name that the path declares, applies or is built
 * from. With a path alone: the Kustomization that a file holds or that names the folder, else the folder itself. Throws a
 * FailureError with a sentence for people where there is nothing, or more than one.
 */
export async function chooseTarget(
  wanted: Wanted,
  { repository, builds }: { readonly repository: RepositoryAt; readonly builds: DeclaredBuilds },
  signal: AbortSignal,
): Promise<Target> {
  const { path, kustomization } = wanted;
  const kind = path === undefined ? 'folder' : pathKind(repository.workspace, path);
  if (path !== undefined && kind === undefined && path !== repository.root) {
    throw refusal('noPath', `The repository ${repository.root} holds no ${path} that would be committed.`);
  }
  const variants: Variant[] = [];
  for (const declared of candidates(wanted, kind, repository)) {
    variants.push(...(await builds.variantsOf(declared, signal)).filter((one) => isMeant(one, wanted, repository)));
  }
  const [only, ...others] = variants;
  if (only !== undefined && others.length === 0) return { variant: only };
  if (only !== undefined) throw refusal('ambiguous', severalMessage(variants, wanted, repository));
  if (kustomization !== undefined) throw refusal('noKustomization', noneMessage(wanted, repository));
  if (path === undefined || kind === 'folder') return { folder: path ?? repository.root };
  const folder = folderOf(path);
  if (kustomizationIn(repository.workspace, folder)?.path === path) {
    return chooseTarget({ path: folder }, { repository, builds }, signal);
  }
  if (!/\.ya?ml$/.test(path)) {
    throw refusal(
      'noManifest',
      `${path} is neither a folder nor a file with manifests (.yaml, .yml). Name one of these.`,
    );
  }
  throw refusal('noKustomization', `${path} holds no Flux Kustomization. Name one that does, or the folder to build.`);
}

function candidates(
  { path, kustomization }: Wanted,
  kind: 'file' | 'folder' | undefined,
  { workspace }: RepositoryAt,
): readonly DeclaredObject[] {
  if (kustomization === undefined && kind === 'folder')
    return path === undefined ? [] : [...new Set(appliersAt(workspace, path))];
  const all = declaredObjects(workspace, kinds.kustomization);
  if (kustomization === undefined) return all.filter((one) => one.path === path);
  return all.filter(({ path: file, name }) => {
    const affixes = nameAffixes(workspace, file);
    return name === kustomization.name || affixes.some((one) => one.prefix + name + one.suffix === kustomization.name);
  });
}

function isMeant(variant: Variant, { path, kustomization }: Wanted, repository: RepositoryAt): boolean {
  const { namespace, name } = variant.object.metadata;
  if (kustomization !== undefined) {
    if (name !== kustomization.name) return false;
    if (kustomization.namespace !== undefined && namespace !== kustomization.namespace) return false;
    return path === undefined || isAbout(variant, path, repository);
  }
  const written = variant.declared.fluxKustomization?.path?.text;
  return (
    variant.declared.path === path ||
    folderOfVariant(variant, repository) === path ||
    // The path may be one of an artifact that holds the folder elsewhere, unless something above changed it.
    asText(valueAt(variant.object.spec, 'path')) === written
  );
}

/** Whether a path holds a Kustomization or one above it, or is what one of them builds. */
function isAbout(variant: Variant, path: string, repository: RepositoryAt): boolean {
  return [variant, ...variant.above.map((one) => one.variant)].some(
    (one) => isWithin(one.declared.path, path) || folderOfVariant(one, repository) === path,
  );
}

function severalMessage(
  variants: readonly Variant[],
  { path, kustomization }: Wanted,
  repository: RepositoryAt,
): string {
  const names = variants.slice(0, mostListed).map((one) => description(one, repository));
  const more = variants.length > mostListed ? [`${variants.length - mostListed} more`] : [];
  const advice =
    kustomization === undefined
      ? 'Name one with --kustomization [NAMESPACE/]NAME beside the path'
      : 'Name also its namespace, the file or folder that declares it, or the folder of one that applies it';
  const what = kustomization?.name ?? path ?? 'that';
  return `Several Kustomizations may be meant by ${what}: ${[...names, ...more].join('; ')}. ${advice}.`;
}

function description({ declared, object, above }: Variant, { root }: RepositoryAt): string {
  const applier = above[0]?.variant.object;
  const by = applier === undefined ? '' : `, as ${nameOf(applier)} applies it`;
  return `${nameOf(object)} in ${declared.path.slice(root.length + 1)}${by}`;
}

function noneMessage({ path, kustomization }: Wanted, { root, workspace }: RepositoryAt): string {
  const wanted = [kustomization?.namespace, kustomization?.name].filter((part) => part !== undefined).join('/');
  const names = [...new Set(declaredObjects(workspace, kinds.kustomization).map(({ name }) => name))].sort();
  const there = names.slice(0, mostListed).join(', ') + (names.length > mostListed ? ' and more' : '');
  const where = path ?? root;
  return `Nothing in ${where} declares a Kustomization ${wanted}. The repository has ${there === '' ? 'none' : there}.`;
}

function refusal(code: string, message: string): FailureError {
  return new FailureError({ code, message });
}
