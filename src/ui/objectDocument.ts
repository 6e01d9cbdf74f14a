import * as vscode from 'vscode';
import { contextOf } from '../cluster/session/sessionState.ts';
import { manifestView } from '../flux/manifestView.ts';
import { parseKey, type ObjectKey } from '../flux/object.ts';
import { findObject } from '../flux/snapshot.ts';
import { lazy } from './lazy.ts';
import type { SessionHost } from './sessionHost.ts';
import { texts } from './texts.ts';

const scheme = 'sluice';
/** First segment of a live object's path; package.json gives language `flux-object` to what lies below it. */
const folder = 'sluice-live';

/** The document of an object: read-only YAML that follows the object while it is open. */
function objectUri(context: string, key: ObjectKey): vscode.Uri {
  const segments = [folder, context, ...key.split('/')].map((segment) => (segment === '' ? '-' : segment));
  // A slash in a context's name (as AWS gives them) is no border between segments.
  const path = segments.map((segment) => segment.replaceAll('/', '\u2215')).join('/');
  return vscode.Uri.from({ scheme, path: `/${path}.yaml`, query: JSON.stringify([context, key]) });
}

/** The context and key of a live object's document; undefined for any other document. */
export function parseObjectUri(uri: vscode.Uri): { context: string; key: ObjectKey } | undefined {
  if (uri.scheme !== scheme) return undefined;
  try {
    const [context, key] = JSON.parse(uri.query) as readonly unknown[];
    return typeof context === 'string' && typeof key === 'string' ? { context, key: key as ObjectKey } : undefined;
  } catch {
    return undefined;
  }
}

/** Opens an object beside nothing, as a preview. */
export async function openObject(host: SessionHost, key: ObjectKey): Promise<void> {
  const uri = objectUri(contextOf(host.state) ?? '', key);
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
}

/** Provides the documents of live objects and renews those that are open when their objects change. */
export function provideObjectDocuments(host: SessionHost): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const refresh = (concerns: (key: ObjectKey) => boolean): void => {
    for (const { uri } of vscode.workspace.textDocuments) {
      const parsed = parseObjectUri(uri);
      if (parsed && concerns(parsed.key)) changed.fire(uri);
    }
  };
  const provider: vscode.TextDocumentContentProvider = {
    onDidChange: changed.event,
    provideTextDocumentContent: (uri) => content(host, uri),
  };
  return vscode.Disposable.from(
    changed,
    vscode.workspace.registerTextDocumentContentProvider(scheme, provider),
    host.onDidChange(({ changes }) =>
      refresh((key) => changes.objects.has(key) || changes.kinds.has(parseKey(key).kindId)),
    ),
    host.onDidChangeState(() => refresh(() => true)),
  );
}

function content(host: SessionHost, uri: vscode.Uri): string {
  const parsed = parseObjectUri(uri);
  if (!parsed) return '';
  const { context, key } = parsed;
  if (contextOf(host.state) !== context) return texts.objectUnknown(context);
  const object = findObject(host.snapshot, key);
  return object ? lazy('manifests').toYaml(manifestView(object.raw)) : absence(host, context, key);
}

/** Why there is no object to show: that it is gone is said only when it is known. */
function absence({ state, snapshot }: SessionHost, context: string, key: ObjectKey): string {
  const { kindId } = parseKey(key);
  switch (snapshot.kinds.get(kindId)?.state.phase) {
    case 'live':
    case 'stale':
      return texts.objectGone();
    case 'forbidden':
      return texts.objectForbidden(context);
    case 'loading':
      return texts.objectLoading(context);
    case undefined:
      if (state.phase === 'connecting') return texts.objectLoading(context);
      return state.phase === 'connected' && snapshot.kinds.size > 0 ? texts.objectGone() : texts.objectUnknown(context);
  }
}
