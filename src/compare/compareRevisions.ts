import { buildWithSecrets, type ShownBuild } from '../diff/secrecy/builtSecrets.ts';
import type { SchemaFinder } from '../diff/object/candidates.ts';
import { isQuiet } from '../diff/changes/changeCounts.ts';
import { declaredDiff } from '../diff/changes/declaredDiff.ts';
import { createMasks } from '../diff/secrecy/mask.ts';
import type { JsonObject } from '../flux/object.ts';
import type { PlacedKustomization } from '../origin/appliers.ts';
import type { ComparisonListener, Revisions } from './engine.ts';
import type { Given } from './given.ts';
import type { Sources } from './sources.ts';

/** What revisions are compared with. */
export interface RevisionsOptions {
  readonly sources: Sources;
  readonly placed: readonly PlacedKustomization[];
  readonly find: (key: PlacedKustomization['key']) => JsonObject | undefined;
  readonly schema: SchemaFinder;
  /** What decides besides files, as files of that revision say it where the cluster does not. */
  readonly given: (kustomization: JsonObject, revision: string, signal: AbortSignal) => Promise<Given>;
}

/**
 * Compares what two revisions of a repository declare for the Kustomizations that read it, and tells of each that differs as
 * soon as it is known. Masks are shared: equal secrets look equal in all of it. Rejects with the signal's reason, or a
 * FailureError where a revision cannot be read.
 */
export async function compareRevisions(
  { root, from, to }: Revisions,
  { sources, placed, find, schema, given }: RevisionsOptions,
  { found }: Pick<ComparisonListener, 'found'>,
  signal: AbortSignal,
): Promise<void> {
  const masks = createMasks();
  const side = async (
    kustomization: JsonObject,
    revision: string,
  ): Promise<{ readonly build: ShownBuild; readonly words: readonly string[] }> => {
    const { variables, controller, words } = await given(kustomization, revision, signal);
    const build = sources.at(revision, root);
    const request = { kustomization, controller };
    return {
      build: await buildWithSecrets((values) => build({ ...request, variables: values }, signal), variables, schema),
      words,
    };
  };
  const work = placed.map(async ({ key, source }) => {
    const kustomization = find(key);
    if (source.state === 'elsewhere' || !kustomization) return;
    if (source.layers.every(({ repository }) => repository.root !== root)) return;
    const [before, after] = [await side(kustomization, from), await side(kustomization, to)];
    const builds = { before: before.build, after: after.build, names: { before: from, after: to } };
    const difference = declaredDiff(key, builds, { masks, schema });
    const assumptions = [...new Set([...before.words, ...after.words])];
    if (!isQuiet(difference)) found({ ...difference, assumptions });
  });
  await Promise.all(work);
}
