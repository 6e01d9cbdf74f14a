import * as vscode from 'vscode';
import { plainText } from '../../../base/plainText.ts';
import type { ChangeOrder, Destination, Published } from '../../../promote/publishing/publishChange.ts';
import type { Tree } from '../../../promote/reading/trees.ts';
import type { FileChange } from '../../../stages/terms/plan.ts';
import { lazy } from '../../lazy.ts';
import { texts } from '../../texts.ts';
import { askAndPublish } from '../promote/askAndPublish.ts';
import { confirmChange, type Confirmation } from '../promote/confirmChange.ts';
import type { Promoting } from '../promote/promoting.ts';

/** What is written for a preview or its end. */
export interface PreviewEdits extends Pick<Confirmation, 'warnings' | 'lists'> {
  readonly root: string;
  readonly name: string;
  readonly title: string;
  readonly context: string;
  readonly destination: Destination;
  readonly changes: readonly FileChange[];
  readonly target: Pick<Tree, 'files'>;
  readonly after: Pick<Tree, 'files'>;
  readonly make: (order: ChangeOrder, signal: AbortSignal) => Promise<Published>;
}

/** Shows the edits, asks once and publishes them. Throws a FailureError with a sentence where that failed. */
export async function lookAndPublish(promoting: Promoting, edits: PreviewEdits): Promise<void> {
  const { root, name, title, context, destination, changes, target, after, warnings, lists, make } = edits;
  await promoting.documents.show({ title, paths: changes.map(({ path }) => path), before: target, after });
  const goOn = { label: texts.preview.goOn(), iconPath: new vscode.ThemeIcon('arrow-right') };
  const look = { title: texts.preview.look(plainText(title)), ignoreFocusOut: true };
  if ((await vscode.window.showQuickPick([goOn], look)) !== goOn) return;
  const head = lazy('promote').previewHead(name);
  await askAndPublish(promoting, {
    ...{ root, destination, title },
    agree: async (review) =>
      (await confirmChange({ title, destination, head, review, context, warnings, lists })) ? true : undefined,
    make: (_, way, signal) => make({ root, destination, ...way }, signal),
  });
}
