import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable.ts';
import { emptyChanges, type ChangesTree } from '../../diff/changes/changesTree.ts';
import { setContextKey } from '../contextKeys.ts';
import { createRefreshThrottle } from '../tree/refreshThrottle.ts';
import { texts } from '../texts.ts';
import { changeItem, changeTooltip } from './changeItem.ts';
import type { ChangesState } from './changesState.ts';
import { canOpenAll, changesState, partsOf, type Comparison } from './comparison.ts';

/** Makes the view "Changes": the rows of the comparison, and around them what is to be said of it. */
export function createChangesView(state: ChangesState): Disposable {
  const changed = new vscode.EventEmitter<undefined>();
  const throttle = createRefreshThrottle(() => changed.fire(undefined));
  const tree = (): ChangesTree => state.current?.tree ?? emptyChanges;
  const view = vscode.window.createTreeView<string>('sluice.changes', {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: (id) => [...(id === undefined ? tree().roots : (tree().rows.get(id)?.children ?? []))],
      getParent: (id) => tree().rows.get(id)?.parent,
      getTreeItem: (id) => changeItem(tree(), id, state.current?.context ?? ''),
      resolveTreeItem(item, id) {
        const row = tree().rows.get(id);
        if (row) item.tooltip = changeTooltip(row);
        return item;
      },
    },
  });
  throttle.setVisible(view.visible);

  let shown: Comparison | undefined;
  const update = (comparison: Comparison | undefined): void => {
    // Setting a message or a key, even to what it is, costs a message to the window and puts off the rows.
    const news = surroundings(comparison);
    const before = surroundings(shown);
    if (comparison?.tree !== shown?.tree) throttle.push('all');
    shown = comparison;
    if (news.state !== before.state) setContextKey('sluice.changes', news.state);
    if (news.comparing !== before.comparing) setContextKey('sluice.comparing', news.comparing);
    if (news.opensAll !== before.opensAll) setContextKey('sluice.opensAll', news.opensAll);
    if (news.description !== before.description) view.description = news.description;
    if (news.message !== before.message) view.message = news.message;
  };
  setContextKey('sluice.changes', changesState(undefined));
  return vscode.Disposable.from(
    view,
    changed,
    throttle,
    view.onDidChangeVisibility(({ visible }) => throttle.setVisible(visible)),
    state.onDidChange(update),
  );
}

/** What is said and offered around the rows. */
function surroundings(comparison: Comparison | undefined) {
  const state = changesState(comparison);
  return {
    state,
    comparing: comparison?.phase === 'running',
    opensAll: canOpenAll(comparison),
    description: comparison ? descriptionOf(comparison) : '',
    // VS Code shows no welcome text beside a message.
    message: comparison && state === 'rows' ? messageOf(comparison) : '',
  };
}

function descriptionOf(comparison: Comparison): string {
  return texts.changes.compared(...partsOf(comparison));
}

function messageOf({ phase, moved, cause }: Comparison): string {
  const lines = [
    ...(phase === 'cancelled' ? [texts.changes.incomplete()] : []),
    ...(phase === 'failed' ? [texts.changes.failed(cause ?? '')] : []),
    ...(moved.includes('files') ? [texts.changes.filesMoved()] : []),
    ...(moved.includes('cluster') ? [texts.changes.clusterMoved()] : []),
  ];
  return lines.join(' ');
}
