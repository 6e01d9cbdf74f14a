import { FailureError } from '../../base/failure.ts';
import type { Files } from '../../stages/terms/application.ts';
import type { Side } from '../../stages/terms/difference.ts';
import type { Copy, FileChange, Move, Plan } from '../../stages/terms/plan.ts';
import { compareStagePair, planFor, type PromotionWish, type StagePair } from './preparePromotion.ts';

/** What a person agreed to, and the stages that they saw. */
export interface AgreedPlan {
  readonly pair: StagePair;
  readonly wish: PromotionWish;
  readonly plan: Plan;
}

/**
 * Plans again, for files as they are now, what a person agreed to. What others have promoted meanwhile is gone from it. Throws
 * a FailureError (`changedMeanwhile`) where anything would be written or taken away that they did not see, to the byte, or
 * where something that they agreed to cannot be written any more.
 */
export function prepareAgain(now: StagePair, { pair: seen, wish, plan: agreed }: AgreedPlan): Plan {
  const differences = new Set(agreed.moves.map(({ difference }) => difference.id));
  const plan = planFor(now, { ...wish, differences }, compareStagePair(now));
  const what =
    refusedNow(plan, differences) ??
    first(plan.moves, (move) => otherMove(move, now, agreed, seen)) ??
    first(agreed.copies, (copy) => leftOut(copy, plan, now)) ??
    first(plan.changes, (change) => otherFile(change, now, agreed, seen));
  if (what === undefined) return plan;
  const message = `The stages changed while the promotion was made: ${what} Nothing was pushed; look at it again.`;
  throw new FailureError({ code: 'changedMeanwhile', message });
}

function refusedNow({ refusals }: Plan, agreed: ReadonlySet<string>): string | undefined {
  return refusals.find(({ difference }) => difference !== undefined && agreed.has(difference))?.sentence;
}

/** Why a move is another one than was agreed to. Values may be hidden, so that the files tell. */
function otherMove(move: Move, now: StagePair, agreed: Plan, seen: StagePair): string | undefined {
  const { application, after, path, difference } = move;
  const before = agreed.moves.find((one) => one.difference.id === difference.id && one.path === path);
  if (before === undefined || before.after !== after)
    return `${application} would get ${after ?? 'no value'} in ${path} now.`;
  const { source, target } = difference;
  const other = before.difference;
  if (source !== undefined)
    return textAt(now.from.files, source) === textAt(seen.from.files, other.source)
      ? undefined
      : `what ${application} would get in ${path} is another text now.`;
  return textAt(now.to.files, target) === textAt(seen.to.files, other.target)
    ? undefined
    : `what ${application} would lose in ${path} is another text now.`;
}

/** Why a file that was to be copied is not: the target has another one. */
function leftOut({ path, text, applicationId }: Copy, plan: Plan, now: StagePair): string | undefined {
  const isCopied = plan.copies.some((one) => one.path === path && one.applicationId === applicationId);
  return isCopied || now.to.files.get(path) === text ? undefined : `${path} would not be the copy that it was to be.`;
}

/** Why what becomes of a file as a whole is not what was agreed to. */
function otherFile(change: FileChange, now: StagePair, agreed: Plan, seen: StagePair): string | undefined {
  const { path } = change;
  const before = agreed.changes.find((one) => one.path === path);
  if (before === undefined) return `${path} would be changed too now.`;
  if (change.kind === 'edit') return undefined;
  if (now.to.files.get(path) !== seen.to.files.get(path))
    return `${path} is another one now, and what is new in it would be lost.`;
  return contentOf(change, now.from.files) === contentOf(before, seen.from.files)
    ? undefined
    : `${path} would get another text now.`;
}

/** What a file is put there with; undefined for one that goes, or is edited. */
function contentOf(change: FileChange, source: Files): string | undefined {
  if (change.kind === 'create') return change.text;
  return change.kind === 'copy' ? source.get(change.from) : undefined;
}

function textAt(files: Files, side: Side | undefined): string | undefined {
  return side && files.get(side.place.path)?.slice(side.place.span.start, side.place.span.end);
}

function first<T>(all: readonly T[], why: (one: T) => string | undefined): string | undefined {
  for (const one of all) {
    const found = why(one);
    if (found !== undefined) return found;
  }
  return undefined;
}
