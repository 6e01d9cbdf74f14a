import * as vscode from 'vscode';
import { plainText } from '../../../base/plainText.ts';
import type { Revisions } from '../../../promote/rollback/listRevisionsRan.ts';
import type { OpenedRollback } from '../../../promote/rollback/openRollback.ts';
import type { RanRevision, Run } from '../../../stages/terms/rollback.ts';
import { pickText } from '../../commands/choices.ts';
import { texts } from '../../texts.ts';
import { ago } from '../../tree/rowWords.ts';

/** The commit that the person picks; undefined if they picked none. */
export async function chooseRevision(
  { subject, destination }: OpenedRollback,
  { revisions, isShallow }: Revisions,
): Promise<string | undefined> {
  if (revisions.length === 0) {
    void vscode.window.showInformationMessage(texts.rollback.noRevisions(plainText(subject.sentence)));
    return undefined;
  }
  const now = Date.now();
  const items = revisions.map((one) => revisionItem(one, now));
  const title = texts.rollback.pickRevision(plainText(subject.sentence, 100), plainText(destination.branch ?? ''));
  const options = { title, matchOnDescription: true, matchOnDetail: true, ignoreFocusOut: true };
  const placeHolder = isShallow ? { placeHolder: texts.rollback.shallow() } : {};
  return (await vscode.window.showQuickPick(items, { ...options, ...placeHolder }))?.commit;
}

function revisionItem(
  { commit, subject, author, time, run, isRunning }: RanRevision,
  now: number,
): vscode.QuickPickItem & { readonly commit: string } {
  const when = time === undefined ? [] : [ago(new Date(time * 1_000).toISOString(), now)];
  const ran = run === undefined ? [] : [texts.rollback.outcomes[run.outcome]()];
  const said = [
    ...(isRunning ? [texts.rollback.running()] : []),
    ...ran,
    ...when,
    ...(author === undefined ? [] : [author]),
  ];
  return {
    commit,
    label: `${commit.slice(0, 8)} ${pickText(plainText(subject ?? texts.rollback.notHere(), 72))}`,
    description: pickText(said.join(' \u00b7 ')),
    iconPath: iconOf(run),
  };
}

function iconOf(run: Run | undefined): vscode.ThemeIcon {
  if (run === undefined) return new vscode.ThemeIcon('git-commit');
  const [name, color] = icons[run.outcome];
  return new vscode.ThemeIcon(name, new vscode.ThemeColor(color));
}

const icons: Readonly<Record<Run['outcome'], readonly [string, string]>> = {
  healthy: ['pass', 'testing.iconPassed'],
  notHealthy: ['warning', 'list.warningForeground'],
  notApplied: ['error', 'testing.iconFailed'],
};
