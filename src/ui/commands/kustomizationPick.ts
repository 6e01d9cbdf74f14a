import * as vscode from 'vscode';
import { kinds } from '../../flux/kinds.ts';
import { parseKey, type ObjectKey } from '../../flux/object.ts';
import { failingFirst, type RankedObject } from '../../tree/counts.ts';
import { stateOf } from '../../tree/row.ts';
import { texts } from '../texts.ts';
import { rowIcon } from '../tree/icons.ts';
import type { CommandContext } from './context.ts';
import { pickText } from './choices.ts';
import { refusal } from './guard.ts';

export interface KustomizationPick {
  readonly title: string;
  /** The entry that stands for more than one; absent: there is none. */
  readonly everything?: string;
  /** Offered first: those that apply what the open file declares. */
  readonly first: readonly ObjectKey[];
  /** Which ones are offered; absent: all. */
  readonly among?: readonly ObjectKey[];
}

type Item = vscode.QuickPickItem & { readonly meant: readonly ObjectKey[] | 'everything' };

/**
 * Lets the person pick a Kustomization, the one of the open file on top; undefined if they did not. Throws
 * FailureError if the cluster has none.
 */
export async function pickKustomizations(
  { tree }: Pick<CommandContext, 'tree'>,
  { title, everything, first, among }: KustomizationPick,
): Promise<readonly ObjectKey[] | 'everything' | undefined> {
  const all = failingFirst(tree.model).filter(
    ({ object }) => object.kindId === kinds.kustomization && (among?.includes(object.key) ?? true),
  );
  if (all.length === 0) throw refusal('nothing', texts.noObjects());
  const isFirst = ({ object }: RankedObject): boolean => first.includes(object.key);
  const items: Item[] = [
    ...all.filter(isFirst).map((one) => item(one, [texts.inOpenFile()])),
    ...(everything === undefined ? [] : [{ label: everything, meant: 'everything', iconPath: wholeIcon } as const]),
    ...all.filter((one) => !isFirst(one)).map((one) => item(one, [])),
  ];
  const picked = await vscode.window.showQuickPick(items, { title, matchOnDescription: true });
  return picked?.meant;
}

const wholeIcon = new vscode.ThemeIcon('diff-multiple');

function item({ object, health }: RankedObject, marks: readonly string[]): Item {
  const { name, namespace } = parseKey(object.key);
  return {
    label: pickText(name),
    description: pickText([namespace, ...marks].join(' \u00b7 ')),
    iconPath: rowIcon(stateOf(health)),
    meant: [object.key],
  };
}
