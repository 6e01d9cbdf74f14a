import * as vscode from 'vscode';
import type { Engine, RevisionChoice, Revisions } from '../../compare/engine.ts';
import { withLateProgress } from '../progress.ts';
import { texts } from '../texts.ts';
import { pickText } from './choices.ts';
import { refusal } from './guard.ts';

type Item = vscode.QuickPickItem & { readonly name: string };

/**
 * Lets the person pick two revisions of a repository: of several one that they pick first, with the one around the file
 * `near` on top. Undefined if they did not. Throws FailureError where there is none.
 */
export async function pickRevisions(engine: Engine, near: string | undefined): Promise<Revisions | undefined> {
  const root = await chooseRepository(engine, texts.changes.pickRepository(), near);
  if (root === undefined) return undefined;
  const all = await withLateProgress(texts.changes.listingRevisions(), (signal) => engine.revisions(root, signal));
  if (all.length === 0) throw refusal('nothing', texts.changes.noRevisions());
  const from = await pick(all, texts.changes.pickFrom());
  if (from === undefined) return undefined;
  const to = await pick(
    all.filter(({ name }) => name !== from),
    texts.changes.pickTo(from),
  );
  return to === undefined ? undefined : { root, from, to };
}

/**
 * The repository of this workspace, or the one that the person picks of several, where that around the file `near` is on
 * top. Undefined if they picked none. Throws FailureError where there is none.
 */
export async function chooseRepository(engine: Engine, title: string, near?: string): Promise<string | undefined> {
  const work = (signal: AbortSignal): Promise<readonly string[]> => engine.repositories(near, signal);
  const roots = await withLateProgress(texts.changes.listingRevisions(), work);
  const [only] = roots;
  if (only === undefined) throw refusal('nothing', texts.changes.noRevisions());
  return roots.length === 1 ? only : pickRepository(roots, title);
}

async function pickRepository(roots: readonly string[], title: string): Promise<string | undefined> {
  const items = roots.map((root) => {
    const name = root.slice(root.lastIndexOf('/') + 1);
    return { root, label: pickText(name), description: pickText(root), iconPath: new vscode.ThemeIcon('repo') };
  });
  return (await vscode.window.showQuickPick(items, { title, matchOnDescription: true }))?.root;
}

/** A revision of the list, or what was typed where none has that name: a list of all commits would be endless. */
async function pick(all: readonly RevisionChoice[], title: string): Promise<string | undefined> {
  const listed = all.map(item);
  const input = vscode.window.createQuickPick<Item>();
  input.title = title;
  input.placeholder = texts.changes.anyRevision();
  input.matchOnDescription = true;
  input.items = listed;
  input.onDidChangeValue((text) => (input.items = [...listed, ...typed(text.trim(), listed)]));
  try {
    return await new Promise((resolve) => {
      input.onDidAccept(() => resolve(input.activeItems[0]?.name));
      input.onDidHide(() => resolve(undefined));
      input.show();
    });
  } finally {
    input.dispose();
  }
}

function typed(text: string, listed: readonly Item[]): readonly Item[] {
  if (text === '' || listed.some(({ name }) => name === text)) return [];
  return [{ name: text, label: pickText(text), description: texts.changes.typedRevision(), alwaysShow: true }];
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
