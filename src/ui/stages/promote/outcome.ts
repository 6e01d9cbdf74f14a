import * as vscode from 'vscode';
import { plainText } from '../../../base/plainText.ts';
import type { Destination, Published } from '../../../promote/publishing/publishChange.ts';
import type { Review } from '../../../promote/publishing/review.ts';
import { texts } from '../../texts.ts';
import { openPage } from './openPage.ts';

/** Says what became of a change, with the page where it goes on. Waits for nobody. */
export function tellOutcome(
  destination: Pick<Destination, 'remote'>,
  published: Published,
  review: Review | undefined,
): void {
  const message = [outcomeText(destination, published, review), ...supersededText(published), ...omissions(published)];
  const next = nextStep(published, review);
  const buttons = next === undefined ? [] : [next.button];
  void vscode.window.showInformationMessage(message.join(' '), ...buttons).then((answer) => {
    if (answer !== undefined && next !== undefined) return next.act();
    return undefined;
  });
}

/** The one button: the page where it goes on, or what becomes of the commit. */
function nextStep(
  published: Published,
  review: Review | undefined,
): { readonly button: string; readonly act: () => Thenable<unknown> } | undefined {
  const { proposed, outcome, commit } = published;
  if (outcome === 'pushed' && commit !== undefined) {
    const act = (): Thenable<unknown> => vscode.commands.executeCommand('sluice.didItLand', commit);
    return { button: texts.promote.landing.ask(), act };
  }
  if (proposed !== undefined) {
    return { button: texts.promote.openPullRequest(), act: () => openPage(proposed.pullRequest.url) };
  }
  const page = outcome === 'nothing' ? undefined : review?.page(published);
  return page === undefined ? undefined : { button: texts.promote.openComparePage(), act: () => openPage(page) };
}

function outcomeText(
  { remote }: Pick<Destination, 'remote'>,
  { outcome, branch, title, proposed }: Published,
  review: Review | undefined,
): string {
  if (proposed !== undefined) return texts.promote[proposed.result](proposed.pullRequest.number, plainText(title));
  const [where, name] = [plainText(branch), plainText(remote?.name ?? '')];
  if (outcome === 'nothing') return texts.promote.already(where);
  return review === undefined
    ? texts.promote.pushed(where, name, plainText(title))
    : texts.promote.branchPushed(where, name);
}

function supersededText({ proposed }: Published): readonly string[] {
  const numbers = proposed?.superseded.map(({ number }) => `#${number}`) ?? [];
  return numbers.length === 0 ? [] : [texts.promote.supersedes(numbers.join(', '))];
}

function omissions({ proposed }: Published): readonly string[] {
  return (proposed?.omissions ?? []).map(({ message }) => plainText(message, 300));
}
