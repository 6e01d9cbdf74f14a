import * as vscode from 'vscode';
import { noFilter, type TreeFilter } from '../../tree/filter.ts';
import { texts } from '../texts.ts';
import type { TreeState } from '../tree/treeState.ts';
import { choice, pickText } from './choices.ts';

type FilterItem = vscode.QuickPickItem & { readonly next: () => Promise<TreeFilter | undefined> };

/** Asks what the tree shall show: by status, by namespace or by text; the choices add up. */
export async function changeFilter(tree: TreeState): Promise<void> {
  const current = tree.model.filter;
  const picked = await vscode.window.showQuickPick(filterItems(tree, current), { title: texts.filterTitle() });
  const next = await picked?.next();
  if (next) tree.setFilter(next);
}

/** Shows everything again. */
export function clearFilter(tree: TreeState): void {
  tree.setFilter(noFilter);
}

function filterItems(tree: TreeState, current: TreeFilter): FilterItem[] {
  const statuses = ['all', 'failing', 'suspended'] as const;
  return [
    ...statuses.map((status) => ({
      label: texts.filterStatus[status](),
      iconPath: new vscode.ThemeIcon(current.status === status ? 'circle-filled' : 'circle-outline'),
      next: () => Promise.resolve({ ...current, status }),
    })),
    {
      label: texts.filterNamespace(),
      description: pickText(current.namespace ?? ''),
      iconPath: new vscode.ThemeIcon('symbol-namespace'),
      next: () => askNamespace(tree, current),
    },
    {
      label: texts.filterText(),
      description: pickText(current.text ?? ''),
      iconPath: new vscode.ThemeIcon('search'),
      next: () => askText(current),
    },
  ];
}

async function askNamespace(tree: TreeState, current: TreeFilter): Promise<TreeFilter | undefined> {
  const kinds = [...tree.model.snapshot.kinds.values()];
  const names = new Set(
    kinds.flatMap(({ objects }) => Array.from(objects.values(), ({ raw }) => raw.metadata.namespace ?? '')),
  );
  const any = { label: texts.filterAnyNamespace(), name: undefined };
  const items = [...names].filter((name) => name !== '').sort();
  const picked = await vscode.window.showQuickPick([any, ...items.map(choice)], { title: texts.filterNamespace() });
  if (!picked) return undefined;
  const { status, text } = current;
  const { name: namespace } = picked;
  return { status, ...(text !== undefined && { text }), ...(namespace !== undefined && { namespace }) };
}

async function askText(current: TreeFilter): Promise<TreeFilter | undefined> {
  const typed = await vscode.window.showInputBox({ prompt: texts.filterTextPrompt(), value: current.text ?? '' });
  return typed === undefined ? undefined : { ...current, text: typed };
}
