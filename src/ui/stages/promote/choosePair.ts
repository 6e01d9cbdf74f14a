import * as vscode from 'vscode';
import { plainText } from '../../../base/plainText.ts';
import type { Stage, StagesConfig } from '../../../stages/terms/config.ts';
import { stagePairs } from '../../../stages/terms/stagePairs.ts';
import { pickText } from '../../commands/choices.ts';
import { refusal } from '../../commands/guard.ts';
import { texts } from '../../texts.ts';

type Pair = Readonly<Record<'from' | 'to', string>>;
type Start = { readonly [End in keyof Pair]?: string | undefined };

/**
 * The stages to promote between: of those that a promotion begins with, else those that the person picks. Pairs in order are
 * offered first, any other at the end. Undefined if they picked none. Throws a FailureError (`noStage`) where there is one alone.
 */
export async function choosePair(config: Pick<StagesConfig, 'stages'>, { from, to }: Start): Promise<Pair | undefined> {
  if (from !== undefined && to !== undefined) return { from, to };
  const { stages } = config;
  if (stages.length < 2) throw refusal('noStage', texts.promote.oneStage(plainText(from ?? stages[0]?.name ?? '')));
  const pairs = stagePairs(config).filter(
    ([one, other]) => (from === undefined || one.name === from) && (to === undefined || other.name === to),
  );
  const [only] = pairs;
  if (only !== undefined && pairs.length === 1 && (from !== undefined || stages.length === 2)) return pairOf(only);
  if (only === undefined) return chooseAny(stages, { from, to });
  const items: readonly (vscode.QuickPickItem & { readonly pair?: Pair })[] = [
    ...pairs.map(([one, other]) => ({
      pair: pairOf([one, other]),
      label: pickText(texts.promote.pair(one.name, other.name)),
      description: pickText(texts.promote.pairDetail[other.change](other.name)),
    })),
    { label: texts.promote.otherStages() },
  ];
  const picked = await vscode.window.showQuickPick(items, { title: texts.promote.pickPair() });
  return picked === undefined ? undefined : (picked.pair ?? chooseAny(stages, { from, to }));
}

/** Asks for each stage that is not known yet. */
async function chooseAny(stages: readonly Stage[], start: Start): Promise<Pair | undefined> {
  const without = (name: string | undefined) => stages.filter((stage) => stage.name !== name);
  const from = start.from ?? (await chooseStage(without(start.to), texts.promote.pickSource()));
  if (from === undefined) return undefined;
  const to = start.to ?? (await chooseStage(without(from), texts.promote.pickTarget(from)));
  return to === undefined ? undefined : { from, to };
}

async function chooseStage(stages: readonly Stage[], title: string): Promise<string | undefined> {
  const items = stages.map(({ name, context }) => ({
    label: pickText(name),
    description: pickText(context ?? ''),
    iconPath: new vscode.ThemeIcon('layers'),
    name,
  }));
  return (await vscode.window.showQuickPick(items, { title }))?.name;
}

function pairOf([from, to]: readonly [Stage, Stage]): Pair {
  return { from: from.name, to: to.name };
}
