import { join } from 'node:path';
import * as vscode from 'vscode';
import type { HeldApplication } from '../../stages/applications/holding.ts';
import { showAsObject } from '../objectLanguage.ts';
import type { AllStages, StagesRead, StagesState } from './stagesState.ts';
import { stageTexts } from './stageWords.ts';
import { refusal } from '../commands/guard.ts';

const scheme = 'sluice-stage';

/** What a document shows: a file as a stage's branch has it, or a text that is in no file. */
type Address = { readonly root: string; readonly stage: string } | { readonly text: string };

/** A file of a stage: itself where the stage is in the working tree, else as its branch has it. */
export function stageFileUri({ project }: StagesRead, stage: string, path: string): vscode.Uri {
  if (project.worktreeStages.has(stage)) return vscode.Uri.file(join(project.root, path));
  return virtualUri(path, { root: project.root, stage });
}

/** A text that is shown and in no file; editors name it by `path`. */
function textUri(path: string, text: string): vscode.Uri {
  return virtualUri(path, { text });
}

function virtualUri(path: string, address: Address): vscode.Uri {
  return vscode.Uri.from({ scheme, path: `/${path}`, query: JSON.stringify(address) });
}

/** Provides files of other branches, read-only, as they were read last. */
export function provideStageDocuments(state: StagesState): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  let shown: AllStages | undefined;
  return vscode.Disposable.from(
    changed,
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: (uri) => content(state.current.read, uri),
    }),
    showAsObject(scheme),
    state.onDidChange(({ read }) => {
      if (read === shown) return;
      shown = read;
      for (const { uri } of vscode.workspace.textDocuments) if (uri.scheme === scheme) changed.fire(uri);
    }),
  );
}

function content(all: AllStages | undefined, { path, query }: vscode.Uri): string {
  const address = addressOf(query);
  if (address === undefined) return '';
  if ('text' in address) return address.text;
  const read = all?.repositories.find(({ project }) => project.root === address.root);
  const stage = read?.project.stages.find((one) => one.stage.name === address.stage);
  return stage?.files.get(path.slice(1)) ?? stageTexts.gone();
}

function addressOf(query: string): Address | undefined {
  try {
    const { root, stage, text } = JSON.parse(query) as Readonly<Record<string, unknown>>;
    if (typeof root === 'string' && typeof stage === 'string') return { root, stage };
    return typeof text === 'string' ? { text } : undefined;
  } catch {
    return undefined;
  }
}

/** Opens the file that declares an application, at the place. Throws a FailureError where the file is gone. */
export async function openApplication(
  read: StagesRead,
  stage: string,
  { declared: { path, span } }: HeldApplication,
): Promise<void> {
  const text = read.project.stages.find((one) => one.stage.name === stage)?.files.get(path);
  if (text === undefined) throw refusal('notHere', stageTexts.notThere(path));
  const document = await vscode.workspace.openTextDocument(stageFileUri(read, stage, path));
  // Documents have no byte order mark.
  const at = document.positionAt(span.start - (text.startsWith('\ufeff') ? 1 : 0));
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(at, at), preview: true });
}

/** Shows a text that is in no file while a person is asked about it; what it gives closes the editor again. */
export async function showPassing(path: string, text: string): Promise<() => Promise<void>> {
  const uri = textUri(path, text);
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, { preview: true });
  return async () => {
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    const shown = tabs.filter(
      ({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString(),
    );
    await vscode.window.tabGroups.close(shown);
  };
}

/** Opens a file (absolute) at a line (from 1). */
export async function openAt(path: string, line: number): Promise<void> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(path));
  const at = new vscode.Position(line - 1, 0);
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(at, at) });
}
