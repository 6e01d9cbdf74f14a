import type { RanRevision, Run } from '../terms/rollback.ts';

/** What is known of a revision, in a few words; empty where that is nothing. */
export function ranText({ run, isRunning, isCurrent }: Pick<RanRevision, 'run' | 'isRunning' | 'isCurrent'>): string {
  const words = [isCurrent && 'current', isRunning && 'running', run !== undefined && outcomes[run.outcome]];
  return words.filter((word) => word !== false).join(', ');
}

const outcomes: Readonly<Record<Run['outcome'], string>> = {
  healthy: 'succeeded',
  notHealthy: 'applied, health checks failed',
  notApplied: 'failed to apply',
};
