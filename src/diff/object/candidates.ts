import { asText, valueAt } from '../../flux/fields.ts';
import { stageOf } from '../../flux/applyOrder.ts';
import { kindIdOf, type JsonObject, type KindId, type ObjectKey } from '../../flux/object.ts';
import type { KindSchema } from '../../schema/schema.ts';
import { isEncrypted } from './encrypted.ts';
import { withGoZeros } from '../applier/goZeros.ts';
import { normalise } from '../applier/normalise.ts';
import { addressOf, keyOfObject, withMetadata, without } from '../values/objects.ts';
import type { Build, BuiltObject, DiffCluster } from '../terms/ports.ts';

/** An object as Flux would send it, with the stage in which it does. */
export interface Candidate extends BuiltObject {
  readonly key: ObjectKey;
  readonly stage: number;
  /** Without what Go adds when it writes an object: what a person declared. */
  readonly declared: JsonObject;
  /** As it was built, if SOPS encrypted values of it: it is never sent. */
  readonly encrypted?: JsonObject;
}

/** Finds the schema of a kind; undefined where none is known. */
export type SchemaFinder = (apiVersion: string, kind: string) => KindSchema | undefined;

/** The objects of a build as Flux sends them; none if there is no build. The last of those of one key counts. */
export async function candidatesOf(
  build: Build,
  schema: SchemaFinder,
  customKinds: readonly KindId[],
  cluster: DiffCluster,
  signal: AbortSignal,
): Promise<ReadonlyMap<ObjectKey, Candidate>> {
  if (build.outcome !== 'built') return new Map();
  const candidates = await Promise.all(
    build.objects.map(async ({ object, origin, holdsEncrypted, doubt }) => {
      const { apiVersion, kind } = addressOf(object);
      const kindSchema = schema(apiVersion, kind);
      const declared = await withoutForeignNamespace(normalise(object, kindSchema), cluster, signal);
      const sent = kindSchema === undefined || kindSchema.custom ? declared : withGoZeros(declared);
      const key = keyOfObject(sent);
      const stage = stageOf(kindIdOf(key), customKinds);
      const more = { ...(origin && { origin }), ...(doubt !== undefined && { doubt }) };
      const candidate = { key, object: sent, declared, stage, ...more };
      const isHidden = holdsEncrypted === true || isEncrypted(object);
      return [key, isHidden ? { ...candidate, encrypted: object } : candidate] as const;
    }),
  );
  return new Map(candidates);
}

/** A namespace on an object of a kind that has none: the API server drops it. */
async function withoutForeignNamespace(
  object: JsonObject,
  cluster: DiffCluster,
  signal: AbortSignal,
): Promise<JsonObject> {
  if (asText(valueAt(object, 'metadata', 'namespace')) === undefined) return object;
  const { apiVersion, kind } = addressOf(object);
  if ((await cluster.scopeOf(apiVersion, kind, signal)) !== 'cluster') return object;
  const { metadata } = withMetadata(object, {});
  return { ...object, metadata: without(metadata as JsonObject, ['namespace']) };
}
