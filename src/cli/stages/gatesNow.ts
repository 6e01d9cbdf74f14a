import { FailureError } from '../../base/failure.ts';
import type { GatesOrder } from '../../promote/promotion/judgeGates.ts';
import type { GateFacts, GatesVerdict } from '../../stages/gates/gatesOf.ts';
import type { Stage } from '../../stages/terms/config.ts';
import { clusterEngine, commandRenderer } from '../clusterEngine.ts';
import { connect } from '../diff/connect.ts';
import { lazy } from '../lazy.ts';

/** What gates are judged with. */
export interface GatesNow extends Pick<GatesOrder, 'root' | 'preview' | 'forge'> {
  /** Hears what a sign-in plugin says. */
  readonly onNotice: (line: string) => void;
  /** Whether nothing but the clock is asked: for a dry run. */
  readonly isOffline: boolean;
}

/** Judges the gates of a promotion, by the cluster of the stage that the change comes from. Rejects with the signal's reason only. */
export function gatesNow(order: GatesNow, signal: AbortSignal): Promise<GatesVerdict> {
  const { root, preview, isOffline } = order;
  const offline = 'a dry run asks no cluster and no forge.';
  const [landingIn, forge, words] = isOffline
    ? [() => Promise.resolve({ unknown: offline }), undefined, { notAsked: offline, noForge: offline }]
    : [(stage: Stage, commit: string) => landingNow(stage, commit, order, signal), order.forge, said];
  return lazy('promote').judgeGates({ root, preview, forge, landingIn, words }, signal);
}

const said = { notAsked: 'it was not asked for.', noForge: 'no forge is known that has checks.' };

/** Throws a sentence where a gate that blocks is not open. */
export function requireOpen(verdict: GatesVerdict, to: string): void {
  const closed = lazy('promote').closedGates(verdict);
  if (closed.length === 0) return;
  const message = `The gates of ${to} keep this promotion out. ${closed.join(' ')}`;
  throw new FailureError({ code: 'gateClosed', message });
}

async function landingNow(
  { name, context }: Stage,
  commit: string,
  { root, onNotice }: GatesNow,
  signal: AbortSignal,
): Promise<GateFacts['landing']> {
  if (context === undefined) return { unknown: `the stage ${name} names no context of its cluster.` };
  const renderer = commandRenderer();
  try {
    const cluster = await connect(context, { signal, onNotice });
    const engine = clusterEngine({ folder: root, cluster, renderer });
    try {
      const ports = { engine, snapshot: () => cluster.snapshot };
      return await lazy('promote').landingNow({ root, commit }, ports, signal);
    } finally {
      engine.dispose();
      cluster.dispose();
    }
  } finally {
    renderer.dispose();
  }
}
