import { failureOf, messageOf } from '../../../base/failure.ts';
import { contextOf } from '../../../cluster/session/sessionState.ts';
import type { Forge } from '../../../forges/terms/forge.ts';
import type { PromotionPreview } from '../../../promote/promotion/previewPromotion.ts';
import type { GateFacts, GatesVerdict } from '../../../stages/gates/gatesOf.ts';
import type { Stage } from '../../../stages/terms/config.ts';
import { refusal } from '../../commands/guard.ts';
import { plainText } from '../../../base/plainText.ts';
import { lazy } from '../../lazy.ts';
import { texts } from '../../texts.ts';
import type { Promoting } from './promoting.ts';

/** What gates are judged of. */
interface Asked {
  readonly root: string;
  readonly preview: PromotionPreview;
  readonly forge: Forge | undefined;
}

/**
 * Judges the gates of the stage that is promoted into: by the connected cluster where it is that of the stage that the change
 * comes from, by the checks that the forge knows, by the clock. What cannot be asked is not known. Throws a FailureError
 * (`gateClosed`) where a gate that blocks is not open, or the signal's reason.
 */
export async function gatesHere(
  promoting: Pick<Promoting, 'host' | 'engine'>,
  { root, preview, forge }: Asked,
  signal: AbortSignal,
): Promise<GatesVerdict> {
  const { from, to } = preview.pair;
  const { gates } = to.stage;
  const { gatesOf, promotionSource } = lazy('promote');
  const needsCluster = gates.health !== undefined || gates.soak !== undefined;
  const asks = needsCluster || gates.checks !== undefined;
  const commit = asks ? await promotionSource(root, preview, signal) : undefined;
  const notAsked = { unknown: texts.promote.gates.notAsked() };
  const landing =
    commit === undefined || !needsCluster ? notAsked : await landingIn(promoting, from.stage, { root, commit }, signal);
  const checks = commit === undefined || gates.checks === undefined ? notAsked : await checksOf(forge, commit, signal);
  const verdict = gatesOf(gates, { from: from.stage.name, landing, checks, now: Date.now() });
  const closed = verdict.results.filter(({ effect, isMet }) => effect === 'block' && isMet !== true);
  if (verdict.effect === 'block') {
    const why = closed.map(({ sentence }) => plainText(sentence, 300)).join(' ');
    throw refusal('gateClosed', texts.promote.gates.closed(plainText(to.stage.name), why));
  }
  return verdict;
}

async function landingIn(
  { host, engine }: Pick<Promoting, 'host' | 'engine'>,
  { name, context }: Stage,
  question: { readonly root: string; readonly commit: string },
  signal: AbortSignal,
): Promise<GateFacts['landing']> {
  if (context === undefined) return { unknown: texts.promote.gates.noContext(name) };
  if (host.state.phase !== 'connected' || contextOf(host.state) !== context) {
    return { unknown: texts.promote.gates.notConnected(name, context) };
  }
  try {
    return await lazy('promote').landingNow(question, { engine: engine(), snapshot: () => host.snapshot }, signal);
  } catch (error) {
    signal.throwIfAborted();
    return { unknown: sentenceOf(error) };
  }
}

async function checksOf(forge: Forge | undefined, commit: string, signal: AbortSignal): Promise<GateFacts['checks']> {
  if (forge === undefined) return { unknown: texts.promote.gates.noForge() };
  try {
    return await forge.checks(commit, signal);
  } catch (error) {
    signal.throwIfAborted();
    return { unknown: sentenceOf(error) };
  }
}

function sentenceOf(error: unknown): string {
  return failureOf(error)?.message ?? messageOf(error);
}
