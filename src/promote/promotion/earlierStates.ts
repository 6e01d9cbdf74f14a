import { setImmediate } from 'node:timers/promises';
import { messageOf } from '../../base/failure.ts';
import { historyOf } from '../../git/history.ts';
import { runGit } from '../../git/runGit.ts';
import { filesAtEach } from '../../git/sourceFiles.ts';
import { mayBeHabit, withHistory } from '../../stages/compare/alwaysDiffered.ts';
import { earlierValues } from '../../stages/compare/earlierValues.ts';
import type { ApplicationComparison } from '../../stages/terms/difference.ts';
import { compareStagePair, type StagePair } from './preparePromotion.ts';
import { treeOf, type Tree } from '../reading/trees.ts';

/** Two stages as they are compared, and the revisions that they were read from. */
export interface EarlierOrder {
  readonly root: string;
  readonly pair: StagePair;
  readonly comparisons: readonly ApplicationComparison[];
  readonly from: string;
  readonly to: string;
}

/** Comparisons with what their past tells. */
export interface WithPast {
  readonly comparisons: readonly ApplicationComparison[];
  /** Why less is told than could be, as a sentence. */
  readonly notes: readonly string[];
}

/** So many earlier states are compared. */
const mostStates = 5;
/** So many files are followed into the past. */
const mostPaths = 200;

/**
 * Comparisons in which what a stage always had is protected, by the last commits that touched the files in which the stages
 * differ. Nothing is asked where no difference could be a habit; a past that cannot be read is said and tells nothing. Throws
 * the signal's reason.
 */
export async function withPast(order: EarlierOrder, signal: AbortSignal): Promise<WithPast> {
  const { comparisons } = order;
  try {
    const { states, notes } = await earlierStates(order, signal);
    return { comparisons: withHistory(comparisons, earlierValues(comparisons, states)), notes };
  } catch (error) {
    signal.throwIfAborted();
    return { comparisons, notes: [`Whether stages always differed could not be told: ${messageOf(error)}`] };
  }
}

interface EarlierStates {
  readonly states: readonly (readonly ApplicationComparison[])[];
  readonly notes: readonly string[];
}

async function earlierStates(order: EarlierOrder, signal: AbortSignal): Promise<EarlierStates> {
  const { root, pair, comparisons, from, to } = order;
  const paths = pathsOfInterest(comparisons);
  if (paths.length === 0) return { states: [], notes: [] };
  const found = await historyOf(root, { to, paths, most: mostStates + 1 }, signal);
  // The newest commit made what is there now.
  const commits = found.commits.slice(1);
  const requests = await Promise.all(
    commits.map(async ({ commit, time }) => ({
      to: commit,
      from: from === to ? commit : await commitBefore(root, from, time, signal),
    })),
  );
  const revisions = new Set(requests.flatMap((one) => [one.to, ...(one.from === undefined ? [] : [one.from])]));
  const trees = await treesAt(root, [...revisions], signal);
  const states: (readonly ApplicationComparison[])[] = [];
  for (const request of requests) {
    // Each comparison takes a while: others have their turn between them.
    await setImmediate(undefined, { signal });
    const [source, target] = [trees.get(request.from ?? ''), trees.get(request.to)];
    if (source === undefined || target === undefined) continue;
    const sides = {
      from: { stage: pair.from.stage, files: source.files },
      to: { stage: pair.to.stage, files: target.files },
    };
    states.push(compareStagePair({ config: pair.config, ...sides }));
  }
  return { states, notes: found.shallow && !found.more ? [shallowNote] : [] };
}

async function treesAt(
  root: string,
  revisions: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Tree>> {
  const read = await filesAtEach(
    root,
    revisions.map((revision) => ({ revision })),
    signal,
  );
  return new Map(read.map(({ files, commit }) => [commit, treeOf(files, commit)]));
}

const shallowNote =
  'This clone is shallow: whether stages always differed in a field could not be told for all. git fetch --unshallow';

/** The files in which differences of configuration stand that nothing protects yet. */
function pathsOfInterest(comparisons: readonly ApplicationComparison[]): readonly string[] {
  const open = comparisons.flatMap(({ differences }) => differences.filter(mayBeHabit));
  const paths = open.flatMap(({ source, target }) => [source, target].flatMap((side) => side?.place.path ?? []));
  return [...new Set(paths)].slice(0, mostPaths);
}

/** The newest commit of a revision that is not younger than a moment, in seconds since 1970. */
async function commitBefore(
  root: string,
  revision: string,
  time: number,
  signal: AbortSignal,
): Promise<string | undefined> {
  const args = ['rev-list', '--max-count=1', `--before=${time}`, '--end-of-options', revision, '--'];
  const commit = (await runGit({ folder: root, args, signal })).trim();
  return commit === '' ? undefined : commit;
}
