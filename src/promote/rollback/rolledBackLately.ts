import { setImmediate } from 'node:timers/promises';
import { messageOf } from '../../base/failure.ts';
import { shortCommit } from '../../base/shortCommit.ts';
import { historyOf, type CommitFacts } from '../../git/history.ts';
import { resolveRevision } from '../../git/repository.ts';
import { filesAt } from '../../git/sourceFiles.ts';
import { applicationId } from '../../stages/terms/applicationId.ts';
import type { ApplicationComparison, Difference } from '../../stages/terms/difference.ts';
import { preselected } from '../../stages/terms/preselected.ts';
import { isRollback } from '../../stages/words/rollback.ts';
import type { EarlierOrder, WithPast } from '../promotion/earlierStates.ts';
import { compareStagePair } from '../promotion/preparePromotion.ts';
import { treeOf } from '../reading/trees.ts';

/** So many commits of the target's files are looked at, and so many rollbacks among them. */
const mostCommits = 50;
const mostRollbacks = 3;
const mostPaths = 200;

/**
 * Comparisons in which versions that a rollback brought into the target, and that nobody changed since, are protected: who
 * rolled back does not want the next promotion to undo it. A past that cannot be read is said and tells nothing. Throws the
 * signal's reason.
 */
export async function withRollbacks(order: Omit<EarlierOrder, 'from'>, signal: AbortSignal): Promise<WithPast> {
  const { root, comparisons, to } = order;
  const usual = comparisons.flatMap((one) => preselected(one));
  const paths = [...new Set(usual.flatMap(({ target }) => target?.place.path ?? []))].slice(0, mostPaths);
  if (paths.length === 0) return { comparisons, notes: [] };
  try {
    const { commits } = await historyOf(root, { to, paths, most: mostCommits }, signal);
    let found = comparisons;
    for (const commit of commits.filter(({ body }) => isRollback(body)).slice(0, mostRollbacks)) {
      // Each comparison takes a while: others have their turn between them.
      await setImmediate(undefined, { signal });
      const values = await valuesAround(order, commit, signal);
      found = found.map((one) => protectedBy(one, commit, values));
    }
    return { comparisons: found, notes: [] };
  } catch (error) {
    signal.throwIfAborted();
    return { comparisons, notes: [`Whether something was rolled back could not be told: ${messageOf(error)}`] };
  }
}

type Values = ReadonlyMap<string, string>;

/** What the target had before a commit and with it, by application and difference. */
async function valuesAround(
  { root, pair }: Pick<EarlierOrder, 'root' | 'pair'>,
  { commit }: CommitFacts,
  signal: AbortSignal,
): Promise<readonly [Values, Values]> {
  const valuesAt = async (revision: string | undefined): Promise<Values> => {
    if (revision === undefined) return new Map();
    const { files } = treeOf((await filesAt(root, revision, signal)).files, revision);
    const all = compareStagePair({ ...pair, to: { stage: pair.to.stage, files } });
    return new Map(
      all.flatMap((one) =>
        one.differences.flatMap(({ id, target }) => (target === undefined ? [] : [[idOf(one, id), target.value]])),
      ),
    );
  };
  return [await valuesAt(await resolveRevision(root, `${commit}^`, signal)), await valuesAt(commit)];
}

function protectedBy(
  comparison: ApplicationComparison,
  commit: CommitFacts,
  [before, after]: readonly [Values, Values],
): ApplicationComparison {
  const usual = new Set(preselected(comparison));
  const differences = comparison.differences.map((difference): Difference => {
    const id = idOf(comparison, difference.id);
    const restored = after.get(id);
    const isKept = restored !== undefined && restored === difference.target?.value;
    // What the other stage had already is no difference before.
    if (!usual.has(difference) || !isKept || before.get(id) === restored) return difference;
    const day = new Date(commit.time * 1_000).toISOString().slice(0, 10);
    const reason = `It was rolled back by ${shortCommit(commit.commit)} on ${day}.`;
    return { ...difference, protected: { by: 'rolledBack', reason } };
  });
  return { ...comparison, differences };
}

function idOf(one: ApplicationComparison, difference: string): string {
  return `${applicationId(one)} ${difference}`;
}
