import { effectOfKind, effectOfRef } from '../../compare/effects.ts';
import { kinds } from '../../flux/kinds.ts';
import { parseKey, type ObjectKey } from '../../flux/object.ts';
import { sourceRef } from '../../flux/references.ts';
import { findObject, type Snapshot } from '../../flux/snapshot.ts';
import { followedRef } from '../../origin/follows.ts';

/** What a Kustomization's source follows. */
export interface FollowedSource {
  /** Undefined where it follows none. */
  readonly branch: string | undefined;
  /** When a commit takes effect, where pushing it is not enough: a sentence each. */
  readonly effects: readonly string[];
}

/** What the source of a Kustomization of the cluster follows. */
export function followedSource(kustomization: ObjectKey, snapshot: Snapshot): FollowedSource {
  const object = findObject(snapshot, kustomization);
  const key = object && sourceRef(object);
  const source = key && findObject(snapshot, key);
  if (key === undefined || source === undefined) return { branch: undefined, effects: [] };
  const { kindId, kind } = parseKey(key);
  if (kindId !== kinds.gitRepository) return { branch: undefined, effects: effectOfKind(kind) };
  const follows = followedRef(source);
  return { branch: follows.what === 'branch' ? follows.name : undefined, effects: effectOfRef(follows) };
}
