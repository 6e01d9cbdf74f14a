import * as vscode from 'vscode';
import type { ObjectKey } from '../flux/object.ts';
import { manifestView } from '../flux/manifestView.ts';
import { findObject } from '../flux/snapshot.ts';
import { lazy } from './lazy.ts';
import { contextOf, type SessionHost } from './sessionHost.ts';
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
  const [context, key] = JSON.parse(uri.query) as [string, ObjectKey];
  return { context, key };
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
    host.onDidChange(({ changes }) => refresh((key) => changes.objects.has(key))),
    host.onDidChangeState(() => refresh(() => true)),
  );
}

function content(host: SessionHost, uri: vscode.Uri): string {
  const parsed = parseObjectUri(uri);
  if (!parsed) return '';
  if (contextOf(host.state) !== parsed.context) return texts.objectUnknown(parsed.context);
  const object = findObject(host.snapshot, parsed.key);
  return object ? lazy('manifests').toYaml(manifestView(object.raw)) : texts.objectGone();
}
