import * as vscode from 'vscode';
import type { ObjectKey } from '../../flux/object.ts';
import { objectKey } from '../../flux/object.ts';
import type { Snapshot } from '../../flux/snapshot.ts';
import { lazy } from '../lazy.ts';
import { parseObjectUri } from '../objectDocument.ts';
import type { DeclaredObject } from '../../manifests/declaredObjects.ts';

/** What a document says of an object: its declaration and the objects of the cluster that it may be. */
export interface ManifestObject {
  readonly declared: Pick<DeclaredObject, 'kindId' | 'name' | 'namespace'>;
  readonly candidates: readonly ObjectKey[];
}

/** The Flux object that the document at `uri` (or the active editor, if undefined) declares at its cursor. */
export function objectAtCursor(uri: string | undefined, snapshot: Snapshot): ManifestObject | undefined {
  const editors = [vscode.window.activeTextEditor, ...vscode.window.visibleTextEditors];
  const editor = editors.find((one) => one && (uri === undefined || String(one.document.uri) === uri));
  if (!editor || (uri === undefined && editor !== vscode.window.activeTextEditor)) return undefined;
  const live = parseObjectUri(editor.document.uri);
  if (live) return liveObject(live.key);
  if (editor.document.languageId !== 'yaml') return undefined;
  const offset = editor.document.offsetAt(editor.selection.active);
  const objects = lazy('manifests').declaredObjects(editor.document.getText());
  const flux = objects.filter(({ kindId }) => snapshot.kinds.has(kindId));
  const found =
    flux.find(({ start, end }) => offset >= start && offset < end) ?? (flux.length === 1 ? flux[0] : undefined);
  return found && { declared: found, candidates: candidates(found, snapshot) };
}

function liveObject(key: ObjectKey): ManifestObject {
  const [group = '', kind = '', namespace = '', name = ''] = key.split('/');
  return { declared: { kindId: `${group}/${kind}`, namespace, name }, candidates: [key] };
}

/**
 * A manifest's namespace is certain only where it is written there; otherwise a kustomization may give any, and all
 * objects of that kind and name are meant.
 */
function candidates({ kindId, name, namespace }: DeclaredObject, { kinds }: Snapshot): ObjectKey[] {
  const objects = kinds.get(kindId)?.objects;
  if (!objects) return [];
  const exact = objectKey(kindId, namespace, name);
  if (objects.has(exact)) return [exact];
  if (namespace !== undefined) return [];
  return [...objects.values()].filter(({ raw }) => raw.metadata.name === name).map(({ key }) => key);
}
