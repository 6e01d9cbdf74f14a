import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable.ts';
import { isAbort, messageOf } from '../../base/failure.ts';
import { plainText } from '../../base/plainText.ts';
import { parseKey, type ObjectKey } from '../../flux/object.ts';
import { showAsObject } from '../objectLanguage.ts';
import { withLateProgress } from '../progress.ts';
import { texts } from '../texts.ts';
import { originText } from './changeWords.ts';
import type { BuildTarget, BuiltPreview, Engine } from '../../compare/engine.ts';
import { watchFiles } from './watchMoves.ts';

const scheme = 'sluice-build';

/** Builds wait until nobody has typed for this many milliseconds. */
const restMs = 300;

/** Newer builds and the end of the window stop a build; nobody else does. */
const unending = new AbortController().signal;

/** Opens the build of `target` beside the editor, as a document that follows edits. Rejects with why it cannot be built. */
export async function openPreview(target: BuildTarget): Promise<void> {
  const document = await vscode.workspace.openTextDocument(previewUri(target));
  await vscode.window.showTextDocument(document, {
    preview: true,
    preserveFocus: true,
    viewColumn: vscode.window.activeTextEditor ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active,
  });
}

/** Provides builds as documents. Those that are open are built again when files change, saved or not. */
export function providePreviews(engine: () => Engine, report: (error: unknown) => void): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const builds = new Map<string, BuiltPreview>();
  const running = new Map<string, AbortController>();
  const seen = new Set<string>();
  let following: Disposable | undefined;
  let timer: NodeJS.Timeout | undefined;

  const build = async (uri: vscode.Uri): Promise<string> => {
    const target = targetOf(uri);
    if (!target) return '';
    follow();
    const title = texts.changes.building(nameOf(target));
    try {
      const work = (signal: AbortSignal): Promise<BuiltPreview> => latest(uri, signal, target);
      // Whoever types on sees the document follow; only the first build is waited for.
      const built = await (seen.has(String(uri)) ? work(unending) : withLateProgress(title, work));
      seen.add(String(uri));
      builds.set(String(uri), built);
      return built.preview.text;
    } catch (error) {
      if (!isAbort(error)) report(error);
      // The last build is not what the files are now.
      builds.delete(String(uri));
      return `# ${texts.changes.notBuilt(plainText(messageOf(error), 1000))}\n`;
    }
  };

  /** Only one build of a document at a time: what is built for older text is of no use. */
  const latest = async (uri: vscode.Uri, signal: AbortSignal, target: BuildTarget): Promise<BuiltPreview> => {
    running.get(String(uri))?.abort();
    const controller = new AbortController();
    running.set(String(uri), controller);
    try {
      return await engine().build(target, AbortSignal.any([signal, controller.signal]));
    } finally {
      if (running.get(String(uri)) === controller) running.delete(String(uri));
    }
  };

  const openPreviews = (): vscode.TextDocument[] =>
    vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === scheme);
  const follow = (): void => {
    following ??= watchFiles(() => {
      clearTimeout(timer);
      timer = setTimeout(() => openPreviews().forEach(({ uri }) => changed.fire(uri)), restMs);
    });
  };
  const forget = (document: vscode.TextDocument): void => {
    const { uri } = document;
    // Another language of a document is told as its end and its beginning; it stays among those that are open.
    if (uri.scheme !== scheme || vscode.workspace.textDocuments.includes(document)) return;
    running.get(String(uri))?.abort();
    builds.delete(String(uri));
    seen.delete(String(uri));
    if (openPreviews().length > 0) return;
    following?.dispose();
    following = undefined;
  };

  return vscode.Disposable.from(
    changed,
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: build,
    }),
    vscode.languages.registerDocumentLinkProvider(
      { scheme },
      { provideDocumentLinks: (document) => linksOf(document, builds.get(String(document.uri))) },
    ),
    showAsObject(scheme),
    vscode.workspace.onDidCloseTextDocument(forget),
    {
      dispose: () => {
        clearTimeout(timer);
        following?.dispose();
        for (const controller of running.values()) controller.abort();
      },
    },
  );
}

/** The comments that name a place lead there. */
function linksOf(document: vscode.TextDocument, built: BuiltPreview | undefined): vscode.DocumentLink[] {
  if (!built || document.getText() !== built.preview.text) return [];
  return built.preview.places.map(({ line, origin }) => {
    const { range } = document.lineAt(line);
    const file = vscode.Uri.file(join(built.root, origin.path));
    const target = origin.line === undefined ? file : file.with({ fragment: `L${origin.line}` });
    const link = new vscode.DocumentLink(range.with(range.start.translate(0, '# '.length)), target);
    link.tooltip = texts.changes.goTo(originText(origin));
    return link;
  });
}

function previewUri(target: BuildTarget): vscode.Uri {
  const path = 'folder' in target ? target.folder : `/${parseKey(target.kustomization).namespace}/${nameOf(target)}`;
  return vscode.Uri.from({ scheme, path: `${path}.yaml`, query: JSON.stringify(target) });
}

function targetOf({ query }: vscode.Uri): BuildTarget | undefined {
  try {
    const target = JSON.parse(query) as Readonly<Record<string, unknown>>;
    if (typeof target['folder'] === 'string') return { folder: target['folder'] };
    if (typeof target['kustomization'] === 'string') return { kustomization: target['kustomization'] as ObjectKey };
  } catch {
    // Not one of ours.
  }
  return undefined;
}

function nameOf(target: BuildTarget): string {
  if ('folder' in target) return target.folder;
  return parseKey(target.kustomization).name;
}
