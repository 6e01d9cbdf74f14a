import { plainText } from '../base/plainText.ts';
import type { ClusterFacts, ClusterObject } from '../flux/clusterFacts.ts';
import { ageOf, type Age } from '../flux/duration.ts';
import type { HealthState } from '../flux/health.ts';
import { kindIdOf, objectKey, type KindId, type ObjectKey } from '../flux/object.ts';
import { shortRevision } from '../flux/revision.ts';

/** What the cluster says of a declared object. */
export type LiveObject =
  | { readonly state: 'found'; readonly key: ObjectKey; readonly object: ClusterObject }
  /** Several could be it. */
  | { readonly state: 'several'; readonly count: number }
  /** The cluster's objects of its kind are known, and it is none of them. */
  | { readonly state: 'absent' }
  | { readonly state: 'unknown' };

/** Finds a declared object in the cluster; without its namespace, the only one of its kind and name. */
export function liveObject(
  cluster: ClusterFacts | undefined,
  kindId: KindId,
  name: string,
  namespaces: readonly string[],
): LiveObject {
  if (cluster === undefined) return { state: 'unknown' };
  for (const namespace of namespaces) {
    const key = objectKey(kindId, namespace, name);
    const object = cluster.objects.get(key);
    if (object !== undefined) return { state: 'found', key, object };
  }
  const named: { key: ObjectKey; object: ClusterObject }[] = [];
  for (const [key, object] of cluster.objects) {
    if (key.endsWith(`/${name}`) && kindIdOf(key) === kindId) named.push({ key, object });
  }
  const [only, second] = named;
  // A kustomization may move an object to any namespace, so one of the same name elsewhere may well be it.
  if (only !== undefined && namespaces.length === 0) {
    return second === undefined ? { state: 'found', ...only } : { state: 'several', count: named.length };
  }
  return { state: cluster.listed.has(kindId) ? 'absent' : 'unknown' };
}

/** The words for a state of health. */
export const stateWords: Readonly<Record<HealthState, string>> = {
  failed: 'Failed',
  reconciling: 'Reconciling',
  terminating: 'Being deleted',
  waiting: 'Waiting',
  unknown: 'Unknown',
  suspended: 'Suspended',
  ready: 'Ready',
  noStatus: 'In the cluster',
};

/**
 * A state and what explains it, in one line of plain text: a revision where all is well, and how long ago it came where it
 * runs, else the controller's words. `now` is in milliseconds since 1970.
 */
export function statusLine({ health, message, revision, since }: ClusterObject, now: number): string {
  const well = health === 'ready' || health === 'suspended' || health === 'noStatus';
  const why = well ? (revision === undefined ? '' : shortRevision(revision)) : (message ?? '');
  const words = plainText(why, 120);
  if (words === '') return stateWords[health];
  const age = health === 'ready' && since !== undefined ? `, ${agoText(ageOf(since, now))}` : '';
  return `${stateWords[health]}: ${words}${age}`;
}

/** Seconds are not told: whoever shows this looks again once a minute. */
function agoText({ value, unit }: Age): string {
  switch (unit) {
    case 'second':
      return 'just now';
    case 'minute':
      return `${value} min ago`;
    case 'hour':
      return `${value} h ago`;
    case 'day':
      return `${value} d ago`;
  }
}
