import { failureOf, messageOf } from '../../base/failure.ts';
import { asText, valueAt } from '../../flux/fields.ts';
import type { JsonObject } from '../../flux/object.ts';
import type { Renderer } from '../../render/renderer.ts';
import { chooseTarget } from './chooseTarget.ts';
import { createDeclaredBuilds } from './declaredBuilds.ts';
import type { RepositoryAt } from './repositoryAt.ts';
import type { KnownSources } from './variableSources.ts';

/**
 * What files tell of the sources of variables of a Kustomization of the cluster, by the one of its name that they declare.
 * Rejects with the signal's reason alone.
 */
export async function declaredVariables(
  kustomization: JsonObject,
  repository: RepositoryAt,
  renderer: Renderer,
  signal: AbortSignal,
): Promise<KnownSources> {
  const [namespace, name] = ['namespace', 'name'].map((field) => asText(valueAt(kustomization, 'metadata', field)));
  const builds = createDeclaredBuilds({ repository, renderer, strict: true });
  const wanted = { kustomization: { name: name ?? '', ...(namespace !== undefined && { namespace }) } };
  try {
    const target = await chooseTarget(wanted, { repository, builds }, signal);
    return 'variant' in target ? await builds.variables(target.variant, signal) : nothing;
  } catch (error) {
    signal.throwIfAborted();
    if (failureOf(error) === undefined) throw error;
    return { sources: [], reasons: [messageOf(error)] };
  }
}

const nothing: KnownSources = { sources: [], reasons: [] };
