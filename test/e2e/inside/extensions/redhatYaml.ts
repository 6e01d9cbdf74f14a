/**
 * Stands in for "YAML Language Support by Red Hat" under its id: the real yaml-language-server behind a client that does
 * what the extension's own does with schemas of other extensions (its src/extension.ts and src/schema-extension-api.ts).
 */
import { join } from 'node:path';
import * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';

/** Who gives schemas to documents: an address for a document, and what lies there. */
interface Contributor {
  readonly requestSchema: (resource: string) => string | undefined;
  readonly requestSchemaContent: (uri: string) => Promise<string> | string;
}

/** What the extension exports. */
export interface YamlApi {
  registerContributor(
    name: string,
    requestSchema: Contributor['requestSchema'],
    requestSchemaContent: Contributor['requestSchemaContent'],
  ): boolean;
}

let client: LanguageClient | undefined;

/** Called by VS Code. */
export async function activate(): Promise<YamlApi> {
  const contributors = new Map<string, Contributor>();
  // The tests lie in the checkout, below the folder where the server is installed.
  const module = join(process.env['SLUICE_CHECKOUT'] ?? '', 'node_modules/yaml-language-server/out/src/server.js');
  client = new LanguageClient(
    'yaml',
    'YAML Support',
    { module, transport: TransportKind.ipc },
    { documentSelector: [{ language: 'yaml' }] },
  );
  client.onRequest('custom/schema/request', (resource: string) =>
    [...contributors.values()].flatMap(({ requestSchema }) => requestSchema(resource) ?? []),
  );
  client.onRequest('custom/schema/content', async (uri: string) =>
    contributors.get(vscode.Uri.parse(uri).scheme)?.requestSchemaContent(uri),
  );
  client.onRequest('fs/readFile', async (path: string) =>
    new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.file(path))),
  );
  await client.start();
  await client.sendNotification('yaml/registerCustomSchemaRequest');
  await client.sendNotification('yaml/registerContentRequest');
  return {
    registerContributor(name, requestSchema, requestSchemaContent) {
      if (contributors.has(name)) return false;
      contributors.set(name, { requestSchema, requestSchemaContent });
      return true;
    },
  };
}

/** Called by VS Code. */
export async function deactivate(): Promise<void> {
  await client?.dispose();
}
