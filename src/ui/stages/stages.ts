import type { Disposable } from '../../base/disposable.ts';
import { disposeAll } from '../../base/disposable.ts';
import { createEmitter } from '../../base/event.ts';
import type { Log } from '../log.ts';
import type { SessionHost } from '../sessionHost.ts';
import type { FluxTreeView } from '../tree/treeView.ts';
import type { TreeState } from '../tree/treeState.ts';
import type { Promoting } from './promote/promoting.ts';
import { followRequests } from './requests/followRequests.ts';
import { createMatrixPanel, type MatrixPanel } from './matrixPanel.ts';
import { readStages, watchRepository } from './readStages.ts';
import { provideStageDocuments } from './stageDocuments.ts';
import { createStagesState, type StagesState } from './stagesState.ts';
import { createStagesView } from './stagesView.ts';

/** What commands about stages work with. */
export interface Stages extends Disposable {
  readonly state: StagesState;
  readonly matrix: MatrixPanel;
}

/** What the view "Stages" works with. */
export interface StagesContext {
  readonly host: SessionHost;
  readonly tree: TreeState;
  readonly view: FluxTreeView;
  readonly promoting: Promoting;
  readonly log: Log;
}

/** Makes the view "Stages" and all that belongs to it. */
export function createStages({ host, tree, view, promoting, log }: StagesContext): Stages {
  const report = (error: unknown): void => log.error(String(error));
  const state = createStagesState({ reader: readStages, watch: watchRepository, report });
  const moved = createEmitter<undefined>();
  const options = { state, sight: { host, tree }, onDidChangeCluster: moved.event };
  const { requests, engine, tokens } = promoting;
  const following = followRequests({ host, view, engine, tokens, promoting, stages: state });
  const matrix = createMatrixPanel({ ...options, report });
  const owned = disposeAll(
    tree.onDidChange(() => moved.fire(undefined)),
    host.onDidChangeState(() => moved.fire(undefined)),
    createStagesView({ ...options, requests, onSeen: (isSeen) => following.setSeen(isSeen) }),
    following,
    provideStageDocuments(state),
    matrix,
    state,
    moved,
  );
  return { state, matrix, dispose: () => owned.dispose() };
}
