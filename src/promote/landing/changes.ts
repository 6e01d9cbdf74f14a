import type { TreeBuild } from '../../compare/buildTree.ts';
import type { Build } from '../../diff/terms/ports.ts';
import { isEqual } from '../../diff/values/equal.ts';
import { keyOfObject } from '../../diff/values/objects.ts';
import type { JsonObject, ObjectKey } from '../../flux/object.ts';
import type { BuildChange, ChangedKustomization, ObjectChange } from '../../stages/landing/terms.ts';

/** What a commit makes of all Kustomizations that read its repository, by their builds without it and with it. */
export function changedKustomizations(
  before: readonly TreeBuild[],
  after: readonly TreeBuild[],
): ReadonlyMap<ObjectKey, ChangedKustomization> {
  const [was, is] = [before, after].map((tree) => new Map(tree.map((one) => [one.key, one])));
  const keys = [...new Set([...after, ...before].map(({ key }) => key))];
  return new Map(
    keys.flatMap((key) => {
      const [old, fresh] = [was?.get(key), is?.get(key)];
      if (old?.build === undefined && fresh?.build === undefined) return [];
      const parent = fresh?.parent ?? old?.parent;
      const change = { key, build: changeOf(old, fresh), ...(parent !== undefined && { parent }) };
      return [[key, change] as const];
    }),
  );
}

/** Kustomizations of which nothing tells whether they read the repository: their source is not known to be of any. */
export function unseenIn(tree: readonly TreeBuild[]): readonly ObjectKey[] {
  return tree.flatMap(({ key, place }) =>
    place.state === 'elsewhere' && place.why.code !== 'otherRepository' ? [key] : [],
  );
}

/** What the Kustomizations of a tree declare, by key. */
export function declaredIn(tree: readonly TreeBuild[]): ReadonlyMap<ObjectKey, JsonObject> {
  return new Map(tree.flatMap(({ build }) => (build === undefined ? [] : [...objectsOf(build)])));
}

function changeOf(old: TreeBuild | undefined, fresh: TreeBuild | undefined): BuildChange {
  // What is gone has nothing to apply; what declared it says so.
  if (fresh?.build === undefined) return { state: 'same' };
  if (fresh.build.outcome === 'unknown') return { state: 'unknown', reason: fresh.build.message };
  if (old?.build === undefined) {
    if (fresh.build.outcome === 'failed') return { state: 'broken', message: fresh.build.message };
    return differing(new Map(), objectsOf(fresh.build));
  }
  if (old.build.outcome === 'unknown') return { state: 'unknown', reason: old.build.message };
  if (fresh.build.outcome === 'failed') {
    const isSame = old.build.outcome === 'failed' && old.build.message === fresh.build.message;
    return isSame ? { state: 'same' } : { state: 'broken', message: fresh.build.message };
  }
  return differing(objectsOf(old.build), objectsOf(fresh.build));
}

function differing(before: ReadonlyMap<ObjectKey, JsonObject>, after: ReadonlyMap<ObjectKey, JsonObject>): BuildChange {
  const objects = new Map<ObjectKey, ObjectChange>();
  for (const key of new Set([...after.keys(), ...before.keys()])) {
    const [was, is] = [before.get(key), after.get(key)];
    if (!isEqual(was, is)) objects.set(key, { ...(was && { before: was }), ...(is && { after: is }) });
  }
  return objects.size === 0 ? { state: 'same' } : { state: 'differs', objects };
}

function objectsOf(build: Build): ReadonlyMap<ObjectKey, JsonObject> {
  const objects = build.outcome === 'built' ? build.objects : [];
  return new Map(objects.map(({ object }) => [keyOfObject(object), object]));
}
