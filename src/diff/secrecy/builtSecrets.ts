import type { ObjectKey } from '../../flux/object.ts';
import { withOtherSecrets } from '../kustomizations/variableSources.ts';
import type { SchemaFinder } from '../object/candidates.ts';
import type { Build, BuiltObject, VariableSource } from '../terms/ports.ts';
import { noFields } from '../values/fieldSets.ts';
import { keyOfObject } from '../values/objects.ts';
import { maskedMessage } from './mask.ts';
import type { SecretPlaces } from './maskByPosition.ts';
import { placesAgainst, secretsOf, valuesOf } from './secrecy.ts';

/** An object of a build that is shown. */
export interface ShownObject extends BuiltObject {
  /** What of it came from Secrets by substitution. */
  readonly secret?: SecretPlaces;
}

/** A build that is shown: what came from Secrets by substitution is known. */
export type ShownBuild =
  | (Extract<Build, { outcome: 'built' }> & { readonly objects: readonly ShownObject[] })
  | Exclude<Build, { outcome: 'built' }>;

/**
 * A build with what of its objects came from Secrets, found by building once more with other values; its messages without
 * those values. `build` is called once, or twice where `variables` hold such values.
 */
export async function buildWithSecrets(
  build: (variables: readonly VariableSource[]) => Promise<Build>,
  variables: readonly VariableSource[],
  schema: SchemaFinder,
): Promise<ShownBuild> {
  const built = await build(variables);
  const secrets = secretsOf({ variables });
  if (secrets.length === 0) return built;
  if (built.outcome !== 'built') return { ...built, message: maskedMessage(built.message, secrets) };
  const twins = keyed(await build(withOtherSecrets(variables)));
  const places = placesAgainst(
    built.objects.map(({ object }) => ({ key: keyOfObject(object), object })),
    (key) => twins.get(key)?.object,
    schema,
  );
  const values = valuesOf(secrets);
  const objects = built.objects.map((one) => {
    const own = places.get(keyOfObject(one.object));
    return { ...one, secret: { places: own?.places ?? noFields, values: [...(own?.values ?? []), ...values] } };
  });
  const gaps = built.gaps?.map((gap) => maskedMessage(gap, secrets));
  return { ...built, objects, ...(gaps && { gaps }) };
}

function keyed(build: Build): ReadonlyMap<ObjectKey, BuiltObject> {
  const objects = build.outcome === 'built' ? build.objects : [];
  return new Map(objects.map((one) => [keyOfObject(one.object), one]));
}
