import * as vscode from 'vscode';
import { plainText } from '../../../base/plainText.ts';
import type { PromotionPreview } from '../../../promote/previewPromotion.ts';
import type { Review } from '../../../promote/review.ts';
import type { GatesVerdict } from '../../../stages/gates/gatesOf.ts';
import { moveText } from '../../../stages/words/moveText.ts';
import { promotionTitle } from '../../../stages/words/title.ts';
import { lazy } from '../../lazy.ts';
import { isProtected } from '../../protect.ts';
import { setting } from '../../settings.ts';
import { texts } from '../../texts.ts';

/** A dialog that is longer than the window hides its buttons. */
const mostLines = 8;

/** Says what will happen, and asks once. */
export async function agreed(
  preview: PromotionPreview,
  review: Review | undefined,
  { results }: GatesVerdict,
): Promise<boolean> {
  const { plan, notes } = preview;
  const { sentence, answer } = whatHappens(preview, review);
  const moves = plan.moves.map((move) => plainText(moveText(move), 300));
  const refused = plan.refusals.map((one) => texts.promote.refused(plainText(one.sentence, 300)));
  const notOpen = results.filter(({ isMet }) => isMet !== true);
  const detail = [
    sentence,
    texts.promote.noHooks(),
    ...protectedLine(preview),
    ...notOpen.map((one) => texts.promote.gates.warning(plainText(one.sentence, 300))),
    ...(review?.notes ?? []).map((note) => plainText(note, 300)),
    ...notes.map((note) => plainText(note, 300)),
    '',
    ...shortened(moves),
    ...(refused.length > 0 ? ['', ...shortened(refused)] : []),
  ].join('\n');
  const question = texts.promote.question(promotionTitle(plan));
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, answer)) === answer;
}

function whatHappens(
  { plan, pair, remote, branch = '' }: PromotionPreview,
  review: Review | undefined,
): { readonly sentence: string; readonly answer: string } {
  const { headBranch, remotePlace } = lazy('promote');
  const name = remote?.name ?? '';
  const place = plainText((remote && remotePlace(remote.url)) ?? name);
  const base = plainText(branch);
  if (pair.to.stage.change === 'commit') {
    return { sentence: texts.promote.commits(base, plainText(name), place), answer: texts.promote.answers.commit() };
  }
  const head = headBranch(plan);
  return review?.place === undefined
    ? { sentence: texts.promote.pushes(place, head, base), answer: texts.promote.answers.push() }
    : { sentence: texts.promote.opens(place, head, base), answer: texts.promote.answers.open() };
}

function protectedLine({ pair }: PromotionPreview): readonly string[] {
  const { context } = pair.to.stage;
  if (context === undefined || !isProtected(context, setting('protectedContexts'))) return [];
  return [texts.protectedDetail(plainText(context))];
}

function shortened(lines: readonly string[]): readonly string[] {
  if (lines.length <= mostLines) return lines;
  return [...lines.slice(0, mostLines), texts.promote.moreLines(lines.length - mostLines)];
}
