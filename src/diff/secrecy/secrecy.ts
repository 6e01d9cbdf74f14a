import { asObject } from '../../flux/fields.ts';
import { mapFields } from '../values/json.ts';
import type { SchemaFinder } from '../object/candidates.ts';
import { noFields, type FieldSet } from '../values/fieldSets.ts';
import { maskedMessage } from './mask.ts';
import { longValues, secretPlaces, type SecretPlaces } from './maskByPosition.ts';
import { addressOf } from '../values/objects.ts';
import type { Outcome } from '../terms/outcome.ts';
import type { Plan, PlanContext, Planned } from '../kustomizations/plan.ts';
import type { JsonObject, ObjectKey } from '../../flux/object.ts';
import { withOtherSecrets } from '../kustomizations/variableSources.ts';

/** Where what a Kustomization builds holds what comes from Secrets, and what those hold. */
export interface Secrecy {
  /** The places to mask of an object; undefined if it holds none. */
  places(key: ObjectKey): SecretPlaces | undefined;
  /** A sentence without values that are secret. */
  said(message: string, outcome?: Outcome): string;
}

/** What may be shown of a Kustomization that takes nothing from Secrets. */
export const openSecrecy: Secrecy = {
  places: () => undefined,
  said: (message, outcome) => maskedMessage(message, [outcome?.desired, outcome?.live]),
};

/**
 * Builds each Kustomization that takes variables from Secrets once more with other values: what differs comes from them.
 */
export async function secrecyOf(
  plan: Plan,
  context: Pick<PlanContext, 'build' | 'controller' | 'candidates'>,
  schema: SchemaFinder,
  signal: AbortSignal,
): Promise<(key: ObjectKey) => Secrecy> {
  const entries = await Promise.all(
    [...plan.values()].map(async (planned) => {
      const secrets = secretsOf(planned);
      if (secrets.length === 0) return [planned.key, openSecrecy] as const;
      return [planned.key, hiding(await placesOf(planned, context, schema, signal), secrets)] as const;
    }),
  );
  const known = new Map(entries);
  return (key) => known.get(key) ?? openSecrecy;
}

/** The values as Secrets, which messages are searched for. */
export function secretsOf({ variables }: Pick<Planned, 'variables'>): readonly JsonObject[] {
  return variables.flatMap((source) =>
    source.kind === 'Secret' && source.state === 'given' && Object.keys(source.data).length > 0
      ? [{ apiVersion: 'v1', kind: 'Secret', stringData: source.data }]
      : [],
  );
}

/** What left the build, or is live in another shape, may hold the values too: they are hidden wherever they stand. */
function hiding(places: ReadonlyMap<ObjectKey, SecretPlaces>, secrets: readonly JsonObject[]): Secrecy {
  const values = valuesOf(secrets);
  return {
    places: (key) => {
      const own = places.get(key);
      return { places: own?.places ?? noFields, values: [...(own?.values ?? []), ...values] };
    },
    said: (message, outcome) =>
      maskedMessage(message, [outcome?.desired, outcome?.live, ...secrets], outcome && places.get(outcome.key)),
  };
}

/** The values of secrets that are hidden wherever they stand. */
export function valuesOf(secrets: readonly JsonObject[]): readonly string[] {
  return longValues(secrets.flatMap(({ stringData }) => Object.values(asObject(stringData) ?? {})));
}

async function placesOf(
  { kustomization, variables, candidates }: Planned,
  context: Pick<PlanContext, 'build' | 'controller' | 'candidates'>,
  schema: SchemaFinder,
  signal: AbortSignal,
): Promise<ReadonlyMap<ObjectKey, SecretPlaces>> {
  const { controller, build } = context;
  const shadow = await build({ kustomization, variables: withOtherSecrets(variables), controller }, signal);
  const others = await context.candidates(shadow, kustomization, signal);
  return placesAgainst(candidates.values(), (key) => others.get(key)?.object, schema);
}

/** Where objects hold what comes from Secrets, by those (`twin`) that were built with other values. */
export function placesAgainst(
  objects: Iterable<{ readonly key: ObjectKey; readonly object: JsonObject }>,
  twin: (key: ObjectKey) => JsonObject | undefined,
  schema: SchemaFinder,
): ReadonlyMap<ObjectKey, SecretPlaces> {
  const found = Array.from(objects, ({ key, object }) => {
    const { apiVersion, kind } = addressOf(object);
    const other = twin(key);
    // Without a twin, by a name that is secret or a build that fails with other values, anything may be.
    return [key, other === undefined ? allOf(object) : secretPlaces(object, other, schema(apiVersion, kind))] as const;
  });
  return new Map(found.filter(([, { places }]) => places.isMember || places.below.size > 0));
}

function allOf(object: JsonObject): SecretPlaces {
  const whole: FieldSet = { isMember: true, below: new Map() };
  const hidden = mapFields(object, (value, name) => (open.has(name) ? undefined : value));
  const below = new Map(Object.keys(hidden).map((name) => [`f:${name}`, whole]));
  return { places: { isMember: false, below }, values: [] };
}

const open: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata']);
