import { failureOf, messageOf } from '../../base/failure.ts';
import type { Forge } from '../../forges/terms/forge.ts';
import { gatesOf, type GateFacts, type GateResult, type GatesVerdict } from '../../stages/gates/gatesOf.ts';
import type { Stage } from '../../stages/terms/config.ts';
import { promotionSource } from './originalCommits.ts';
import type { PromotionPreview } from './previewPromotion.ts';

/** What the gates of a promotion are judged of. */
export interface GatesOrder {
  readonly root: string;
  readonly preview: PromotionPreview;
  /** Who is asked for checks. */
  readonly forge: Pick<Forge, 'checks'> | undefined;
  /** What became of a commit in the cluster of a stage, or why that is not known, as a sentence. */
  readonly landingIn: (stage: Stage, commit: string) => Promise<GateFacts['landing']>;
  /** Sentences for what is not known, each after a colon. */
  readonly words: { readonly notAsked: string; readonly noForge: string };
}

/**
 * Judges the gates of the stage that is promoted into: by the cluster of the stage that the change comes from, by the checks
 * that the forge knows, by the clock. Only what a gate wants is asked; what cannot be asked is not known. Rejects with the
 * signal's reason only.
 */
export async function judgeGates(order: GatesOrder, signal: AbortSignal): Promise<GatesVerdict> {
  const { root, preview, forge, landingIn, words } = order;
  const { from, to } = preview.pair;
  const { gates } = to.stage;
  const notAsked = { unknown: words.notAsked };
  const needsCluster = gates.health !== undefined || gates.soak !== undefined;
  const needsChecks = gates.checks !== undefined;
  const commit = needsCluster || needsChecks ? await promotionSource(root, preview, signal) : undefined;
  const landing = commit === undefined || !needsCluster ? notAsked : await told(landingIn(from.stage, commit), signal);
  const checks =
    commit === undefined || !needsChecks
      ? notAsked
      : forge === undefined
        ? { unknown: words.noForge }
        : await told(forge.checks(commit, signal), signal);
  return gatesOf(gates, { from: from.stage.name, landing, checks, now: Date.now() });
}

/** The sentences of the gates that keep a promotion out; empty where none does. */
export function closedGates({ results, effect }: GatesVerdict): readonly string[] {
  const closed = ({ effect: whatFollows, isMet }: GateResult): boolean => whatFollows === 'block' && isMet !== true;
  return effect === 'block' ? results.filter(closed).map(({ sentence }) => sentence) : [];
}

/** What was asked, or why there is no answer. */
async function told<T>(asked: Promise<T>, signal: AbortSignal): Promise<T | { readonly unknown: string }> {
  try {
    return await asked;
  } catch (error) {
    signal.throwIfAborted();
    const text = failureOf(error)?.message ?? messageOf(error);
    return { unknown: /[.!?]$/.test(text) ? text : `${text}.` };
  }
}
