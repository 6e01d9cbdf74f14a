import { objectKey, type KindId, type ObjectKey } from './object.ts';
import type { Snapshot } from './snapshot.ts';

/** An object as a manifest declares it. Its namespace may be given elsewhere, by a kustomization or a Kustomization. */
export interface Declaration {
  readonly kindId: KindId;
  readonly name: string;
  readonly namespace: string | undefined;
}

/** A declaration and where its document stands in the text, in UTF-16 units: from `start` up to `end`. */
export interface PlacedDeclaration extends Declaration {
  readonly start: number;
  readonly end: number;
}

/** The objects of the cluster that a declaration may be. */
export interface Match {
  readonly candidates: readonly ObjectKey[];
  /** Whether the only candidate is the one for sure; else a person is to be asked. */
  readonly certain: boolean;
}

/**
 * The declaration that a cursor at `offset` means, of `all` in a text, if it is one of a kind that `isFlux` accepts:
 * that of its document; or, where the cursor is in no object's document, the only one that there is.
 */
export function declarationAt<D extends PlacedDeclaration>(
  all: readonly D[],
  offset: number,
  isFlux: (declaration: D) => boolean,
): D | undefined {
  // At the border of two documents the cursor is in the later one; at the end of the text in the last.
  const around = all.findLast(({ start, end }) => offset >= start && offset <= end);
  if (around) return isFlux(around) ? around : undefined;
  const [only, ...others] = all.filter(isFlux);
  return others.length === 0 ? only : undefined;
}

/**
 * The objects that a declaration may be: the one with its namespace, else all of its kind and name, since a
 * kustomization may give any namespace, to one that names another too.
 */
export function matchDeclaration({ kindId, name, namespace }: Declaration, { kinds }: Snapshot): Match {
  const objects = kinds.get(kindId)?.objects ?? new Map<ObjectKey, never>();
  const exact = objectKey(kindId, namespace, name);
  if (objects.has(exact)) return { candidates: [exact], certain: true };
  const candidates = [...objects.keys()].filter((key) => key.endsWith(`/${name}`));
  return { candidates, certain: namespace === undefined && candidates.length === 1 };
}
