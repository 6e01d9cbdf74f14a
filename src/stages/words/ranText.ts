import type { RanRevision, Run } from '../terms/rollback.ts';

/** What the cluster remembers of a revision, in a few words; empty where that is nothing. */
export function ranText({ run, isRunning }: Pick<RanRevision, 'run' | 'isRunning'>): string {
  if (run === undefined) return '';
  return isRunning ? `running, ${outcomes[run.outcome]}` : outcomes[run.outcome];
}

const outcomes: Readonly<Record<Run['outcome'], string>> = {
  healthy: 'succeeded',
  notHealthy: 'applied, health checks failed',
  notApplied: 'failed to apply',
};
