import type { Disposable } from '../../base/disposable.ts';
import { disposeAll } from '../../base/disposable.ts';
import { createEmitter } from '../../base/event.ts';
import type { Log } from '../log.ts';
import type { SessionHost } from '../sessionHost.ts';
import type { TreeState } from '../tree/treeState.ts';
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

/** Makes the view "Stages" and all that belongs to it. */
export function createStages(host: SessionHost, tree: TreeState, log: Log): Stages {
  const report = (error: unknown): void => log.error(String(error));
  const state = createStagesState({ reader: readStages, watch: watchRepository, report });
  const moved = createEmitter<undefined>();
  const options = { state, sight: { host, tree }, onDidChangeCluster: moved.event };
  const matrix = createMatrixPanel({ ...options, report });
  const owned = disposeAll(
    tree.onDidChange(() => moved.fire(undefined)),
    host.onDidChangeState(() => moved.fire(undefined)),
    createStagesView(options),
    provideStageDocuments(state),
    matrix,
    state,
    moved,
  );
  return { state, matrix, dispose: () => owned.dispose() };
}
