import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable.ts';
import type { Event } from '../../base/event.ts';
import { plainText } from '../../base/plainText.ts';
import { setContextKey } from '../contextKeys.ts';
import { createRefreshThrottle } from '../tree/refreshThrottle.ts';
import type { Requests } from './requests/requests.ts';
import { runningState, type ClusterSight, type RunningState } from './stageHealth.ts';
import { stageItem, stageTooltip } from './stageItem.ts';
import { allStagesTree, brokenTree, noStageRows, type AnyStageRow, type StageTree } from './stageRows.ts';
import type { AllStages, StagesFailure, StagesReading, StagesState } from './stagesState.ts';
import { stagesViewState, type StagesViewState } from './stagesViewState.ts';
import { repositoryDescription } from './stageWords.ts';

export interface StagesViewOptions {
  readonly state: StagesState;
  readonly sight: ClusterSight;
  /** Fires when health may have changed. */
  readonly onDidChangeCluster: Event<unknown>;
  /** Pull requests that are followed. */
  readonly requests: Pick<Requests, 'all' | 'onDidChange'>;
  /** Hears whether the view is looked at. */
  readonly onSeen: (isSeen: boolean) => void;
}

/** Makes the view "Stages". Stages are read when it is first seen, and followed while it is. */
export function createStagesView(options: StagesViewOptions): Disposable {
  const { state, sight, onDidChangeCluster, requests, onSeen } = options;
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
  const running = (row: AnyStageRow): RunningState | undefined =>
    row.type === 'application' ? runningState(sight, row, Date.now()) : undefined;
  const view = vscode.window.createTreeView<string>('sluice.stages', {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: (id) => [...(id === undefined ? tree.roots : (tree.rows.get(id)?.children ?? []))],
      getParent(id) {
        const row = tree.rows.get(id);
        return row?.type === 'application' || row?.type === 'stage' ? row.parent : undefined;
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

  let shown: AllStages | undefined;
  let failure: StagesFailure | undefined;
  let key: StagesViewState = stagesViewState(state.current);
  const update = (reading: StagesReading): void => {
    if (reading.read !== shown || reading.failure !== failure) {
      ({ read: shown, failure } = reading);
      tree = shown ? allStagesTree(shown, requests.all) : brokenTree(failure);
      view.description = shown ? descriptionOf(shown) : '';
      // Unlike a row it has the whole width, and more lines.
      view.message = failure?.place === undefined ? '' : plainText(failure.message, 500);
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
    onSeen(isVisible);
  };
  setContextKey('sluice.stages', key);
  const owned = vscode.Disposable.from(
    view,
    changed,
    throttle,
    view.onDidChangeVisibility(({ visible }) => see(visible)),
    state.onDidChange(update),
    requests.onDidChange(() => {
      if (shown === undefined) return;
      tree = allStagesTree(shown, requests.all);
      drawn = '';
      throttle.push('all');
    }),
    onDidChangeCluster(() => {
      const stages = shown?.repositories.flatMap((one) => one.stages) ?? [];
      if (stages.some(({ stage }) => stage.context !== undefined)) throttle.push('all');
    }),
  );
  see(view.visible);
  return owned;
}

/** Of several repositories each row says its own. */
function descriptionOf({ repositories, unread }: AllStages): string {
  const [only] = repositories;
  if (only === undefined || repositories.length + unread.length > 1) return '';
  return [basename(only.project.root), repositoryDescription(only)].filter((part) => part !== '').join(' \u00b7 ');
}

/** What rows show of the cluster, without ages; changes with every reading too. */
function signature({ rows }: StageTree, sight: ClusterSight): string {
  const states = [...rows.values()].map((row) => {
    const running = row.type === 'application' ? runningState(sight, row, 0) : undefined;
    return running && [running.icon, running.settled, running.text, running.version];
  });
  return `rows ${JSON.stringify(states)}`;
}
