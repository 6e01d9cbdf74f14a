import { changesTree, changingRows, type ChangesTree, type Findings } from '../../diff/changes/changesTree.ts';
import type { KustomizationPrediction, ObjectPrediction } from '../../diff/terms/prediction.ts';
import type { ComparisonListener } from '../../compare/engine.ts';
import type { ObjectKey } from '../../flux/object.ts';

/** What the two sides of a comparison are called: `live` and `predicted`. */
export interface Sides {
  readonly left: string;
  readonly right: string;
}

/** What a person asked to have compared; asking again compares anew. */
export interface Question {
  /** What is compared, in the words of the view: `working tree`, `main with feature`. */
  readonly subject: string;
  readonly sides: Sides;
  /** What it is compared with, if that is not the cluster. */
  readonly against?: string;
  /** The context whose cluster it would be compared with now. */
  context(): string;
  /** Compares. Rejects with FailureError, or with the signal's reason. */
  compare(listener: ComparisonListener, signal: AbortSignal): Promise<void>;
  /** Tells, until disposed, that what was compared is not what is there now. */
  watch(movedOn: (what: Moved) => void): { dispose(): void };
}

/** What moved on since a comparison. */
export type Moved = 'files' | 'cluster';

/** A comparison and what is known of it; a value that never changes. */
export interface Comparison {
  /** Of this window's session alone. */
  readonly id: string;
  readonly question: Question;
  /** The context whose cluster it is compared with. */
  readonly context: string;
  readonly phase: 'running' | 'complete' | 'cancelled' | 'failed';
  readonly findings: Findings;
  readonly tree: ChangesTree;
  readonly moved: readonly Moved[];
  /** Why it failed. */
  readonly cause?: string;
}

/** What a comparison is about, and what that is compared with. */
export function partsOf({ question, context }: Pick<Comparison, 'question' | 'context'>): readonly [string, string] {
  return [question.subject, question.against ?? context];
}

/** A comparison that has just begun. */
export function begin(id: string, question: Question): Comparison {
  const findings: Findings = { predictions: [], pending: new Map(), isComplete: false };
  return {
    id,
    question,
    context: question.context(),
    phase: 'running',
    findings,
    tree: changesTree(findings),
    moved: [],
  };
}

/** The comparison with more Kustomizations to come. */
export function expecting(comparison: Comparison, keys: readonly ObjectKey[]): Comparison {
  const added = keys.map((key) => [key, comparison.findings.pending.get(key) ?? []] as const);
  return withFindings(comparison, {
    ...comparison.findings,
    pending: new Map([...comparison.findings.pending, ...added]),
  });
}

/** The comparison with objects of a Kustomization that is still being compared; later ones replace earlier ones. */
export function withObjects(
  comparison: Comparison,
  kustomization: ObjectKey,
  objects: readonly ObjectPrediction[],
): Comparison {
  const { pending } = comparison.findings;
  const all = new Map((pending.get(kustomization) ?? []).map((object) => [object.key, object]));
  for (const object of objects) all.set(object.key, object);
  const next = new Map(pending).set(kustomization, [...all.values()]);
  return withFindings(comparison, { ...comparison.findings, pending: next });
}

/** The comparison with what was found for one Kustomization. */
export function withPrediction(comparison: Comparison, prediction: KustomizationPrediction): Comparison {
  const { predictions } = comparison.findings;
  const isKnown = predictions.some(({ key }) => key === prediction.key);
  const all = isKnown
    ? predictions.map((one) => (one.key === prediction.key ? prediction : one))
    : [...predictions, prediction];
  return withFindings(comparison, { ...comparison.findings, predictions: all });
}

/** The comparison at its end; `cause` says why it failed. */
export function ended(
  comparison: Comparison,
  phase: Exclude<Comparison['phase'], 'running'>,
  cause?: string,
): Comparison {
  const findings = { ...comparison.findings, isComplete: true };
  // What a cancelled comparison found of single objects stays in sight.
  return { ...withFindings(comparison, findings), phase, ...(cause !== undefined && { cause }) };
}

/** What the view shows: rows, or one of the welcome texts of package.json by this word. */
export const changesStates = ['idle', 'comparing', 'nothing', 'cancelled', 'failed', 'rows'] as const;
export type ChangesState = (typeof changesStates)[number];

/** Which of them a comparison comes to. */
export function changesState(comparison: Comparison | undefined): ChangesState {
  if (!comparison) return 'idle';
  if (comparison.tree.roots.length > 0) return 'rows';
  switch (comparison.phase) {
    case 'running':
      return 'comparing';
    case 'complete':
      return 'nothing';
    case 'cancelled':
    case 'failed':
      return comparison.phase;
  }
}

/** Whether all differences are known and there are some. */
export function canOpenAll(comparison: Comparison | undefined): boolean {
  return comparison?.phase === 'complete' && changingRows(comparison.tree).length > 0;
}

function withFindings(comparison: Comparison, findings: Findings): Comparison {
  return { ...comparison, findings, tree: changesTree(findings) };
}
