import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { eventually } from '../documents.ts';

describe('a manifest that is begun', () => {
  it('gets suggestions, in a document that was never saved', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'yaml', content: '' });
    await vscode.window.showTextDocument(document);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), 'apiVersion: ');
    await vscode.workspace.applyEdit(edit);
    const labels = await eventually(
      async () => {
        const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
          'vscode.executeCompletionItemProvider',
          document.uri,
          document.lineAt(0).range.end,
        );
        return items.map(({ label }) => (typeof label === 'string' ? label : label.label));
      },
      (found) => found.some((label) => label.includes('kustomize.toolkit.fluxcd.io')),
    );
    assert.ok(labels.length > 1);
  });
});
