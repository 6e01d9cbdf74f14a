import { parseKey, type JsonObject, type ObjectKey } from '../../flux/object.ts';
import type { SchemaFinder } from '../object/candidates.ts';
import { dangersOf } from '../showing/dangers.ts';
import { isEqual } from '../values/equal.ts';
import { forView, withoutNoise } from '../showing/forView.ts';
import type { ShownBuild, ShownObject } from '../secrecy/builtSecrets.ts';
import { masked, type Masks } from '../secrecy/mask.ts';
import { addressOf, keyOfObject } from '../values/objects.ts';
import type { Build } from '../terms/ports.ts';
import type { Blocker, Certainty, KustomizationPrediction, ObjectPrediction, Origin } from '../terms/prediction.ts';

/** Two builds of one Kustomization, by the names of the revisions that they are of. */
export interface DeclaredSides {
  readonly before: ShownBuild;
  readonly after: ShownBuild;
  readonly names: { readonly before: string; readonly after: string };
}

/**
 * What two builds of a Kustomization declare differently, without asking a cluster: what is new is created, what is gone
 * is pruned. `masks` are those of the whole comparison, so that equal secrets look equal in all of it.
 */
export function declaredDiff(
  key: ObjectKey,
  { before, after, names }: DeclaredSides,
  { masks, schema }: { readonly masks: Masks; readonly schema: SchemaFinder },
): KustomizationPrediction {
  const blockers = [...blockersOf(before, names.before, 'unknown'), ...blockersOf(after, names.after, 'build')];
  const isWhole = before.outcome === 'built' && after.outcome === 'built';
  const objects = isWhole ? changedObjects(objectsOf(before.objects), objectsOf(after.objects), masks, schema) : [];
  const certainty: Certainty = isWhole ? doubtOf(before, after) : { level: 'exact' };
  return { key, certainty, status: 'existing', blockers, objects, assumptions: [] };
}

type Built = Extract<ShownBuild, { outcome: 'built' }>;

function objectsOf(built: readonly ShownObject[]): ReadonlyMap<ObjectKey, ShownObject> {
  return new Map(built.map((one) => [keyOfObject(one.object), one]));
}

function changedObjects(
  before: ReadonlyMap<ObjectKey, ShownObject>,
  after: ReadonlyMap<ObjectKey, ShownObject>,
  masks: Masks,
  schema: SchemaFinder,
): ObjectPrediction[] {
  return [...new Set([...after.keys(), ...before.keys()])].flatMap((key) => {
    const [was, is] = [before.get(key), after.get(key)];
    const [left, right] = [was, is].map((one) => one && forView(masked(one.object, masks, one.secret)));
    const { apiVersion } = addressOf((is ?? was)?.object ?? {});
    const sides =
      left && right
        ? withoutNoise(left, right, schema(apiVersion, parseKey(key).kind))
        : { ...(left && { before: left }), ...(right && { after: right }) };
    if (isEqual(sides.before, sides.after)) return [];
    return [predictionOf(key, apiVersion, sides, { was: was?.object, is: is?.object }, is?.origin ?? was?.origin)];
  });
}

function predictionOf(
  key: ObjectKey,
  apiVersion: string,
  sides: { readonly before?: JsonObject; readonly after?: JsonObject },
  { was, is }: { readonly was: JsonObject | undefined; readonly is: JsonObject | undefined },
  origin: Origin | undefined,
): ObjectPrediction {
  const action = was === undefined ? 'create' : is === undefined ? 'prune' : 'change';
  const dangers = dangersOf({ key, action, ...(was && { live: was }), ...(is && { result: is }) });
  return { key, apiVersion, action, ...sides, dangers, ...(origin && { origin }) };
}

/** What a revision declares is not known where it cannot be built; that an old one fails troubles nobody now. */
function blockersOf(build: Build, revision: string, failing: 'build' | 'unknown'): Blocker[] {
  if (build.outcome === 'built') return [];
  const kind = build.outcome === 'failed' ? failing : 'unknown';
  const origin = build.outcome === 'failed' ? build.origin : undefined;
  return [{ kind, message: `${revision} cannot be built: ${build.message}`, ...(origin && { origin }) }];
}

function doubtOf(...builds: readonly Built[]): Certainty {
  const gaps = builds.flatMap(({ gaps: own = [] }) => own);
  const [reason] = gaps;
  return reason === undefined ? { level: 'exact' } : { level: 'approximate', reason };
}
