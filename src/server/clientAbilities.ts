import type { ClientCapabilities } from 'vscode-languageserver/node';

/** What of the client's abilities changes what the server does. */
export interface ClientAbilities {
  /** Asks for diagnostics itself; then none are pushed. */
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly refreshesLenses: boolean;
  /** Lets the server choose which files to watch. */
  readonly watchesFiles: boolean;
  readonly workspaceFolders: boolean;
  readonly snippets: boolean;
  readonly hierarchicalSymbols: boolean;
  readonly preparesRename: boolean;
  readonly versionedEdits: boolean;
}

/** Reads a client's abilities; what it does not announce it cannot do. */
export function abilitiesOf({ textDocument, workspace }: ClientCapabilities): ClientAbilities {
  return {
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    refreshesLenses: workspace?.codeLens?.refreshSupport === true,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    snippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    hierarchicalSymbols: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    preparesRename: textDocument?.rename?.prepareSupport === true,
    versionedEdits: workspace?.workspaceEdit?.documentChanges === true,
  };
}
