import type { Blocker, KustomizationPrediction, ObjectPrediction } from '../terms/prediction.ts';
import { isQuiet } from './changeCounts.ts';
import type { Standing } from './changesRows.ts';

/** Dangerous objects first, then errors, then what changes, then what stays. */
export function byRank(one: ObjectPrediction, other: ObjectPrediction): number {
  return rankOf(one) - rankOf(other);
}

function rankOf({ dangers, action }: ObjectPrediction): number {
  if (dangers.length > 0) return 0;
  if (action === 'error') return 1;
  return action === 'skip' || action === 'unchanged' ? 3 : 2;
}

/** The worst first. */
const standings: readonly Standing[] = ['blocked', 'dangerous', 'failing', 'unknown', 'held', 'changing', 'quiet'];

/** Kustomizations by how they stand, the worst first. */
export function worstFirst(one: KustomizationPrediction, other: KustomizationPrediction): number {
  return standings.indexOf(standingOf(one)) - standings.indexOf(standingOf(other));
}

/** How a Kustomization stands: the worst that can be said of it. */
export function standingOf(prediction: KustomizationPrediction): Standing {
  const { blockers, objects } = prediction;
  const isHeldBy = (...kinds: readonly Blocker['kind'][]): boolean => blockers.some(({ kind }) => kinds.includes(kind));
  if (isHeldBy('build', 'object', 'source')) return 'blocked';
  if (objects.some(({ dangers }) => dangers.length > 0)) return 'dangerous';
  if (objects.some(({ action }) => action === 'error')) return 'failing';
  if (isHeldBy('unknown') || objects.some(({ action }) => action === 'unknown')) return 'unknown';
  if (isHeldBy('suspended', 'dependency')) return 'held';
  return isQuiet(prediction) ? 'quiet' : 'changing';
}
