import type { Health } from '../flux/health.ts';
import { parseKey, type FluxObject } from '../flux/object.ts';
import { standingOf } from './standing.ts';

/** Which objects the tree shows. */
export interface TreeFilter {
  readonly status: 'all' | 'failing' | 'suspended';
  /** Exactly this namespace. */
  readonly namespace?: string;
  /** Words that must all occur in name, namespace, kind or message, in any case. */
  readonly text?: string;
}

export const noFilter: TreeFilter = { status: 'all' };

export type Matcher = (object: FluxObject, health: Health) => boolean;

/** Whether the filter may hide anything. */
export function isFiltering(filter: TreeFilter): boolean {
  return filter.status !== 'all' || filter.namespace !== undefined || wordsOf(filter).length > 0;
}

/** Whether two filters let the same objects through. */
export function sameFilter(a: TreeFilter, b: TreeFilter): boolean {
  return a.status === b.status && a.namespace === b.namespace && wordsOf(a).join(' ') === wordsOf(b).join(' ');
}

/** Makes the test that shown objects pass. */
export function matcherOf(filter: TreeFilter): Matcher {
  const words = wordsOf(filter);
  return (object, health) =>
    hasStatus(filter, health) &&
    (filter.namespace === undefined || parseKey(object.key).namespace === filter.namespace) &&
    (words.length === 0 || containsAll(object, health, words));
}

function hasStatus(filter: TreeFilter, health: Health): boolean {
  switch (filter.status) {
    case 'all':
      return true;
    case 'failing':
    case 'suspended':
      return standingOf(health) === filter.status;
  }
}

/** `GitRepository/shop` and `flux-system/apps` can be typed as they are shown. */
function containsAll(object: FluxObject, health: Health, words: readonly string[]): boolean {
  const { kind, namespace, name } = parseKey(object.key);
  const message = 'message' in health ? health.message : '';
  const text = `${kind}/${name}\n${namespace}/${name}\n${message}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

function wordsOf({ text = '' }: TreeFilter): readonly string[] {
  return text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
}
