import { chooseTarget } from '../../compare/declared/chooseTarget.ts';
import { createDeclaredBuilds, type DeclaredBuilds } from '../../compare/declared/declaredBuilds.ts';
import { declaredSource } from '../../compare/declared/declaredSource.ts';
import { readRepository, type RepositoryAt } from '../../compare/declared/repositoryAt.ts';
import type { Variant } from '../../compare/declared/variants.ts';
import { failureOf } from '../../base/failure.ts';
import { valueAt } from '../../flux/fields.ts';
import { kinds } from '../../flux/kinds.ts';
import { nameInSentence, objectKey } from '../../flux/object.ts';
import type { Renderer, RenderResult } from '../../render/renderer.ts';
import { automationsIn } from './automationsIn.ts';
import { inRepository } from './readFiles.ts';
import { readersBesides } from './readersAt.ts';
import type { Subject } from './subject.ts';

/** A Kustomization as files declare it. */
export interface DeclaredKustomization {
  readonly root: string;
  readonly namespace: string;
  readonly name: string;
  /** The file that declares it, from the root, where several clusters have one of this name. */
  readonly declaredIn?: string | undefined;
}

interface Found {
  readonly repository: RepositoryAt;
  readonly builds: DeclaredBuilds;
  /** A sentence's end where there is none. */
  readonly variant: Variant | string;
}

/** A Kustomization by the files of its repository alone: no cluster is asked. */
export function declaredSubject(
  { root, namespace, name, declaredIn }: DeclaredKustomization,
  renderer: Renderer,
): Subject {
  const key = objectKey(kinds.kustomization, namespace, name);
  const known = new Map<string, Found>();

  const find = async (commit: string, signal: AbortSignal): Promise<Found> => {
    const before = known.get(commit);
    if (before !== undefined) return before;
    const repository = await readRepository(root, commit, signal);
    const builds = createDeclaredBuilds({ repository, renderer, strict: true });
    const isThere = declaredIn !== undefined && repository.files.has(declaredIn);
    const wanted = {
      kustomization: { namespace, name },
      ...(isThere && { path: `${repository.root}/${declaredIn}` }),
    };
    const found = { repository, builds, variant: await chosen(wanted, { repository, builds }, signal) };
    known.set(commit, found);
    return found;
  };

  return {
    id: declaredIn === undefined ? key : `${key} ${declaredIn}`,
    name,
    sentence: nameInSentence(key),
    kustomization: key,
    async readAt(commit, signal) {
      const { repository, builds, variant } = await find(commit, signal);
      if (typeof variant === 'string') return { read: undefined, why: variant, isDeclared: false };
      const { layers } = await declaredSource(variant, { repository, renderer }, signal);
      const result = await builds.build(variant, signal);
      const read = result.read && inRepository(result.read, layers, repository.root);
      const digest = result.outcome === 'rendered' ? result.digest : undefined;
      return { read, why: whyNot(result), isDeclared: true, spec: valueAt(variant.object, 'spec'), digest };
    },
    async othersAt({ now: commit }, signal) {
      const { repository, variant } = await find(commit, signal);
      const own = typeof variant === 'string' ? undefined : variant.declared;
      return {
        readers: readersBesides((one) => one === own, repository),
        automations: automationsIn(repository),
      };
    },
  };
}

/** The Kustomization that is meant, or why there is none. Rejects where several may be meant. */
async function chosen(
  wanted: Parameters<typeof chooseTarget>[0],
  at: Parameters<typeof chooseTarget>[1],
  signal: AbortSignal,
): Promise<Variant | string> {
  try {
    const target = await chooseTarget(wanted, at, signal);
    return 'variant' in target ? target.variant : 'is not declared: there is nothing to restore.';
  } catch (error) {
    if (failureOf(error)?.code !== 'noKustomization') throw error;
    return `is not declared. ${failureOf(error)?.message ?? ''}`.trim();
  }
}

/** Why it is not built. What is not known for variables alone was read nevertheless. */
function whyNot({ outcome, read, problems }: RenderResult): string | undefined {
  if (outcome === 'rendered') return read === undefined ? 'is built, and nothing tells of which files.' : undefined;
  if (outcome === 'unknown' && read !== undefined && read.length > 0) return undefined;
  return `cannot be built: ${problems[0]?.message ?? 'nobody says why.'}`;
}
