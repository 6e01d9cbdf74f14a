import type { SchemaFinder } from '../../diff/object/candidates.ts';
import { buildWithSecrets, type ShownBuild, type ShownObject } from '../../diff/secrecy/builtSecrets.ts';
import { secretsOf, valuesOf } from '../../diff/secrecy/secrecy.ts';
import type { DiffCluster } from '../../diff/terms/ports.ts';
import { noFields } from '../../diff/values/fieldSets.ts';
import type { JsonObject } from '../../flux/object.ts';
import { createBuilder } from '../../render/builder.ts';
import type { Renderer } from '../../render/renderer.ts';
import { givenFor } from '../given.ts';
import type { DeclaredBuilds } from './declaredBuilds.ts';
import { declaredSource } from './declaredSource.ts';
import type { RepositoryAt } from './repositoryAt.ts';
import type { Variant } from './variants.ts';

/** What Kustomizations of a repository are built with to be shown. */
export interface ShownVariantOptions {
  readonly repository: RepositoryAt;
  readonly builds: DeclaredBuilds;
  readonly renderer: Renderer;
  readonly schema: SchemaFinder;
  /** The cluster whose variables count before those of files. */
  readonly cluster: DiffCluster | undefined;
}

/** A Kustomization as files declare it, built. */
export interface ShownVariant {
  /** No digest of a cluster is there to compare with; that it fails is not known where something else is not. */
  readonly build: ShownBuild;
  /** Where its variables are from, and what was assumed: one sentence each. */
  readonly words: readonly string[];
  /** Why Flux may get something else: one sentence each. */
  readonly doubts: readonly string[];
}

/** Builds a Kustomization as files declare it, with what came from Secrets known. Rejects with the signal's reason. */
export async function shownVariant(
  variant: Variant,
  { repository, builds, renderer, schema, cluster }: ShownVariantOptions,
  signal: AbortSignal,
): Promise<ShownVariant> {
  const kustomization = variant.object as unknown as JsonObject;
  const { doubts, ...source } = await declaredSource(variant, { repository, renderer }, signal);
  const given = await givenFor(kustomization, { cluster, declared: (end) => builds.variables(variant, end) }, signal);
  const build = createBuilder(renderer, { filesFor: () => Promise.resolve(source) });
  const { controller, variables } = given;
  const built = await buildWithSecrets(
    (values) => build({ kustomization, variables: values, controller }, signal),
    variables,
    schema,
  );
  const unknown = [...variant.doubts.map(({ message }) => message), ...doubts];
  const hidden = await secretsAbove(variant, builds, signal);
  return { build: hiding(unproven(built, unknown), hidden), words: given.words, doubts: unknown };
}

/** Those above it may have put values of their own Secrets into what it says. */
async function secretsAbove(variant: Variant, builds: DeclaredBuilds, signal: AbortSignal): Promise<readonly string[]> {
  const all = await Promise.all(variant.above.map(async (one) => builds.variables(one.variant, signal)));
  return valuesOf(all.flatMap(({ sources }) => secretsOf({ variables: sources })));
}

function hiding(build: ShownBuild, values: readonly string[]): ShownBuild {
  if (build.outcome !== 'built' || values.length === 0) return build;
  const built: readonly ShownObject[] = build.objects;
  const objects = built.map((one) => {
    const places = one.secret?.places ?? noFields;
    return { ...one, secret: { places, values: [...(one.secret?.values ?? []), ...values] } };
  });
  return { ...build, objects };
}

function unproven(build: ShownBuild, unknown: readonly string[]): ShownBuild {
  if (build.outcome === 'built') return { ...build, certainty: { level: 'exact' } };
  if (build.outcome === 'unknown' || unknown.length === 0) return build;
  return { outcome: 'unknown', unknown: 'source', message: build.message };
}
