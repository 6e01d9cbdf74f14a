import * as vscode from 'vscode';
import type { ObjectKey } from '../../flux/object.ts';
import { parseKey } from '../../flux/object.ts';
import { failingFirst, type RankedObject } from '../../tree/counts.ts';
import { descriptionOf } from '../../tree/description.ts';
import { escapeIcons } from '../../base/plainText.ts';
import { stateOf } from '../../tree/row.ts';
import { texts } from '../texts.ts';
import { rowIcon } from '../tree/icons.ts';
import { descriptionText, stateWord } from '../tree/rowWords.ts';
import type { TreeState } from '../tree/treeState.ts';
import { pickText } from './choices.ts';
import { refusal } from './guard.ts';

export interface PickOptions {
  readonly title: string;
  /** Which objects are offered. */
  readonly accepts: (ranked: RankedObject) => boolean;
  /** Offered first: the objects that the open file declares. */
  readonly first: readonly ObjectKey[];
  /** What to say when there is nothing to offer. */
  readonly none: string;
}

type ObjectItem = vscode.QuickPickItem & { readonly key: ObjectKey };

/** Lets the person pick one object, failing ones first. Throws FailureError if there is none to pick. */
export async function pickObject(tree: TreeState, options: PickOptions): Promise<ObjectKey | undefined> {
  const items = objectItems(tree, options);
  if (items.length === 0) throw refusal('nothing', options.none);
  const look = { title: options.title, matchOnDescription: true, matchOnDetail: true };
  const picked = await vscode.window.showQuickPick(items, look);
  return picked?.key;
}

function objectItems(tree: TreeState, { accepts, first }: PickOptions): ObjectItem[] {
  const now = Date.now();
  const ranked = failingFirst(tree.model).filter(accepts);
  const isFirst = ({ object }: RankedObject): boolean => first.includes(object.key);
  const ordered = [...ranked.filter(isFirst), ...ranked.filter((one) => !isFirst(one))];
  return ordered.map(({ object, health }) => {
    const { kind, namespace, name } = parseKey(object.key);
    const news = descriptionOf(object, health).filter(({ code }) => code !== 'namespace');
    const marks = first.includes(object.key) ? [texts.inOpenFile()] : [];
    const state = stateOf(health);
    return {
      key: object.key,
      label: pickText(`${kind}/${name}`),
      description: pickText([namespace, ...marks].filter((part) => part !== '').join(' \u00b7 ')),
      detail: escapeIcons(
        [stateWord(state.icon), descriptionText(news, now)].filter((part) => part !== '').join(' \u00b7 '),
      ),
      iconPath: rowIcon(state),
    };
  });
}
