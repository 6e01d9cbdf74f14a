import { asText, valueAt } from '../../flux/fields.ts';
import type { InventoryEntry } from '../../flux/inventory.ts';
import type { JsonObject, ObjectKey } from '../../flux/object.ts';
import type { Build, BuiltObject } from '../terms/ports.ts';
import { isEqual } from '../values/equal.ts';
import { mapScalars } from '../values/json.ts';
import { keyOfObject, withMetadata } from '../values/objects.ts';
import { holdsEncryptedFiles, withoutSopsData } from './encrypted.ts';

/** A name with the hash that kustomize appends to what it generates (kustomize, api/hasher: ten letters of these). */
const hashed = /^(.+)-[2456789bcdfghkmt]{10}$/;

/** What is known of what the controller made of encrypted files. */
export interface KnownNames {
  /** The same Kustomization built from the revision that is applied. */
  readonly applied: Build | undefined;
  /** What it applied. */
  readonly inventory: readonly InventoryEntry[];
}

/**
 * A build whose Secrets have the names that they have in the cluster. kustomize hashes a generated Secret's values into its
 * name, the controller decrypts them before, and so the name is another one here. Where the encrypted files are those that
 * are applied, the name is the one in the inventory, and so in all that refers to it; else it is not known, and what
 * depends on it is in doubt.
 */
export function withKnownNames(build: Build, known: KnownNames): Build {
  if (build.outcome !== 'built' || !build.objects.some(({ object }) => holdsEncryptedFiles(object))) return build;
  const renamed = new Map<string, Renamed>();
  for (const { object } of build.objects) {
    const one = holdsEncryptedFiles(object) ? renamedSecret(object, known) : undefined;
    if (one !== undefined) renamed.set(nameOf(object), one);
  }
  return { ...build, objects: build.objects.map((one) => withNames(one, renamed)) };
}

interface Renamed {
  readonly name: string;
  readonly key: ObjectKey;
  readonly base: string;
  /** Whether that is the name which it will have. */
  readonly isSure: boolean;
  readonly isLive: boolean;
}

/** Undefined if its name is the one that it was given. */
function renamedSecret(secret: JsonObject, { applied, inventory }: KnownNames): Renamed | undefined {
  const key = keyOfObject(secret);
  const base = hashed.exec(nameOf(secret))?.[1];
  if (base === undefined) return undefined;
  const namespace = asText(valueAt(secret, 'metadata', 'namespace'));
  const live = inventory.filter(
    ({ address }) =>
      address.kind === 'Secret' &&
      address.apiVersion === 'v1' &&
      address.namespace === namespace &&
      hashed.exec(address.name)?.[1] === base,
  );
  const [only] = live;
  if (only === undefined || live.length > 1)
    return { name: `${base}-unknown`, key, base, isSure: false, isLive: false };
  const before =
    applied?.outcome === 'built' ? applied.objects.find(({ object }) => keyOfObject(object) === key) : undefined;
  const isSure = before !== undefined && isEqual(before.object['data'], secret['data']);
  return { name: only.address.name, key, base, isSure, isLive: true };
}

/** Whether a Secret of a build has another name in the cluster: that ends in a hash of what is encrypted here. */
export function hasNameOfEncrypted(object: JsonObject): boolean {
  return holdsEncryptedFiles(object) && hashed.test(nameOf(object));
}

function withNames(one: BuiltObject, renamed: ReadonlyMap<string, Renamed>): BuiltObject {
  const { object } = one;
  const own = holdsEncryptedFiles(object) ? renamed.get(nameOf(object)) : undefined;
  const doubts = new Set<string>();
  const named = mapScalars(object, (scalar) => {
    if (typeof scalar !== 'string') return scalar;
    return [...renamed].reduce((text, [from, to]) => {
      if (!text.includes(from)) return text;
      if (!to.isSure && to !== own) doubts.add(`It refers to Secret ${to.base}, whose name is not known: ${why}.`);
      return text.replaceAll(from, to.name);
    }, scalar);
  }) as JsonObject;
  if (own !== undefined && !own.isSure) doubts.add(doubtOf(own));
  const isHidden = holdsEncryptedFiles(object);
  return {
    ...one,
    object: isHidden ? withoutSopsData(withMetadata(named, {})) : named,
    ...(isHidden && { holdsEncrypted: true }),
    ...(doubts.size > 0 && { doubt: [...doubts].join(' ') }),
  };
}

const why = 'it ends in a hash of values that are encrypted here';

function doubtOf({ isLive }: Renamed): string {
  return isLive ? `It is replaced by one of another name: ${why}.` : `It gets a name that is not known: ${why}.`;
}

function nameOf(object: JsonObject): string {
  return asText(valueAt(object, 'metadata', 'name')) ?? '';
}
