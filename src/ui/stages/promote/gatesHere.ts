import { contextOf } from '../../../cluster/session/sessionState.ts';
import type { GatesOrder } from '../../../promote/promotion/judgeGates.ts';
import type { GateFacts, GatesVerdict } from '../../../stages/gates/gatesOf.ts';
import type { Stage } from '../../../stages/terms/config.ts';
import { refusal } from '../../commands/guard.ts';
import { plainText } from '../../../base/plainText.ts';
import { lazy } from '../../lazy.ts';
import { texts } from '../../texts.ts';
import type { Promoting } from './promoting.ts';

/**
 * Judges the gates of a promotion, by the connected cluster where it is that of the stage that the change comes from. Throws a
 * FailureError (`gateClosed`) where a gate that blocks is not open, or the signal's reason.
 */
export async function gatesHere(
  promoting: Pick<Promoting, 'host' | 'engine'>,
  asked: Pick<GatesOrder, 'root' | 'preview' | 'forge'>,
  signal: AbortSignal,
): Promise<GatesVerdict> {
  const { judgeGates, closedGates } = lazy('promote');
  const { gates } = texts.promote;
  const verdict = await judgeGates(
    {
      ...asked,
      landingIn: (stage, commit) => landingIn(promoting, stage, { root: asked.root, commit }, signal),
      words: { notAsked: gates.notAsked(), noForge: gates.noForge() },
    },
    signal,
  );
  const closed = closedGates(verdict);
  if (closed.length > 0) {
    const why = closed.map((sentence) => plainText(sentence, 300)).join(' ');
    throw refusal('gateClosed', gates.closed(plainText(asked.preview.pair.to.stage.name), why));
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
  return lazy('promote').landingNow(question, { engine: engine(), snapshot: () => host.snapshot }, signal);
}
