import * as vscode from 'vscode';
import { declarationAt, matchDeclaration, type Declaration, type Match } from '../../flux/declaration.ts';
import { parseKey } from '../../flux/object.ts';
import type { Snapshot } from '../../flux/snapshot.ts';
import { lazy } from '../lazy.ts';
import { parseObjectUri } from '../objectDocument.ts';

/** What a document says of an object: its declaration and the objects of the cluster that it may be. */
export interface ManifestObject extends Match {
  readonly declared: Declaration;
}

/** The Flux object that the document at `uri` (or the active editor, if undefined) declares at its cursor. */
export function objectAtCursor(uri: string | undefined, snapshot: Snapshot): ManifestObject | undefined {
  const editors = [vscode.window.activeTextEditor, ...vscode.window.visibleTextEditors];
  const editor = editors.find((one) => one && (uri === undefined || String(one.document.uri) === uri));
  if (!editor || (uri === undefined && editor !== vscode.window.activeTextEditor)) return undefined;
  const live = parseObjectUri(editor.document.uri);
  if (live) return { declared: parseKey(live.key), candidates: [live.key], certain: true };
  if (editor.document.languageId !== 'yaml') return undefined;
  const offset = editor.document.offsetAt(editor.selection.active);
  const all = lazy('manifests').declaredObjects(editor.document.getText());
  const declared = declarationAt(all, offset, ({ kindId }) => snapshot.kinds.has(kindId));
  return declared && { declared, ...matchDeclaration(declared, snapshot) };
}
