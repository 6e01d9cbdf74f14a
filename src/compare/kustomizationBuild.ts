import { FailureError } from '../base/failure.ts';
import { buildWithSecrets } from '../diff/secrecy/builtSecrets.ts';
import type { SchemaFinder } from '../diff/object/candidates.ts';
import { previewOf } from '../diff/changes/preview.ts';
import { parseKey, type JsonObject, type ObjectKey } from '../flux/object.ts';
import { effectsOf } from './effects.ts';
import type { BuiltPreview } from './engine.ts';
import type { Given } from './given.ts';
import type { Sources } from './sources.ts';

/** What a Kustomization of the cluster is built with. */
export interface KustomizationBuildOptions {
  readonly sources: Sources;
  readonly schema: SchemaFinder;
  readonly given: (kustomization: JsonObject, signal: AbortSignal) => Promise<Given>;
}

/** Builds a Kustomization of the cluster from the working tree. Throws a FailureError if it is not there. */
export async function kustomizationBuild(
  key: ObjectKey,
  kustomization: JsonObject | undefined,
  { sources, schema, given }: KustomizationBuildOptions,
  signal: AbortSignal,
): Promise<BuiltPreview> {
  const { namespace, name } = parseKey(key);
  if (!kustomization)
    throw new FailureError({ code: 'gone', message: `Kustomization ${namespace}/${name} is not there.` });
  const { variables, controller, words } = await given(kustomization, signal);
  const now = { kustomization, variables };
  const built = await buildWithSecrets(
    (values) => sources.workingTree({ kustomization, variables: values, controller, now }, signal),
    variables,
    schema,
  );
  const place = sources.place(kustomization);
  const root = place.state === 'here' ? (place.layers[0]?.folder ?? '') : '';
  const title = `Build of Kustomization ${namespace}/${name} from the working tree`;
  return { preview: previewOf(title, built, [...effectsOf(kustomization, place), ...words]), root };
}
