import type { StageFiles } from '../terms/application.ts';
import { applicationId, applicationNames, type ApplicationRef } from '../terms/applicationId.ts';
import type { ApplicationComparison, Difference } from '../terms/difference.ts';
import type { Copy, Move, Plan, Refusal } from '../terms/plan.ts';
import { planSide, type PlanContext } from './context.ts';
import { draftsOf } from './drafts.ts';
import { copyApplication, copyPaths, type Copied } from './wholeFiles.ts';
import { shareAll, type Chosen } from './sharing.ts';
import { areOfOneImage } from './versionPart.ts';
import { writeDifference } from './writeDifference.ts';

/** What is to be promoted of an application. */
export interface PromotionChoice {
  readonly comparison: ApplicationComparison;
  /** Chosen among its differences. */
  readonly differences: readonly Difference[];
  /** Whether the files that the target lacks are copied, for a stage that has no such application yet. */
  readonly copy?: boolean;
}

/** What is to be promoted: applications by their differences, files and folders as they are. */
export interface PromotionChoices {
  readonly applications: readonly PromotionChoice[];
  /** Of the source stage, from the repository's root; what the target has besides in such a folder is deleted. */
  readonly paths?: readonly string[];
}

/**
 * What a promotion writes into the target stage: each chosen difference becomes an edit of the target's own files, or is
 * refused with the reason. Nothing else in the files moves by a byte; a file that was edited reads as before but for what
 * was chosen. Takes time linear in the files that are edited, for each difference.
 */
export function planPromotion(from: StageFiles, to: StageFiles, { applications, paths = [] }: PromotionChoices): Plan {
  const context: PlanContext = { from: planSide(from), to: planSide(to) };
  const drafts = draftsOf(to.files);
  const moves: Move[] = [];
  const refusals: Refusal[] = [];
  const names = applicationNames(applications.map(({ comparison }) => comparison));
  const named = (one: ApplicationRef): Pick<Move, 'application' | 'applicationId'> => {
    const id = applicationId(one);
    return { application: names.get(id) ?? one.key, applicationId: id };
  };
  const copiesOf = (done: Copied, whose: Pick<Move, 'application' | 'applicationId'>) => {
    refusals.push(...done.refusals);
    return done.paths.map((path) => ({ ...whose, path }));
  };
  const copied = [
    ...paths.flatMap((path) =>
      copiesOf(copyPaths(context, drafts, [path], true), { application: path, applicationId: `path ${path}` }),
    ),
    ...applications.flatMap(({ comparison, copy }) =>
      copy === true ? copiesOf(copyApplication(context, drafts, comparison), named(comparison)) : [],
    ),
  ];
  const all = applications.flatMap(chosenOf);
  const sharing = shareAll(
    context,
    all,
    applications.map(({ comparison }) => comparison),
  );
  for (const { application, difference } of inOrderOfWork(all)) {
    const refused = refusalOfOther(difference, all, refusals);
    const wanted = { application, difference, sharedAt: sharing.get(difference), all };
    const done = refused === undefined ? writeDifference(context, drafts, wanted) : { refusal: refused };
    if ('refusal' in done) refusals.push(done.refusal);
    else moves.push({ ...named(application), difference, ...done });
  }
  return {
    from: from.stage.name,
    to: to.stage.name,
    changes: drafts.changes(),
    moves: inChosenOrder(moves, all),
    copies: copied.map((one): Copy => {
      const text = drafts.manifest(one.path)?.text;
      const kind = text === undefined ? 'deleted' : to.files.has(one.path) ? 'changed' : 'new';
      return { ...one, kind, text };
    }),
    refusals,
  };
}

/** Tag and digest of one image go together, whether both were chosen or one. */
function chosenOf({ comparison, differences }: PromotionChoice): readonly Chosen[] {
  const others = comparison.differences.filter((one) => differences.some((chosen) => areOfOneImage(one, chosen)));
  const all = new Set([...differences, ...others]);
  return Array.from(all, (difference) => ({ application: comparison, difference }));
}

/** Why the other half of an image was refused: then neither half moves. */
function refusalOfOther(difference: Difference, all: readonly Chosen[], refusals: readonly Refusal[]) {
  const other = all.find((one) => areOfOneImage(one.difference, difference));
  const refusal = other && refusals.find(({ difference: id }) => id === other.difference.id);
  return refusal && { ...refusal, difference: difference.id };
}

/** Values first, then what is added, then what goes, the last first: so that places further up stay true. */
function inOrderOfWork(all: readonly Chosen[]): readonly Chosen[] {
  const rank = ({ difference: { source, target } }: Chosen): number =>
    source !== undefined && target !== undefined ? 0 : source !== undefined ? 1 : 2;
  const start = ({ difference: { target } }: Chosen): number => target?.place.span.start ?? 0;
  return all.toSorted((a, b) => rank(a) - rank(b) || (rank(a) === 2 ? start(b) - start(a) : 0));
}

function inChosenOrder(moves: readonly Move[], all: readonly Chosen[]): readonly Move[] {
  const places = new Map(all.map(({ difference }, index) => [difference, index]));
  return moves.toSorted((a, b) => (places.get(a.difference) ?? 0) - (places.get(b.difference) ?? 0));
}
