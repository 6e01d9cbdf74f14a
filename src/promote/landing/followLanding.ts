import { until } from '../../base/until.ts';
import { kinds } from '../../flux/kinds.ts';
import type { Snapshot } from '../../flux/snapshot.ts';
import type { Landing } from '../../stages/landing/terms.ts';
import { createJudge, type LandingPorts, type LandingQuestion } from './judge.ts';

/** How long a landing is followed. */
export interface FollowOptions {
  /** Hears of every verdict that is not the one before. */
  readonly onLanding?: (landing: Landing) => void;
  /** `decided`: until it landed, failed or cannot be told; `landed`: also beyond failures, which may be mended. */
  readonly until?: 'decided' | 'landed';
}

/**
 * "Did it land?" once, by what the cluster says now: see {@link followLanding}.
 */
export async function landingNow(
  question: LandingQuestion,
  ports: Omit<LandingPorts, 'onDidChange'>,
  signal: AbortSignal,
): Promise<Landing> {
  const judge = await createJudge(question, ports, signal);
  return judge(undefined, signal);
}

/**
 * "Did it land?" for any commit that was pushed, followed until it is decided. The commit is looked for in what sources,
 * Kustomizations and HelmReleases of the connected cluster run, and only those whose builds differ by it are awaited. Nothing is
 * polled: it is judged again whenever the snapshot changes. Rejects with the signal's reason, or a FailureError
 * (`gitFailed`: the commit is not in the repository).
 */
export async function followLanding(
  question: LandingQuestion,
  ports: LandingPorts,
  { onLanding, until: end = 'decided' }: FollowOptions,
  signal: AbortSignal,
): Promise<Landing> {
  const judge = await createJudge(question, ports, signal);
  let last: Landing | undefined;
  for (;;) {
    const seen = ports.snapshot();
    const landing = await judge(last, signal);
    if (JSON.stringify(landing) !== JSON.stringify(last)) onLanding?.(landing);
    last = landing;
    if (isOver(landing, end) && isLoaded(seen)) return landing;
    await until([ports.onDidChange], () => (ports.snapshot() === seen ? undefined : true), signal);
  }
}

function isOver({ verdict }: Landing, end: 'decided' | 'landed'): boolean {
  if (verdict === 'landed' || verdict === 'notAffected') return true;
  return end === 'decided' && verdict !== 'waiting';
}

/** Whether the snapshot has all Kustomizations, as far as they may be read. */
function isLoaded({ kinds: all }: Snapshot): boolean {
  const states = [kinds.kustomization, kinds.gitRepository, kinds.helmRelease].map(
    (kind) => all.get(kind)?.state.phase,
  );
  return states[0] !== undefined && !states.includes('loading');
}
