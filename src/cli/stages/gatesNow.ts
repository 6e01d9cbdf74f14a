import { failureOf, FailureError, messageOf } from '../../base/failure.ts';
import type { Forge } from '../../forges/terms/forge.ts';
import type { PromotionPreview } from '../../promote/promotion/previewPromotion.ts';
import type { GateFacts, GatesVerdict } from '../../stages/gates/gatesOf.ts';
import type { Stage } from '../../stages/terms/config.ts';
import { clusterEngine, commandRenderer } from '../clusterEngine.ts';
import { connect } from '../diff/connect.ts';
import { lazy } from '../lazy.ts';

/** What gates are judged with. */
export interface GatesOrder {
  readonly root: string;
  readonly preview: PromotionPreview;
  readonly forge: Forge | undefined;
  /** Hears what a sign-in plugin says. */
  readonly onNotice: (line: string) => void;
  /** Whether nothing but the clock is asked: for a dry run. */
  readonly isOffline: boolean;
}

/**
 * Judges the gates of the stage that is promoted into: by the cluster of the stage that the change comes from, by the checks
 * that the forge knows, by the clock. What cannot be asked is not known. Rejects with the signal's reason only.
 */
export async function gatesNow(order: GatesOrder, signal: AbortSignal): Promise<GatesVerdict> {
  const { root, preview, forge, isOffline } = order;
  const { from, to } = preview.pair;
  const { gates } = to.stage;
  const { gatesOf, promotionSource } = lazy('promote');
  const needsCluster = gates.health !== undefined || gates.soak !== undefined;
  const source = needsCluster || gates.checks !== undefined ? await promotionSource(root, preview, signal) : undefined;
  const untold = isOffline ? { unknown: 'a dry run asks no cluster and no forge.' } : undefined;
  const landing =
    untold ?? (needsCluster && source !== undefined ? await landingIn(from.stage, source, order, signal) : notAsked);
  const checks =
    untold ?? (gates.checks === undefined || source === undefined ? notAsked : await checksOf(forge, source, signal));
  return gatesOf(gates, { from: from.stage.name, landing, checks, now: Date.now() });
}

const notAsked = { unknown: 'it was not asked for.' };

/** Throws a sentence where a gate that blocks is not open. */
export function requireOpen({ results, effect }: GatesVerdict, to: string): void {
  if (effect !== 'block') return;
  const closed = results.filter((one) => one.effect === 'block' && one.isMet !== true);
  const message = `The gates of ${to} keep this promotion out. ${closed.map(({ sentence }) => sentence).join(' ')}`;
  throw new FailureError({ code: 'gateClosed', message });
}

async function landingIn(
  { name, context }: Stage,
  commit: string,
  { root, onNotice }: GatesOrder,
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
  } catch (error) {
    signal.throwIfAborted();
    return { unknown: sentence(error) };
  } finally {
    renderer.dispose();
  }
}

async function checksOf(forge: Forge | undefined, commit: string, signal: AbortSignal): Promise<GateFacts['checks']> {
  if (forge === undefined) return { unknown: 'no forge is known that has checks.' };
  try {
    return await forge.checks(commit, signal);
  } catch (error) {
    signal.throwIfAborted();
    return { unknown: sentence(error) };
  }
}

function sentence(error: unknown): string {
  const text = failureOf(error)?.message ?? messageOf(error);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
