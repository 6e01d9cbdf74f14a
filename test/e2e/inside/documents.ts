import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';

/** Longest wait for what an editor shows after a while. */
const patienceMs = 60_000;

/** Resolves with the first value that passes, asked again until one does; rejects with what was seen last. */
export async function eventually<T>(look: () => T | PromiseLike<T>, passes: (value: T) => boolean): Promise<T> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const value = await look();
    if (passes(value)) return value;
    if (Date.now() > end) throw new Error(`It did not come to pass. Last seen: ${JSON.stringify(value, null, 2)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The folder that is open. */
function workspaceFolder(): string {
  return vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
}

/** Writes a file into the open folder. */
export async function writeInWorkspace(name: string, text: string): Promise<vscode.Uri> {
  const path = join(workspaceFolder(), name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  return vscode.Uri.file(path);
}

/** Shows a file of the open folder, with this text. */
export async function open(name: string, text: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(await writeInWorkspace(name, text));
  await vscode.window.showTextDocument(document);
  return document;
}

/** Where the first occurrence of `what` begins. */
export function placeOf(document: vscode.TextDocument, what: string): vscode.Position {
  return document.positionAt(document.getText().indexOf(what));
}

/** A diagnostic as one line: `3 sluice(unknown-field) error: prunee`. */
function lineOf(document: vscode.TextDocument, { range, source, code, severity }: vscode.Diagnostic): string {
  const id = typeof code === 'object' ? code.value : (code ?? '');
  const level = vscode.DiagnosticSeverity[severity].toLowerCase();
  return `${range.start.line + 1} ${source ?? ''}(${id}) ${level}: ${document.getText(range).split('\n', 1)[0] ?? ''}`;
}

/** The diagnostics of a document, ours or not, as lines. */
export function diagnosticsOf(document: vscode.TextDocument): readonly string[] {
  return vscode.languages.getDiagnostics(document.uri).map((one) => lineOf(document, one));
}
