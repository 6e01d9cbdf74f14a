import { declaredDiff } from '../../diff/changes/declaredDiff.ts';
import type { SchemaFinder } from '../../diff/object/candidates.ts';
import type { ShownBuild } from '../../diff/secrecy/builtSecrets.ts';
import { createMasks } from '../../diff/secrecy/mask.ts';
import type { KustomizationPrediction } from '../../diff/terms/prediction.ts';
import { kinds } from '../../flux/kinds.ts';
import { objectKey } from '../../flux/object.ts';
import type { SourceFileMap } from '../../git/sourceFiles.ts';
import type { DeclaredObject } from '../../manifests/workspace/fileSummary.ts';
import type { OpenRepository } from '../../origin/openRepository.ts';
import type { Renderer } from '../../render/renderer.ts';
import { plainBuild } from '../plainFolder.ts';
import { createDeclaredBuilds, folderOfVariant } from './declaredBuilds.ts';
import { foldersReading, kustomizationsReading, readersOfObjects, sameIn } from './readers.ts';
import { repositoryWith } from './repositoryAt.ts';
import { shownVariant, type ShownVariant } from './shownVariant.ts';
import { nameOf, type Variant } from './variants.ts';

/** Files of a repository before and after a change. Paths are from its root. */
export interface FilesChange {
  readonly before: SourceFileMap;
  readonly after: SourceFileMap;
  /** Those that may differ. */
  readonly paths: readonly string[];
  /** What the two are called in sentences. */
  readonly names: { readonly before: string; readonly after: string };
}

/** What a change of files makes of one thing that is built. */
export interface DeclaredKustomization {
  /** `flux-system/apps`, or the folder that no Kustomization names. */
  readonly name: string;
  readonly prediction: KustomizationPrediction;
  /** Where it is declared and what it builds: files of its own and of those that apply it, the topmost last, and its folder. */
  readonly places: readonly string[];
}

/** What a change of files makes of all that is declared. */
export interface DeclaredChange {
  /** What reads the changed files, with what would change; quiet ones too. */
  readonly kustomizations: readonly DeclaredKustomization[];
  /** What was not built, since there are too many. */
  readonly left: number;
}

/** What a change is built with. */
export interface DeclaredChangeOptions {
  readonly repository: OpenRepository;
  readonly renderer: Renderer;
  readonly schema: SchemaFinder;
}

/** Builds of both sides; a person who reviews reads no more. */
const most = 60;

/**
 * What a change of files does to what Flux builds, by files alone: to the Kustomizations that read them, those whose spec or
 * variables change by that, and to folders that no Kustomization of the repository names. Rejects with the signal's reason.
 */
export async function declaredChange(
  { before, after, paths, names }: FilesChange,
  { repository, renderer, schema }: DeclaredChangeOptions,
  signal: AbortSignal,
): Promise<DeclaredChange> {
  const sideOf = async (files: SourceFileMap) => {
    const at = await repositoryWith(repository, { files, notes: [] }, signal);
    return { repository: at, builds: createDeclaredBuilds({ repository: at, renderer, strict: true }) };
  };
  const sides = [await sideOf(before), await sideOf(after)] as const;
  const masks = createMasks();
  const found = new Map<string, DeclaredKustomization>();
  let left = 0;

  const waiting: { readonly declared: DeclaredObject; readonly top: string | undefined }[] = [];
  for (const side of sides)
    for (const declared of kustomizationsReading(side.repository, paths)) waiting.push({ declared, top: undefined });
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { top } = next;
    for (const [id, pair] of await pairsOf(next.declared)) {
      if (found.has(id) || (top !== undefined && top !== topOf(pair))) continue;
      if (found.size >= most) {
        left += 1;
        continue;
      }
      const one = await compared(pair);
      found.set(id, one);
      const changed = one.prediction.objects.map(({ key }) => key);
      for (const declared of readersOfObjects(sides[1].repository, changed))
        waiting.push({ declared, top: topOf(pair) });
    }
  }
  for (const folder of foldersReading(sides[1].repository, paths)) {
    if (found.size < most) found.set(folder, await comparedFolder(folder));
    else left += 1;
  }
  return { kustomizations: [...found.values()], left };

  /** The variants of a declaration on both sides, by what they are declared and applied by. */
  async function pairsOf(declared: DeclaredObject): Promise<ReadonlyMap<string, Pair>> {
    const pairs = new Map<string, Pair>();
    for (const [at, { builds, repository: where }] of sides.entries()) {
      for (const own of sameIn(where, declared)) {
        for (const variant of await builds.variantsOf(own, signal)) {
          const id = [...filesOf(variant), nameOf(variant.object)].join('\n');
          pairs.set(id, { ...pairs.get(id), [at === 0 ? 'before' : 'after']: variant });
        }
      }
    }
    return pairs;
  }

  async function compared({ before: was, after: is }: Pair): Promise<DeclaredKustomization> {
    const [old, young] = [await shown(was, 0), await shown(is, 1)];
    const variant = is ?? was;
    if (variant === undefined) throw new Error('never: a pair has a side');
    const { namespace = 'default', name } = variant.object.metadata;
    const key = objectKey(kinds.kustomization, namespace, name);
    const { before: first, after: second } = { before: old.build, after: young.build };
    const prediction = declaredDiff(key, { before: first, after: second, names }, { masks, schema });
    const assumptions = [...new Set([...old.doubts, ...young.doubts, ...unknowns(old), ...unknowns(young)])];
    const status = was === undefined ? 'new' : is === undefined ? 'pruned' : prediction.status;
    const folder = folderOfVariant(variant, sides[is === undefined ? 0 : 1].repository);
    return {
      name: nameOf(variant.object),
      prediction: { ...prediction, status, assumptions },
      places: [...new Set([...filesOf(variant), ...(folder === undefined ? [] : [fromRoot(folder)])])],
    };
  }

  function shown(variant: Variant | undefined, at: 0 | 1): Promise<ShownVariant> {
    if (variant === undefined) return Promise.resolve({ build: nothing, words: [], doubts: [] });
    return shownVariant(variant, { ...sides[at], renderer, schema, cluster: undefined }, signal);
  }

  async function comparedFolder(folder: string): Promise<DeclaredKustomization> {
    const build = (files: SourceFileMap): Promise<ShownBuild> =>
      [...files.keys()].some((path) => folder === '' || path.startsWith(`${folder}/`))
        ? plainBuild(folder, { files, renderer }, signal)
        : Promise.resolve(nothing);
    const builds = { before: await build(before), after: await build(after), names };
    const key = objectKey(kinds.kustomization, '', folder);
    return { name: folder, prediction: declaredDiff(key, builds, { masks, schema }), places: [folder] };
  }

  function filesOf({ declared, above }: Variant): readonly string[] {
    return [declared, ...above.map((one) => one.variant.declared)].map(({ path }) => fromRoot(path));
  }

  function topOf({ before: was, after: is }: Pair): string | undefined {
    const variant = is ?? was;
    return variant && filesOf(variant).at(-1);
  }

  function fromRoot(path: string): string {
    return path.slice(repository.root.length + 1);
  }
}

interface Pair {
  readonly before?: Variant;
  readonly after?: Variant;
}

const nothing: ShownBuild = { outcome: 'built', objects: [], certainty: { level: 'exact' } };

/** What of its variables is not known. */
function unknowns({ words }: ShownVariant): readonly string[] {
  return words.filter((word) => word.startsWith('Not known: ')).map((word) => word.slice('Not known: '.length));
}
