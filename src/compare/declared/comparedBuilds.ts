import type { SchemaFinder } from '../../diff/object/candidates.ts';
import type { ShownBuild, ShownObject } from '../../diff/secrecy/builtSecrets.ts';
import { createMasks, masked } from '../../diff/secrecy/mask.ts';
import { forView } from '../../diff/showing/forView.ts';
import { keyOfObject } from '../../diff/values/objects.ts';
import { kinds } from '../../flux/kinds.ts';
import { kindIdOf, parseKey, type ObjectKey } from '../../flux/object.ts';
import type { SourceFileMap } from '../../git/sourceFiles.ts';
import { toYaml } from '../../manifests/toYaml.ts';
import type { DeclaredObject } from '../../manifests/workspace/fileSummary.ts';
import { declaredObjects } from '../../manifests/workspace/objects.ts';
import type { OpenRepository } from '../../origin/openRepository.ts';
import type { Renderer } from '../../render/renderer.ts';
import { plainBuild, withoutOwner } from '../plainFolder.ts';
import { createDeclaredBuilds } from './declaredBuilds.ts';
import { foldersReading, kustomizationsReading } from './readers.ts';
import { repositoryWith, type RepositoryAt } from './repositoryAt.ts';
import { shownVariant } from './shownVariant.ts';
import type { Variant } from './variants.ts';

/** Something that is built, in files of a repository. Paths are from its root. */
export interface BuiltPart {
  readonly files: SourceFileMap;
  /** The file that declares it. */
  readonly declared: string;
  /** The object that is meant there: of a Kustomization all that it builds. Absent: all that is built of the file. */
  readonly object?: ObjectKey;
  /** Whether a place (a file that declares a Kustomization, a folder) is of the part that is meant. */
  readonly isMeant: (place: string) => boolean;
  /** What names of objects are compared by: of what is the same elsewhere the same. */
  readonly nameOf: (name: string) => string;
}

/** An object of two parts as text, masked; absent where one lacks it. */
export interface ComparedObject {
  /** `Deployment/web`, by the name that both have in common. */
  readonly name: string;
  readonly before?: string;
  readonly after?: string;
}

/** Two parts object by object. */
export interface ComparedBuilds {
  readonly objects: readonly ComparedObject[];
  /** What could not be built, or is not known: a sentence each. */
  readonly problems: readonly string[];
}

/** What parts are built with. */
export interface ComparedBuildsOptions {
  readonly repository: OpenRepository;
  readonly renderer: Renderer;
  readonly schema: SchemaFinder;
}

type Pair = readonly [before: BuiltPart | undefined, after: BuiltPart | undefined];

/**
 * Builds parts of a repository, two by two, by files alone, and lays their objects beside each other; secrets are masked, equal
 * ones equally in all of it. Rejects with the signal's reason.
 */
export async function comparedBuilds(
  pairs: readonly Pair[],
  options: ComparedBuildsOptions,
  signal: AbortSignal,
): Promise<ComparedBuilds> {
  const masks = createMasks();
  const repositories = new Map<SourceFileMap, RepositoryAt>();
  const objects = new Map<string, ComparedObject>();
  const problems: string[] = [];
  // Who applies it is another one in each.
  const textOf = ({ object, secret }: ShownObject): string =>
    toYaml(forView(masked(withoutOwner(object), masks, secret)));
  for (const pair of pairs) {
    for (const [at, part] of pair.entries()) {
      if (part === undefined) continue;
      const repository =
        repositories.get(part.files) ??
        (await repositoryWith(options.repository, { files: part.files, notes: [] }, signal));
      repositories.set(part.files, repository);
      for (const { build, name } of await buildsOf(part, { ...options, repository }, signal)) {
        if (build.outcome !== 'built') problems.push(`${name}: ${build.message}`);
        else problems.push(...(build.gaps ?? []));
        const built: readonly ShownObject[] = build.outcome === 'built' ? build.objects : [];
        for (const one of built.filter(({ object }) => isMeant(keyOfObject(object), part))) {
          const { kind, name: own } = parseKey(keyOfObject(one.object));
          const shared = `${kind}/${part.nameOf(own)}`;
          objects.set(shared, { ...objects.get(shared), name: shared, [at === 0 ? 'before' : 'after']: textOf(one) });
        }
      }
    }
  }
  return { objects: [...objects.values()], problems: [...new Set(problems)] };
}

function isMeant(key: ObjectKey, { object }: BuiltPart): boolean {
  if (object === undefined || kindIdOf(object) === kinds.kustomization) return true;
  const [one, wanted] = [parseKey(key), parseKey(object)];
  return kindIdOf(key) === kindIdOf(object) && one.name === wanted.name;
}

interface NamedBuild {
  readonly name: string;
  readonly build: ShownBuild;
}

/** What a part comes to: its Kustomization, else those that read its file, else the folder. */
async function buildsOf(
  part: BuiltPart,
  options: Omit<ComparedBuildsOptions, 'repository'> & { readonly repository: RepositoryAt },
  signal: AbortSignal,
): Promise<readonly NamedBuild[]> {
  const { repository, renderer } = options;
  const builds = createDeclaredBuilds({ repository, renderer, strict: true });
  const found: NamedBuild[] = [];
  for (const declared of kustomizationsOf(part, repository)) {
    const variants = await builds.variantsOf(declared, signal);
    for (const variant of variants.filter((one) => placesOf(one, repository).some(part.isMeant))) {
      const { build } = await shownVariant(variant, { ...options, builds, cluster: undefined }, signal);
      found.push({ name: declared.name, build });
    }
  }
  if (found.length > 0) return found;
  const folders = foldersReading(repository, [part.declared]).filter(part.isMeant);
  return Promise.all(
    folders.map(async (folder) => ({
      name: folder,
      build: await plainBuild(folder, { files: part.files, renderer }, signal),
    })),
  );
}

function kustomizationsOf({ declared, object }: BuiltPart, repository: RepositoryAt): readonly DeclaredObject[] {
  if (object === undefined || kindIdOf(object) !== kinds.kustomization)
    return kustomizationsReading(repository, [declared]);
  const named = declaredObjects(repository.workspace, kinds.kustomization, parseKey(object).name);
  return named.filter(({ path }) => path === `${repository.root}/${declared}`);
}

function placesOf({ declared, above, object }: Variant, { root }: RepositoryAt): readonly string[] {
  const files = [declared, ...above.map((one) => one.variant.declared)].map(({ path }) => path.slice(root.length + 1));
  const folder = object.spec?.['path'];
  return [...files, ...(typeof folder === 'string' ? [folder.replace(/^\.?\//, '').replace(/\/$/, '')] : [])];
}
