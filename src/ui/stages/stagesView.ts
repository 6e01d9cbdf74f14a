import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable.ts';
import type { Event } from '../../base/event.ts';
import { setContextKey } from '../contextKeys.ts';
import { createRefreshThrottle } from '../tree/refreshThrottle.ts';
import { runningState, type ClusterSight, type RunningState } from './stageHealth.ts';
import { stageItem, stageTooltip } from './stageItem.ts';
import { noStageRows, stageTree, type ApplicationRow, type StageRow, type StageTree } from './stageRows.ts';
import type { StagesRead, StagesReading, StagesState } from './stagesState.ts';
import { stagesViewState, type StagesViewState } from './stagesViewState.ts';
import { stageTexts } from './stageWords.ts';

export interface StagesViewOptions {
  readonly state: StagesState;
  readonly sight: ClusterSight;
  /** Fires when health may have changed. */
  readonly onDidChangeCluster: Event<unknown>;
}

/** Makes the view "Stages". Stages are read when it is first seen, and followed while it is. */
export function createStagesView({ state, sight, onDidChangeCluster }: StagesViewOptions): Disposable {
  const changed = new vscode.EventEmitter<undefined>();
  let tree: StageTree = noStageRows;
  let drawn = '';
  const throttle = createRefreshThrottle(() => {
    // Clusters tell of much that changes nothing here.
    const now = signature(tree, sight);
    if (now === drawn) return;
    drawn = now;
    changed.fire(undefined);
  });
  const running = (row: StageRow | ApplicationRow): RunningState | undefined =>
    row.type === 'application' ? runningState(sight, row, Date.now()) : undefined;
  const view = vscode.window.createTreeView<string>('sluice.stages', {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: (id) => [...(id === undefined ? tree.roots : (tree.rows.get(id)?.children ?? []))],
      getParent(id) {
        const row = tree.rows.get(id);
        return row?.type === 'application' ? row.parent : undefined;
      },
      getTreeItem(id) {
        const row = tree.rows.get(id);
        return row ? stageItem(row, running(row)) : new vscode.TreeItem('');
      },
      resolveTreeItem(item, id) {
        const row = tree.rows.get(id);
        if (row) item.tooltip = stageTooltip(row, running(row));
        return item;
      },
    },
  });

  let shown: StagesRead | undefined;
  let key: StagesViewState = stagesViewState(state.current);
  const update = (reading: StagesReading): void => {
    if (reading.read !== shown) {
      shown = reading.read;
      tree = shown ? stageTree(shown) : noStageRows;
      view.description = shown ? descriptionOf(shown) : '';
      drawn = '';
      throttle.push('all');
    }
    const next = stagesViewState(reading);
    if (next !== key) setContextKey('sluice.stages', next);
    key = next;
  };
  const see = (isVisible: boolean): void => {
    throttle.setVisible(isVisible);
    state.setSeen('view', isVisible);
  };
  setContextKey('sluice.stages', key);
  const owned = vscode.Disposable.from(
    view,
    changed,
    throttle,
    view.onDidChangeVisibility(({ visible }) => see(visible)),
    state.onDidChange(update),
    onDidChangeCluster(() => {
      if (shown?.stages.some(({ stage }) => stage.context !== undefined) === true) throttle.push('all');
    }),
  );
  see(view.visible);
  return owned;
}

function descriptionOf({ project: { root, from } }: StagesRead): string {
  const name = basename(root);
  return from === 'file' ? name : `${name} \u00b7 ${stageTexts.recognised()}`;
}

/** What rows show of the cluster, without ages; changes with every reading too. */
function signature({ rows }: StageTree, sight: ClusterSight): string {
  const states = [...rows.values()].map((row) => {
    const running = row.type === 'application' ? runningState(sight, row, 0) : undefined;
    return running && [running.icon, running.settled, running.text];
  });
  return `rows ${JSON.stringify(states)}`;
}
