import { parseKey, type ObjectKey } from '../../flux/object.ts';
import type { KustomizationPrediction, ObjectPrediction } from '../terms/prediction.ts';
import { changeCounts } from './changeCounts.ts';
import { hasDifference } from './difference.ts';
import type { ChangesRow, KustomizationRow, NoteRow, ObjectRow } from './changesRows.ts';
import { byRank, standingOf, worstFirst } from './standing.ts';

/** What the view "Changes" shows: rows by id, and the ids of those at the top. */
export interface ChangesTree {
  readonly roots: readonly string[];
  readonly rows: ReadonlyMap<string, ChangesRow>;
}

/** What is known of a comparison so far. */
export interface Findings {
  /** In the order in which they came. */
  readonly predictions: readonly KustomizationPrediction[];
  /** Kustomizations that are still being compared, with those of their objects that are known by now. */
  readonly pending: ReadonlyMap<ObjectKey, readonly ObjectPrediction[]>;
  /** Whether no more come: only then are rows put in order, so that none moves under the pointer. */
  readonly isComplete: boolean;
}

/** A tree without rows. */
export const emptyChanges: ChangesTree = { roots: [], rows: new Map() };

/**
 * The rows of a comparison: a row for each Kustomization, the worst first once all are known, and below it what holds
 * Flux up, the other cluster that it applies to, the objects (dangerous ones first, then errors) and what the result rests on. Ids stay the same from one
 * partial result to the next, as soon as there is something below a row.
 */
export function changesTree({ predictions, pending, isComplete }: Findings): ChangesTree {
  const rows = new Map<string, ChangesRow>();
  const names = nameCounts(predictions, pending);
  const ordered = isComplete ? [...predictions].sort(worstFirst) : predictions;
  const add = (row: ChangesRow): string => {
    rows.set(row.id, row);
    return row.id;
  };
  const common = isComplete ? commonAssumptions(predictions) : [];
  const roots = ordered.map((prediction) => {
    const id = kustomizationId(prediction.key);
    const children = childRows(prediction, id, common).map(add);
    return add(kustomizationRow(prediction, id, children, isAmbiguous(names, prediction.key)));
  });
  const done = new Set(predictions.map(({ key }) => key));
  const waiting = [...pending]
    .filter(([key]) => !done.has(key))
    .map(([key, objects]) => {
      // VS Code remembers of a row without children that it is closed.
      const id = objects.some(isNews) ? kustomizationId(key) : `${kustomizationId(key)}#pending`;
      const children = objects.filter(isNews).map((object) => add(objectRow(object, key, id)));
      const counts = changeCounts([{ objects }]);
      const isGivenUp = isComplete;
      return add({ type: 'pending', id, key, counts, isGivenUp, isAmbiguous: isAmbiguous(names, key), children });
    });
  const notes = common.map((text, index) =>
    add({ type: 'note', id: `changes#${index}`, code: 'assumption', text, children: [] }),
  );
  return { roots: [...roots, ...waiting, ...notes], rows };
}

/** What was assumed of all of them is said once. */
function commonAssumptions([first, ...others]: readonly KustomizationPrediction[]): readonly string[] {
  return (first?.assumptions ?? []).filter((text) => others.every(({ assumptions }) => assumptions.includes(text)));
}

/** The rows of objects that would change and have two sides to show, in the order of the tree. */
export function changingRows({ roots, rows }: ChangesTree): readonly ObjectRow[] {
  const below = roots.flatMap((id) => rows.get(id)?.children ?? []);
  return below.flatMap((id) => {
    const row = rows.get(id);
    if (row?.type !== 'object' || !row.opens) return [];
    return row.action === 'skip' || row.action === 'unchanged' ? [] : [row];
  });
}

function kustomizationRow(
  prediction: KustomizationPrediction,
  id: string,
  children: readonly string[],
  ambiguous: boolean,
): KustomizationRow {
  const { key, status, certainty, parent } = prediction;
  return {
    type: 'kustomization',
    id,
    key,
    children,
    status,
    standing: standingOf(prediction),
    counts: changeCounts([prediction]),
    isApproximate: certainty.level === 'approximate' && isBuilt(prediction),
    isAmbiguous: ambiguous,
    ...(parent !== undefined && { appliedBy: parent }),
  };
}

function childRows(prediction: KustomizationPrediction, parent: string, common: readonly string[]): ChangesRow[] {
  const { key, blockers, objects, certainty, assumptions, effects = [], remote } = prediction;
  const note = (code: NoteRow['code'], text: string, index: number): NoteRow => ({
    type: 'note',
    id: `${parent}#${code}/${index}`,
    parent,
    code,
    text,
    children: [],
  });
  return [
    ...blockers.map(({ kind, message, origin, isOlder }, index): ChangesRow => ({
      type: 'blocker',
      kustomization: key,
      id: `${parent}#blocker/${index}`,
      parent,
      kind,
      message,
      isOlder: isOlder === true,
      ...(origin && { origin }),
      children: [],
    })),
    ...(remote === undefined
      ? []
      : [{ type: 'remote', id: `${parent}#remote`, parent, target: remote, children: [] } as const]),
    ...objects
      .filter(isNews)
      .sort(byRank)
      .map((object) => objectRow(object, key, parent)),
    ...effects.map((text, index) => note('effect', text, index)),
    ...(certainty.level === 'approximate' && isBuilt(prediction) ? [note('approximate', certainty.reason, 0)] : []),
    ...assumptions.filter((text) => !common.includes(text)).map((text, index) => note('assumption', text, index)),
  ];
}

function objectRow(object: ObjectPrediction, kustomization: ObjectKey, parent: string): ObjectRow {
  const [worst] = object.dangers;
  return {
    type: 'object',
    id: `${parent}#object/${object.key}`,
    parent,
    kustomization,
    key: object.key,
    action: object.action,
    dangers: object.dangers,
    isDangerous: worst !== undefined,
    isBlocked: object.isBlocked === true,
    isOlder: object.isOlder === true,
    isDeclaredOnly: object.isDeclaredOnly === true,
    opens: hasDifference(object),
    ...(object.unknown !== undefined && { unknown: object.unknown }),
    ...(object.message !== undefined && { message: object.message }),
    ...(object.origin && { origin: object.origin }),
    children: [],
  };
}

/** Of what could not be built, how sure the build is says nothing. */
function isBuilt({ blockers }: KustomizationPrediction): boolean {
  return blockers.every(({ kind }) => kind !== 'build' && kind !== 'unknown');
}

/** The id of a Kustomization's row. */
function kustomizationId(key: ObjectKey): string {
  return `changes/${key}`;
}

/** What stays as it is needs no row, unless there is something to say about it. */
function isNews({ action, message }: ObjectPrediction): boolean {
  return action !== 'unchanged' || message !== undefined;
}

/** How many Kustomizations have each name: equal names are told apart by their namespaces. */
function nameCounts(predictions: Findings['predictions'], pending: Findings['pending']): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of new Set([...predictions.map(({ key }) => key), ...pending.keys()])) {
    counts.set(nameOf(key), (counts.get(nameOf(key)) ?? 0) + 1);
  }
  return counts;
}

function isAmbiguous(names: ReadonlyMap<string, number>, key: ObjectKey): boolean {
  return (names.get(nameOf(key)) ?? 0) > 1;
}

function nameOf(key: ObjectKey): string {
  return parseKey(key).name;
}
