import * as vscode from 'vscode';
import type { Engine, RevisionChoice } from '../../compare/engine.ts';
import { withLateProgress } from '../progress.ts';
import { texts } from '../texts.ts';
import { pickText } from './choices.ts';
import { refusal } from './guard.ts';

type Item = vscode.QuickPickItem & { readonly name: string };

/** Lets the person pick two revisions; undefined if they did not. Throws FailureError where there is no repository. */
export async function pickRevisions(engine: Engine): Promise<{ from: string; to: string } | undefined> {
  const all = await withLateProgress(texts.changes.listingRevisions(), (signal) => engine.revisions(signal));
  if (all.length === 0) throw refusal('nothing', texts.changes.noRevisions());
  const from = await pick(all, texts.changes.pickFrom());
  if (from === undefined) return undefined;
  const to = await pick(
    all.filter(({ name }) => name !== from),
    texts.changes.pickTo(from),
  );
  return to === undefined ? undefined : { from, to };
}

async function pick(all: readonly RevisionChoice[], title: string): Promise<string | undefined> {
  const picked = await vscode.window.showQuickPick(all.map(item), { title, matchOnDescription: true });
  return picked?.name;
}

function item({ name, kind, subject }: RevisionChoice): Item {
  const label = kind === 'commit' ? name.slice(0, 7) : name;
  return { name, label: pickText(label), description: pickText(subject), iconPath: icons[kind] };
}

const icons = {
  branch: new vscode.ThemeIcon('git-branch'),
  tag: new vscode.ThemeIcon('tag'),
  commit: new vscode.ThemeIcon('git-commit'),
} as const;
