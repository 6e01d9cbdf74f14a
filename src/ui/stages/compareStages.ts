import * as vscode from 'vscode';
import { plainText } from '../../base/plainText.ts';
import type { ApplicationComparison } from '../../stages/terms/difference.ts';
import { pickText } from '../commands/choices.ts';
import { refusal } from '../commands/guard.ts';
import { chooseStages } from './chooseStages.ts';
import { pairFiles, type FilePair } from './filePairs.ts';
import { lazyPromote } from './readStages.ts';
import { stageFileUri } from './stageDocuments.ts';
import { parseStageId } from './stageRows.ts';
import type { StagesRead, StagesState } from './stagesState.ts';
import { kindWord, stageTexts } from './stageWords.ts';

interface Pair {
  readonly from: string;
  readonly to: string;
}

/** Applications of two stages that somebody wants to see beside each other. */
export interface ChosenComparisons extends Pair {
  readonly read: StagesRead;
  readonly comparisons: readonly ApplicationComparison[];
}

/**
 * Opens what differs between the files of two stages in one editor: of the applications or the stage of the rows that
 * the command was called on, else of what the person picks. Throws a FailureError where there are no stages.
 */
export async function compareStages(state: StagesState, nodes: readonly string[]): Promise<void> {
  const chosen = await chooseComparisons(state, nodes);
  if (chosen !== undefined) await openPairs(chosen.read, chosen.comparisons, chosen);
}

/** What is compared: what differs of the rows, else what the person picks; undefined where nothing differs, which is said. */
export async function chooseComparisons(
  state: StagesState,
  nodes: readonly string[],
): Promise<ChosenComparisons | undefined> {
  const read = await chooseStages(state, nodes);
  if (read === undefined) return undefined;
  const rows = nodes.flatMap((id) => parseStageId(id) ?? []);
  const stage = rows[0]?.stage;
  const pairs = stage === undefined ? allPairs(read) : besides(read, stage);
  const pair = stage !== undefined && pairs.length === 1 ? pairs[0] : await pickPair(pairs);
  if (pair === undefined) return undefined;
  const { from, to } = pair;
  const differing = comparisonsOf(read, pair).filter(({ differences }) => differences.length > 0);
  const keys = new Set(rows.flatMap((row) => (row.key === undefined ? [] : [`${row.kind ?? ''} ${row.key}`])));
  const meant = differing.filter(({ kind, key }) => keys.size === 0 || keys.has(`${kind} ${key}`));
  if (meant.length === 0) {
    tell(stageTexts.compare.same(from, to));
    return undefined;
  }
  const chosen = stage !== undefined || meant.length === 1 ? meant : await pickApplications(meant, pair);
  return chosen === undefined || chosen.length === 0 ? undefined : { read, comparisons: chosen, from, to };
}

/** What is known already is not compared again. */
function comparisonsOf({ project, stages }: StagesRead, { from, to }: Pair): readonly ApplicationComparison[] {
  const next = stages.find(({ stage }) => stage.name === from)?.next.find((one) => one.stage === to);
  return next?.comparisons ?? lazyPromote().compareProject(project, from, to);
}

/** A stage with those that its changes go to; of the last, with the one that they come from, or any. */
function besides(read: StagesRead, stage: string): readonly Pair[] {
  const { promoted, others } = pairsOf(read);
  for (const pairs of [promoted.filter(({ from }) => from === stage), promoted.filter(({ to }) => to === stage)])
    if (pairs.length > 0) return pairs;
  return others.filter(({ from, to }) => from === stage || to === stage);
}

/** What is promoted goes from one to the next: these come first. */
function allPairs(read: StagesRead): readonly Pair[] {
  const { promoted, others } = pairsOf(read);
  return [...promoted, ...others];
}

function pairsOf({ stages }: StagesRead): Readonly<Record<'promoted' | 'others', readonly Pair[]>> {
  const promoted = stages.flatMap(({ stage, next }) => next.map((to) => ({ from: stage.name, to: to.stage })));
  const names = stages.map(({ stage }) => stage.name);
  const all = names.flatMap((from, at) => names.slice(at + 1).map((to) => ({ from, to })));
  const isPromoted = (pair: Pair): boolean => promoted.some(({ from, to }) => from === pair.from && to === pair.to);
  return { promoted, others: all.filter((pair) => !isPromoted(pair)) };
}

async function pickPair(pairs: readonly Pair[]): Promise<Pair | undefined> {
  const items = pairs.map(({ from, to }) => ({ label: pickText(stageTexts.compare.pair(from, to)), from, to }));
  if (items.length === 0) throw refusal('noStage', stageTexts.compare.onlyOne());
  return vscode.window.showQuickPick(items, { title: stageTexts.compare.pickPair() });
}

async function pickApplications(
  comparisons: readonly ApplicationComparison[],
  { from, to }: Pair,
): Promise<readonly ApplicationComparison[] | undefined> {
  const items = comparisons.map((comparison) => ({
    label: pickText(comparison.key === '*' ? nameOf(comparison) : comparison.key),
    description: pickText([kindWord(comparison.kind), versionsOf(comparison)].filter(Boolean).join(' \u00b7 ')),
    picked: true,
    comparison,
  }));
  const title = stageTexts.compare.pickApplications(from, to);
  const picked = await vscode.window.showQuickPick(items, { title, canPickMany: true, matchOnDescription: true });
  return picked?.map(({ comparison }) => comparison);
}

function nameOf({ source, target, key }: ApplicationComparison): string {
  return source?.name ?? target?.name ?? key;
}

function versionsOf({ source, target, differences }: ApplicationComparison): string {
  if (source === undefined) return stageTexts.compare.onlyIn(target?.stage ?? '');
  if (target === undefined) return stageTexts.compare.onlyIn(source.stage);
  const [one, other] = [source.version?.value, target.version?.value];
  if (one === undefined || other === undefined || one === other) return stageTexts.compare.fields(differences.length);
  return stageTexts.compare.pair(one, other);
}

async function openPairs(
  read: StagesRead,
  comparisons: readonly ApplicationComparison[],
  { from, to }: Pair,
): Promise<void> {
  const [left, right] = [from, to].map((name) => read.project.stages.find(({ stage }) => stage.name === name)?.files);
  const seen = new Map<string, FilePair>();
  for (const { source, target } of comparisons) {
    const pairs = pairFiles({ stage: from, paths: source?.own ?? [] }, { stage: to, paths: target?.own ?? [] });
    for (const pair of pairs) seen.set(JSON.stringify([pair.source, pair.target]), pair);
  }
  const entries = [...seen.values()].flatMap(({ source, target }) => {
    if (textOf(left, source) === textOf(right, target)) return [];
    const [one, other] = [uriOf(read, from, source), uriOf(read, to, target)];
    return [[other ?? one, one, other]];
  });
  if (entries.length === 0) return void tell(stageTexts.compare.sameFiles(from, to));
  await vscode.commands.executeCommand('vscode.changes', stageTexts.compare.title(from, to), entries);
}

function textOf(files: ReadonlyMap<string, string> | undefined, path: string | undefined): string | undefined {
  return path === undefined ? undefined : files?.get(path);
}

function uriOf(read: StagesRead, stage: string, path: string | undefined): vscode.Uri | undefined {
  return path === undefined ? undefined : stageFileUri(read, stage, path);
}

function tell(sentence: string): void {
  void vscode.window.showInformationMessage(plainText(sentence, 300));
}
