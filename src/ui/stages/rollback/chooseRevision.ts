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
  // What is current is there to be seen; whoever rolls back means the one before, mostly.
  const first = items.find((_, index) => revisions[index]?.isCurrent === false);
  return pick(items, { title, first, ...(isShallow && { placeholder: texts.rollback.shallow() }) });
}

type Item = vscode.QuickPickItem & { readonly commit: string };

async function pick(
  items: readonly Item[],
  {
    title,
    first,
    placeholder,
  }: { readonly title: string; readonly first: Item | undefined; readonly placeholder?: string },
): Promise<string | undefined> {
  const input = vscode.window.createQuickPick<Item>();
  Object.assign(input, { title, placeholder, items, matchOnDescription: true, ignoreFocusOut: true });
  if (first !== undefined) input.activeItems = [first];
  try {
    return await new Promise((resolve) => {
      input.onDidAccept(() => resolve(input.activeItems[0]?.commit));
      input.onDidHide(() => resolve(undefined));
      input.show();
    });
  } finally {
    input.dispose();
  }
}

function revisionItem({ commit, subject, author, time, run, isRunning, isCurrent }: RanRevision, now: number): Item {
  const when = time === undefined ? [] : [ago(new Date(time * 1_000).toISOString(), now)];
  const ran = run === undefined ? [] : [texts.rollback.outcomes[run.outcome]()];
  const said = [
    ...(isCurrent ? [texts.rollback.current()] : []),
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
