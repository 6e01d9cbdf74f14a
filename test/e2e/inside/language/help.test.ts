import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { diagnosticsOf, eventually, open, placeOf, writeInWorkspace } from '../documents.ts';

const source = `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: fleet
  namespace: flux-system
spec:
  interval: 5m
  url: https://git.example.org/shop/fleet
`;
const apps = `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: apps
  namespace: flux-system
spec:
  interval: 10m
  prunee: true
  sourceRef:
    kind: GitRepository
    name: fleet
`;

/** What is said about the misspelt field. */
function findingOf({ uri }: vscode.TextDocument): vscode.Diagnostic {
  const found = vscode.languages.getDiagnostics(uri).find(({ message }) => message.includes('prunee'));
  assert.ok(found, 'the misspelt field is found');
  return found;
}

describe('a manifest in the editor', () => {
  let document: vscode.TextDocument;

  before(async () => {
    await writeInWorkspace('source.yaml', source);
    document = await open('apps.yaml', apps);
    await eventually(
      () => diagnosticsOf(document),
      (lines) => lines.some((line) => line.includes('sluice(unknown-field) error: prunee')),
    );
  });

  it('shows a finding with its page', () => {
    const found = findingOf(document);
    assert.match(found.message, /"prunee" is not a field of .*Did you mean "prune"\?/);
    assert.ok(typeof found.code === 'object' && found.code.target.toString().includes('unknown-field'));
  });

  it('is mended by its quick fix', async () => {
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      findingOf(document).range,
      vscode.CodeActionKind.QuickFix.value,
    );
    const fix = actions.find(({ title }) => title.includes('"prune"'));
    assert.ok(fix?.edit, `a fix is among ${actions.map(({ title }) => title).join(', ')}`);
    assert.equal(fix.isPreferred, true);
    await vscode.workspace.applyEdit(fix.edit);
    await eventually(
      () => diagnosticsOf(document),
      (lines) => !lines.some((line) => line.includes('error')),
    );
    assert.match(document.getText(), /^ {2}prune: true$/m);
  });

  it('tells in a hover what a field is', async () => {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      placeOf(document, 'interval'),
    );
    const text = hovers.flatMap(({ contents }) => contents.map((one) => (one as vscode.MarkdownString).value)).join();
    assert.match(text, /interval/);
  });

  it('completes fields and names of what it refers to', async () => {
    const labels = async (at: vscode.Position): Promise<readonly string[]> => {
      const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        at,
      );
      return items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    };
    const end = document.lineAt(document.lineCount - 1).range.end;
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, end, '  ');
    await vscode.workspace.applyEdit(edit);
    assert.ok((await labels(document.lineAt(document.lineCount - 1).range.end)).includes('dependsOn'));
    const name = placeOf(document, 'name: fleet').translate(0, 'name: '.length);
    await eventually(
      () => labels(name),
      (found) => found.includes('fleet'),
    );
  });

  it('leads to what it refers to', async () => {
    // The server hears of a new file when VS Code has seen it on the disk.
    const paths = await eventually(
      async () => {
        const places = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
          'vscode.executeDefinitionProvider',
          document.uri,
          placeOf(document, 'name: fleet').translate(0, 'name: '.length),
        );
        return places.map((place) => ('targetUri' in place ? place.targetUri : place.uri).path);
      },
      (found) => found.length === 1,
    );
    assert.match(paths[0] ?? '', /\/source\.yaml$/);
  });

  it('is checked no more when that is switched off, and again when it is on', async () => {
    const bad = await open('bad.yaml', apps);
    await eventually(
      () => diagnosticsOf(bad),
      (lines) => lines.length > 0,
    );
    const settings = vscode.workspace.getConfiguration('sluice');
    await settings.update('validate.enable', false);
    await eventually(
      () => diagnosticsOf(bad),
      (lines) => lines.length === 0,
    );
    await settings.update('validate.enable', undefined);
    await eventually(
      () => diagnosticsOf(bad),
      (lines) => lines.length > 0,
    );
  });

  it('is checked again after the language server was restarted', async () => {
    const bad = await open('bad.yaml', apps);
    await vscode.commands.executeCommand('sluice.restartLanguageServer');
    await eventually(
      () => diagnosticsOf(bad),
      (lines) => lines.length > 0,
    );
  });
});
