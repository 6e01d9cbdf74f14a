import { basename } from 'node:path';
import * as vscode from 'vscode';
import { pickText } from '../commands/choices.ts';
import { withLateProgress } from '../progress.ts';
import { parseStageId } from './stageRows.ts';
import type { StagesRead, StagesState } from './stagesState.ts';
import { stageTexts } from './stageWords.ts';

/**
 * The stages that a command is about, as they are now: those of the repository of the first row that it was called on, else the
 * only ones, else those that the person picks. Undefined if they picked none. Rejects with why there are none.
 */
export async function chooseStages(state: StagesState, nodes: readonly string[]): Promise<StagesRead | undefined> {
  const { repositories } = await withLateProgress(stageTexts.reading(), (signal) => state.latest(signal));
  const root = rootOf(nodes);
  const named = repositories.find(({ project }) => project.root === root);
  if (named !== undefined) return named;
  const items = repositories.map((read) => ({
    label: pickText(basename(read.project.root)),
    description: pickText(read.project.root),
    iconPath: new vscode.ThemeIcon('repo'),
    read,
  }));
  if (items.length === 1) return items[0]?.read;
  const look = { title: stageTexts.pickRepository(), matchOnDescription: true };
  return (await vscode.window.showQuickPick(items, look))?.read;
}

/** The repository of the first of some rows. */
export function rootOf(nodes: readonly string[]): string | undefined {
  return nodes.flatMap((id) => parseStageId(id)?.root ?? [])[0];
}
