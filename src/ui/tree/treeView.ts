import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable.ts';
import { categoryOf } from '../../flux/kinds.ts';
import { parseKey, type ObjectKey } from '../../flux/object.ts';
import { childIds, rootIds } from '../../tree/children.ts';
import { parentPathId, parsePathId, pathId } from '../../tree/pathId.ts';
import { tooltipAt } from '../../tree/tooltip.ts';
import { createRefreshThrottle } from './refreshThrottle.ts';
import { tooltipMarkdown } from './tooltipMarkdown.ts';
import { treeItem } from './treeItem.ts';
import type { TreeState } from './treeState.ts';

/** Ages in rows are told in minutes at the finest once they are older than one. */
const ageRefreshMs = 60_000;

/** The view with its provider. Elements are path ids: equal while the thing is the same, so expansion and selection stay. */
export interface FluxTreeView extends Disposable {
  readonly view: vscode.TreeView<string>;
  /** Shows an object's row and selects it; false if the filter or the cluster keeps it from the tree. */
  reveal(id: string): Promise<boolean>;
}

/** Makes the view "Cluster". Nothing is read or fired while it is hidden. */
export function createTreeView(state: TreeState): FluxTreeView {
  const changed = new vscode.EventEmitter<string[] | undefined>();
  const throttle = createRefreshThrottle((refresh) => changed.fire(refresh === 'all' ? undefined : [...refresh]));
  // VS Code forgets them with a group that goes, as by a filter.
  const choices = new Map<string, vscode.TreeItemCollapsibleState>();
  const provider: vscode.TreeDataProvider<string> = {
    onDidChangeTreeData: changed.event,
    getChildren: (id) => [...childrenOf(state, id)],
    getParent: (id) => parentPathId(id),
    getTreeItem: (id) => withChoice(treeItem(state.model, id, state.limitOf), choices.get(id)),
    resolveTreeItem: (item, id) => resolve(state, item, id),
  };
  const view = vscode.window.createTreeView('sluice.cluster', {
    treeDataProvider: provider,
    canSelectMany: true,
    showCollapseAll: true,
  });
  throttle.setVisible(view.visible);
  const timer = setInterval(() => throttle.push(rootIds(state.model)), ageRefreshMs);
  const owned = vscode.Disposable.from(
    view,
    changed,
    view.onDidExpandElement(({ element }) => choices.set(element, vscode.TreeItemCollapsibleState.Expanded)),
    view.onDidCollapseElement(({ element }) => choices.set(element, vscode.TreeItemCollapsibleState.Collapsed)),
    view.onDidChangeVisibility(({ visible }) => throttle.setVisible(visible)),
    state.onDidChange(throttle.push),
    throttle,
  );
  return {
    view,
    async reveal(id) {
      if (!state.makeRoomFor(id)) return false;
      await view.reveal(id, { select: true, focus: true });
      return true;
    },
    dispose() {
      clearInterval(timer);
      owned.dispose();
    },
  };
}

function childrenOf(state: TreeState, id: string | undefined): readonly string[] {
  if (id === undefined) return rootIds(state.model);
  const node = parsePathId(id);
  return node?.type === 'group' ? childIds(state.model, node.category, state.limitOf(node.category)) : [];
}

/** A group that the person opened or closed stays so. */
function withChoice(item: vscode.TreeItem, choice: vscode.TreeItemCollapsibleState | undefined): vscode.TreeItem {
  if (choice !== undefined) item.collapsibleState = choice;
  return item;
}

function resolve(state: TreeState, item: vscode.TreeItem, id: string): vscode.TreeItem {
  const tooltip = tooltipAt(state.model, id);
  if (tooltip) item.tooltip = tooltipMarkdown(tooltip, ({ key }) => objectPathId(key), Date.now());
  return item;
}

/** The path id of an object's row. */
export function objectPathId(key: ObjectKey): string {
  return pathId({ type: 'object', category: categoryOf(parseKey(key).kindId), key });
}
