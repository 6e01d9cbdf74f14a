import type { Engine } from '../../compare/engine.ts';
import { FailureError } from '../../base/failure.ts';
import { nameInSentence, type ObjectKey } from '../../flux/object.ts';
import { findObject, type Snapshot } from '../../flux/snapshot.ts';
import { historyOf } from '../../git/history.ts';
import { resolveRevision } from '../../git/repository.ts';
import { ranRevisions, runsOf, type RanRevision } from '../../stages/rollback/ranRevisions.ts';
import { filesOf, kustomizationOf, partsOf } from './rolledBack.ts';

/** Which revisions are asked for. */
export interface RevisionsQuestion {
  /** The repository's root, as the engine's `repositories` tell it. */
  readonly root: string;
  /** A Kustomization or a HelmRelease. */
  readonly key: ObjectKey;
  /** The branch that its files are on, fetched before: a name that Git knows. */
  readonly target: string;
}

/** Commits that are listed at most. */
const most = 100;

/**
 * The revisions that something may be rolled back to, the newest first: commits that changed files which its build reads now,
 * with what the cluster remembers of each. Rejects with a FailureError whose message is for people, or the signal's reason.
 */
export async function listRevisionsRan(
  { root, key, target }: RevisionsQuestion,
  { engine, snapshot }: { readonly engine: Pick<Engine, 'tree'>; readonly snapshot: () => Snapshot },
  signal: AbortSignal,
): Promise<readonly RanRevision[]> {
  const now = snapshot();
  const kustomization = kustomizationOf(key, now);
  const tree = await engine.tree({ root, revision: target }, signal);
  const only = key === kustomization ? undefined : partsOf(key, now);
  const paths = filesOf(
    tree.find((one) => one.key === kustomization),
    only,
    root,
  );
  if (paths === undefined) {
    const message = `${nameInSentence(kustomization)} cannot be built on ${target}, so that nobody knows which files it reads.`;
    throw new FailureError({ code: 'noRollback', message });
  }
  const { commits } = await historyOf(root, { to: target, paths, most }, signal);
  const live = findObject(now, kustomization);
  const runs = live === undefined ? [] : runsOf(live);
  const placed = new Map<string, string>();
  for (const { commit } of runs) {
    // A revision that ran may have changed other files: what it ran is from the last that changed these.
    if ((await resolveRevision(root, commit, signal)) === undefined) continue;
    const [last] = (await historyOf(root, { to: commit, paths, most: 1 }, signal)).commits;
    if (last !== undefined) placed.set(commit, last.commit);
  }
  const listed = commits.map(({ commit, subject, author, time }) => ({ commit, subject, author: author.name, time }));
  return ranRevisions(runs, listed, placed);
}
