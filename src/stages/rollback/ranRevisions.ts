import { asObjects, asText, asTime, statusOf, valueAt } from '../../flux/fields.ts';
import type { FluxObject, JsonObject } from '../../flux/object.ts';
import { parseRevision } from '../../flux/revision.ts';
import type { RanRevision, Run } from '../terms/rollback.ts';

/** A commit of the history of the files that a Kustomization reads. */
export interface FileCommit {
  readonly commit: string;
  readonly subject: string;
  readonly author: string;
  /** Seconds since 1970. */
  readonly time: number;
}

/**
 * What a Kustomization ran, by status.history (fluxcd/pkg apis/meta history.go: one entry for each digest and outcome, the
 * newest first; its revision is the last one with that digest). What failed to build is not in it.
 */
export function runsOf(kustomization: FluxObject): readonly Run[] {
  return asObjects(statusOf(kustomization)['history']).flatMap((entry) => {
    const [digest, commit] = [asText(entry['digest']), commitOf(entry)];
    const [first, last] = [asTime(entry['firstReconciled']), asTime(entry['lastReconciled'])];
    if (digest === undefined || commit === undefined || first === undefined || last === undefined) return [];
    return [{ digest, commit, outcome: outcomeOf(asText(entry['lastReconciledStatus'])), first, last }];
  });
}

/**
 * The revisions that may be rolled back to, the newest first: commits that changed what the Kustomization reads, each with
 * what the cluster remembers of it.
 * @param commits the newest first
 * @param placed for each run's commit the commit of `commits` that its files are from; those that are not there stand alone
 */
export function ranRevisions(
  runs: readonly Run[],
  commits: readonly FileCommit[],
  placed: ReadonlyMap<string, string>,
): readonly RanRevision[] {
  const running = runs.find(({ outcome }) => outcome !== 'notApplied');
  const runOf = (commit: string): Run | undefined => {
    const own = runs.filter((run) => (placed.get(run.commit) ?? run.commit) === commit);
    return own.find(({ outcome }) => outcome === 'healthy') ?? own[0];
  };
  const isRunning = (run: Run | undefined): boolean => run !== undefined && run.digest === running?.digest;
  const known = commits.map((one, index): RanRevision => {
    const run = runOf(one.commit);
    return { ...one, ...(run && { run }), isRunning: isRunning(run), isCurrent: index === 0 };
  });
  const listed = new Set(commits.map(({ commit }) => commit));
  const alone = runs.filter((run) => !listed.has(placed.get(run.commit) ?? run.commit));
  const others = new Map(
    alone.map((run) => [run.commit, { commit: run.commit, run, isRunning: isRunning(run), isCurrent: false }]),
  );
  return [...known, ...others.values()];
}

function commitOf(entry: JsonObject): string | undefined {
  const origin = asText(valueAt(entry, 'metadata', 'originRevision'));
  const revision = origin ?? asText(valueAt(entry, 'metadata', 'revision')) ?? '';
  if (/^[0-9a-f]{40,64}$/.test(revision)) return revision;
  const { name, algorithm, hash } = parseRevision(revision);
  // Of an artifact's digest Git knows nothing.
  return algorithm === 'sha1' || (name !== '' && origin !== undefined) ? hash : undefined;
}

function outcomeOf(status: string | undefined): Run['outcome'] {
  if (status === 'ReconciliationSucceeded') return 'healthy';
  return status === 'HealthCheckFailed' ? 'notHealthy' : 'notApplied';
}
