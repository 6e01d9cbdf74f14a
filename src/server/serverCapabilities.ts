import {
  CodeActionKind,
  PositionEncodingKind,
  TextDocumentSyncKind,
  type ServerCapabilities,
} from 'vscode-languageserver/node';
import type { ClientAbilities } from './clientAbilities.ts';

/** What the server offers to a client. UTF-16 is what every client must understand, and what JavaScript's texts are. */
export function serverCapabilities(abilities: ClientAbilities): ServerCapabilities {
  return {
    positionEncoding: PositionEncodingKind.UTF16,
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
    ...(abilities.pullsDiagnostics && {
      diagnosticProvider: { identifier: 'sluice', interFileDependencies: true, workspaceDiagnostics: false },
    }),
    completionProvider: { triggerCharacters: [' ', '/', '$', '{', '-', ':'], resolveProvider: true },
    hoverProvider: true,
    codeLensProvider: { resolveProvider: false },
    definitionProvider: true,
    referencesProvider: true,
    renameProvider: abilities.preparesRename ? { prepareProvider: true } : true,
    documentLinkProvider: { resolveProvider: false },
    documentSymbolProvider: true,
    foldingRangeProvider: true,
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  };
}
