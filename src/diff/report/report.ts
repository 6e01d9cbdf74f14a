import { changesTree } from '../changes/changesTree.ts';
import { changeCounts, isQuiet, type ChangeCounts } from '../changes/changeCounts.ts';
import type { KustomizationPrediction, ObjectPrediction } from '../terms/prediction.ts';

/** A comparison as it is printed. */
export interface Report {
  /** Of the kubeconfig. */
  readonly context: string;
  /** The worst first. */
  readonly kustomizations: readonly ReportedKustomization[];
  readonly counts: ChangeCounts;
  readonly result: DiffResult;
  /** What was assumed of all of them. */
  readonly assumptions: readonly string[];
}

/** A Kustomization with its objects that are news: dangerous ones first, then errors. */
export interface ReportedKustomization {
  readonly prediction: KustomizationPrediction;
  readonly objects: readonly ObjectPrediction[];
  /** What was assumed of it and not of all. */
  readonly assumptions: readonly string[];
  readonly isQuiet: boolean;
}

/**
 * `unknown`: no change is known, but not all is. `failed`: Flux would fail to do some of it, by this change: what fails now in
 * the same way does not count.
 */
export type DiffResult = 'none' | 'changes' | 'unknown' | 'failed';

/** Puts predictions in the order and the words in which they are printed. */
export function reportOf(context: string, predictions: readonly KustomizationPrediction[]): Report {
  const { roots, rows } = changesTree({ predictions, pending: new Map(), isComplete: true });
  const below = (id: string) => (rows.get(id)?.children ?? []).flatMap((child) => rows.get(child) ?? []);
  const byKey = new Map(predictions.map((one) => [one.key, one]));
  const top = roots.flatMap((id) => rows.get(id) ?? []);
  const kustomizations = top.flatMap((row): ReportedKustomization[] => {
    const prediction = row.type === 'kustomization' ? byKey.get(row.key) : undefined;
    if (prediction === undefined) return [];
    const objects = new Map(prediction.objects.map((one) => [one.key, one]));
    const children = below(row.id);
    return [
      {
        prediction,
        objects: children.flatMap((child) => (child.type === 'object' ? (objects.get(child.key) ?? []) : [])),
        assumptions: [
          ...(prediction.remote === undefined ? [] : [prediction.remote.message]),
          ...children.flatMap((child) => (child.type === 'note' && child.code === 'assumption' ? [child.text] : [])),
        ],
        isQuiet: isQuiet(prediction),
      },
    ];
  });
  return {
    context,
    kustomizations,
    counts: changeCounts(predictions),
    result: resultOf(predictions),
    assumptions: top.flatMap((row) => (row.type === 'note' ? [row.text] : [])),
  };
}

function resultOf(predictions: readonly KustomizationPrediction[]): DiffResult {
  const objects = predictions.flatMap((one) => one.objects);
  const blockers = predictions.flatMap((one) => one.blockers);
  const causes = ['build', 'object', 'source'];
  const fails = blockers.some(({ kind, isOlder }) => isOlder !== true && causes.includes(kind));
  if (fails || objects.some(({ action, isOlder }) => action === 'error' && isOlder !== true)) return 'failed';
  const still = ['unchanged', 'skip', 'unknown', 'error'];
  if (objects.some(({ action }) => !still.includes(action))) return 'changes';
  if (blockers.some(({ kind }) => kind === 'unknown') || objects.some(({ action }) => action === 'unknown'))
    return 'unknown';
  return 'none';
}

/** 0: nothing would change; 1: something would, or may; 2: Flux would fail, and does not now. */
export function exitCodeOf({ result }: Report): number {
  return { none: 0, changes: 1, unknown: 1, failed: 2 }[result];
}
