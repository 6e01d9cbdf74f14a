import * as vscode from 'vscode';
import { plainText } from '../../../base/plainText.ts';
import type { Destination } from '../../../promote/publishing/publishChange.ts';
import type { Review } from '../../../promote/publishing/review.ts';
import { lazy } from '../../lazy.ts';
import { isProtected } from '../../protect.ts';
import { setting } from '../../settings.ts';
import { texts } from '../../texts.ts';

/** A dialog that is longer than the window hides its buttons. */
const mostLines = 8;

/** What a person agrees to. */
export interface Confirmation {
  readonly title: string;
  readonly destination: Destination;
  /** The branch of its pull request. */
  readonly head: string;
  readonly review: Review | undefined;
  /** The context of the cluster that it reaches; absent where nobody knows. */
  readonly context: string | undefined;
  /** What a person must know before, each a sentence. */
  readonly warnings: readonly string[];
  /** What changes; each list is shortened. */
  readonly lists: readonly (readonly string[])[];
}

/** Says what will happen, and asks once. */
export async function confirmChange(confirmation: Confirmation): Promise<boolean> {
  const { title, review, context, warnings, lists } = confirmation;
  const { sentence, answer } = whatHappens(confirmation);
  const notes = [...warnings, ...(review?.notes ?? [])].map((note) => plainText(note, 300));
  const detail = [
    sentence,
    texts.promote.noHooks(),
    ...protectedLine(context),
    ...notes,
    ...lists.flatMap((lines) => (lines.length === 0 ? [] : ['', ...shortened(lines)])),
  ].join('\n');
  const question = texts.promote.question(plainText(title));
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, answer)) === answer;
}

function whatHappens({ destination, head, review }: Confirmation): {
  readonly sentence: string;
  readonly answer: string;
} {
  const { remote, branch = '', way } = destination;
  const name = remote?.name ?? '';
  const place = plainText((remote && lazy('promote').remotePlace(remote.url)) ?? name);
  const base = plainText(branch);
  if (way === 'commit') {
    return { sentence: texts.promote.commits(base, plainText(name), place), answer: texts.promote.answers.commit() };
  }
  return review?.place === undefined
    ? { sentence: texts.promote.pushes(place, head, base), answer: texts.promote.answers.push() }
    : { sentence: texts.promote.opens(place, head, base), answer: texts.promote.answers.open() };
}

function protectedLine(context: string | undefined): readonly string[] {
  if (context === undefined || !isProtected(context, setting('protectedContexts'))) return [];
  return [texts.protectedDetail(plainText(context))];
}

function shortened(lines: readonly string[]): readonly string[] {
  const plain = lines.map((line) => plainText(line, 300));
  if (plain.length <= mostLines) return plain;
  return [...plain.slice(0, mostLines), texts.promote.moreLines(plain.length - mostLines)];
}
