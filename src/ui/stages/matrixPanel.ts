import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable.ts';
import type { Event } from '../../base/event.ts';
import { isAbort } from '../../base/failure.ts';
import { chooseStages } from './chooseStages.ts';
import { matrixPage, matrixTable } from './matrixHtml.ts';
import { parseMatrixMessage } from './matrixMessage.ts';
import { matrixOf } from './matrixOf.ts';
import { openApplication } from './stageDocuments.ts';
import type { ClusterSight } from './stageHealth.ts';
import { stageTree } from './stageRows.ts';
import type { StagesRead, StagesState } from './stagesState.ts';
import { stageTexts } from './stageWords.ts';

/** The matrix: one panel, which is made when it is asked for. */
export interface MatrixPanel extends Disposable {
  /** Shows the stages of the repository of these rows, else of the one that the person picks. Rejects with why there are none. */
  show(nodes: readonly string[]): Promise<void>;
}

export interface MatrixOptions {
  readonly state: StagesState;
  readonly sight: ClusterSight;
  readonly onDidChangeCluster: Event<unknown>;
  readonly report: (error: unknown) => void;
}

/** What changes in the cluster is shown this many milliseconds later, with what else changed meanwhile. */
const restMs = 500;

/** Makes the owner of the panel. While it is seen, the stages are followed. */
export function createMatrixPanel({ state, sight, onDidChangeCluster, report }: MatrixOptions): MatrixPanel {
  let panel: vscode.WebviewPanel | undefined;
  let shown: StagesRead | undefined;
  let sent = '';
  let timer: NodeJS.Timeout | undefined;

  const send = (): void => {
    clearTimeout(timer);
    timer = undefined;
    shown = state.current.read?.repositories.find(({ project }) => project.root === shown?.project.root) ?? shown;
    if (panel?.visible !== true || shown === undefined) return;
    const html = matrixTable(matrixOf(shown, sight, Date.now()));
    if (html === sent) return;
    sent = html;
    void panel.webview.postMessage({ type: 'table', html });
  };

  const receive = async (message: unknown): Promise<void> => {
    const told = parseMatrixMessage(message);
    if (told === undefined || shown === undefined) return;
    if (told.type === 'ready') {
      // A page that was hidden begins with what it began with.
      sent = '';
      return void send();
    }
    const row = stageTree(shown).rows.get(told.id);
    if (row?.type === 'application') await openApplication(shown, row.stage.name, row.application);
  };

  const open = (read: StagesRead): vscode.WebviewPanel => {
    const options = { enableScripts: true, localResourceRoots: [] };
    const made = vscode.window.createWebviewPanel(
      'sluice.stageMatrix',
      stageTexts.matrix.title(),
      vscode.ViewColumn.Active,
      options,
    );
    made.webview.onDidReceiveMessage((message: unknown) => {
      receive(message).catch((error: unknown) => {
        if (!isAbort(error)) report(error);
      });
    });
    made.onDidChangeViewState(() => state.setSeen('matrix', made.visible));
    made.onDidDispose(() => {
      panel = undefined;
      state.setSeen('matrix', false);
    });
    made.webview.html = matrixPage(matrixOf(read, sight, Date.now()), randomBytes(18).toString('base64url'));
    return made;
  };

  const subscriptions = [
    state.onDidChange(({ isReading }) => {
      if (!isReading) send();
    }),
    onDidChangeCluster(() => {
      if (panel?.visible === true) timer ??= setTimeout(send, restMs);
    }),
  ];
  return {
    async show(nodes) {
      const chosen = await chooseStages(state, nodes);
      if (chosen === undefined) return;
      shown = chosen;
      if (panel === undefined) panel = open(shown);
      else {
        panel.reveal();
        send();
      }
      state.setSeen('matrix', true);
    },
    dispose() {
      clearTimeout(timer);
      for (const one of subscriptions) one.dispose();
      panel?.dispose();
    },
  };
}
