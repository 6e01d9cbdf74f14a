import type { Action, KustomizationPrediction } from '../terms/prediction.ts';

/** How often each action is predicted, `unchanged` left out: what remains is news. */
export type ChangeCounts = Readonly<Partial<Record<NewsAction, number>>>;

/** What a person may want to know of; in the order in which counts are told. */
export const newsActions = [
  'error',
  'deleteOnly',
  'recreate',
  'change',
  'create',
  'prune',
  'move',
  'orphan',
  'unknown',
  'skip',
] as const satisfies readonly Action[];
export type NewsAction = (typeof newsActions)[number];

/** Counts over one or several Kustomizations. */
export function changeCounts(predictions: readonly Pick<KustomizationPrediction, 'objects'>[]): ChangeCounts {
  const counts: Partial<Record<NewsAction, number>> = {};
  for (const { objects } of predictions) {
    for (const { action } of objects) if (action !== 'unchanged') counts[action] = (counts[action] ?? 0) + 1;
  }
  return counts;
}

/** Whether it is known that Flux would do nothing: neither a change, nor anything that could not be predicted. */
export function isQuiet({ blockers, objects }: KustomizationPrediction): boolean {
  return blockers.length === 0 && objects.every(({ action }) => action === 'unchanged' || action === 'skip');
}
