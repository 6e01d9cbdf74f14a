import { counted } from '../../base/counted.ts';
import { nameInSentence, parseKey, type ObjectKey } from '../../flux/object.ts';

/** Who is known to have objects: an inventory, or what is declared. */
export interface KnownObjects {
  /** In a sentence: `Kustomization/flux-system/apps of production`. */
  readonly of: string;
  readonly keys: readonly ObjectKey[];
}

/** What a preview would apply, and what is known of everything else. */
export interface DisjointFacts {
  /** All that it would apply, itself and what is below it: keys of objects. */
  readonly applied: readonly ObjectKey[];
  readonly known: readonly KnownObjects[];
  /** Objects of `applied` that the cluster has already, and that are not the preview's own. */
  readonly live: readonly ObjectKey[];
  /** What of it cannot be known, a sentence each: a child that cannot be built, a chart. */
  readonly unknown: readonly string[];
}

/** An object that a preview would share, and with whom. */
interface SharedObject {
  readonly key: ObjectKey;
  readonly of: string;
}

/** Whether a preview may be made. */
export interface DisjointVerdict {
  readonly isAllowed: boolean;
  /** What it would share: it would take the object over, and taking the preview away would delete it. */
  readonly shared: readonly SharedObject[];
  /** Why it is refused, or that nothing is shared: the check as it is shown. */
  readonly sentences: readonly string[];
}

/**
 * Whether a preview shares an object with anything that is known. kustomize-controller deletes by the owner labels of live
 * objects, and whoever applies an object last has put its labels on it: taking away a preview that shares an object would
 * delete the stage's. An object whose other owner has no namespace is the same in every namespace: kustomize may not know that
 * its kind has none. What two of its own Kustomizations apply is shared too, and so is what cannot be known.
 */
export function disjointVerdict({ applied, known, live, unknown }: DisjointFacts): DisjointVerdict {
  const owners = new Map<string, string>();
  for (const { of, keys } of known) for (const key of keys) if (!owners.has(key)) owners.set(key, of);
  const once = new Set<ObjectKey>();
  const twice = new Set<ObjectKey>();
  for (const key of applied) (once.has(key) ? twice : once).add(key);
  const shared = [...once].flatMap((key) => {
    const of =
      owners.get(key) ??
      owners.get(withoutNamespace(key)) ??
      (live.includes(key) ? 'the cluster' : undefined) ??
      (twice.has(key) ? 'another Kustomization of the preview' : undefined);
    return of === undefined ? [] : [{ key, of }];
  });
  const sentences = [
    ...shared.map(
      ({ key, of }) => `It would share ${nameInSentence(key)} with ${of}: taking the preview away would delete it.`,
    ),
    ...unknown,
  ];
  const isAllowed = sentences.length === 0;
  const count = counted(once.size, 'object');
  return {
    isAllowed,
    shared,
    sentences: isAllowed
      ? [`None of its ${count} is in one of ${known.length} known inventories or in the cluster.`]
      : sentences,
  };
}

function withoutNamespace(key: ObjectKey): string {
  const { kindId, name } = parseKey(key);
  return `${kindId}//${name}`;
}
