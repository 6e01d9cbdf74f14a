import * as vscode from 'vscode';
import type { ChangesRow } from '../../diff/changes/changesRows.ts';
import type { Origin } from '../../diff/terms/prediction.ts';
import { parseKey, type ObjectKey } from '../../flux/object.ts';
import { refusal } from '../commands/guard.ts';
import { lazy } from '../lazy.ts';
import { withLateProgress } from '../progress.ts';
import { texts } from '../texts.ts';
import type { Changes } from './changes.ts';
import { originText } from './changeWords.ts';

/** Opens the file that a row comes from, at the object if it can be found there. Throws FailureError if it is not here. */
export async function goToOrigin({ engine }: Changes, row: ChangesRow): Promise<void> {
  if (row.type !== 'object' && row.type !== 'blocker') return;
  const { origin, kustomization } = row;
  if (!origin) return;
  const title = texts.changes.goTo(originText(origin));
  const path = await withLateProgress(title, (signal) => engine().fileOf(kustomization, origin.path, signal));
  if (path === undefined) throw refusal('notHere', texts.changes.noFile(originText(origin)));
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(path));
  const at = placeIn(document, origin, row.type === 'object' ? row.key : undefined);
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(at, at) });
}

/** The line that is told; else the object, whose name or namespace a kustomization may have changed. */
function placeIn(document: vscode.TextDocument, { line }: Origin, key: ObjectKey | undefined): vscode.Position {
  if (line !== undefined) return new vscode.Position(Math.max(0, line - 1), 0);
  if (key === undefined) return new vscode.Position(0, 0);
  const { kindId, name } = parseKey(key);
  const ofKind = lazy('manifests')
    .declaredObjects(document.getText())
    .filter((one) => one.kindId === kindId);
  const found = ofKind.find((one) => one.name === name) ?? ofKind.find((one) => name.includes(one.name)) ?? ofKind[0];
  return document.positionAt(found?.start ?? 0);
}
