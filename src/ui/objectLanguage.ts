import * as vscode from 'vscode';

/** The language of what Sluice shows: YAML to look at, which no YAML extension judges. */
const language = 'flux-object';

/**
 * Gives the documents of `scheme` that language whose names end in `.yaml`, by which VS Code takes them for YAML: a pattern of
 * package.json cannot tell them from files.
 */
export function showAsObject(scheme: string): vscode.Disposable {
  return vscode.workspace.onDidOpenTextDocument((document) => {
    if (document.uri.scheme !== scheme || document.languageId === language) return;
    if (!/\.ya?ml$/i.test(document.uri.path)) return;
    void vscode.languages.setTextDocumentLanguage(document, language);
  });
}
