import type { Connection } from 'vscode-languageserver/node';
import type { Documents } from './documents.ts';

/** Keeps the open documents as the client has them. */
export function syncDocuments(connection: Connection, documents: Documents): void {
  connection.onDidOpenTextDocument(({ textDocument: { uri, version, text } }) => documents.open(uri, version, text));
  connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) =>
    documents.change(uri, version, contentChanges),
  );
  connection.onDidCloseTextDocument(({ textDocument: { uri } }) => documents.close(uri));
}
