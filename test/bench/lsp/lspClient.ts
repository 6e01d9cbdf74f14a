import { spawn } from 'node:child_process';
import {
  CompletionRequest,
  ConfigurationRequest,
  createProtocolConnection,
  DidChangeConfigurationNotification,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  PublishDiagnosticsNotification,
  RegistrationRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type Diagnostic,
  type Position,
  type Range,
} from 'vscode-languageserver/node';
import { pathToFileURL } from 'node:url';
import { memoryNow } from '../rig/watchedRun.ts';

/** A language server that speaks over stdio under the project's Node. */
export interface LspProgram {
  readonly name: string;
  readonly args: readonly string[];
  readonly settings: Readonly<Record<string, unknown>>;
}

/** A running language server with one document after the other. */
export interface RunningServer {
  open(uri: string, text: string): void;
  change(uri: string, range: Range, text: string): void;
  /** Resolves when diagnostics of a document meet a condition, for those that come from now on. */
  diagnosed(uri: string, isMeant: (diagnostics: readonly Diagnostic[]) => boolean): Promise<void>;
  complete(uri: string, position: Position): Promise<number>;
  hover(uri: string, position: Position): Promise<string>;
  /** Resolves once the workspace is read; only our server says so. */
  ready(): Promise<void>;
  /** In MB; undefined where the machine does not say. */
  memory(): Promise<number | undefined>;
  stop(): Promise<void>;
}

/** Starts a server; `folder` is its workspace. Rejects with what the server says if it ends too early. */
export async function startServer(
  { name, args, settings }: LspProgram,
  folder: string,
  signal: AbortSignal,
): Promise<RunningServer> {
  const server = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'ignore'], signal });
  server.once('error', () => undefined);
  const connection = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  const waiting = new Set<{ uri: string; isMeant: (all: readonly Diagnostic[]) => boolean; resolve: () => void }>();
  const versions = new Map<string, number>();
  let isReady = false;
  let onReady = (): void => undefined;
  connection.onRequest(ConfigurationRequest.type, ({ items }) =>
    items.map(({ section }) => (section === undefined ? settings : (settings[section] ?? {}))),
  );
  connection.onRequest(RegistrationRequest.type, () => undefined);
  connection.onNotification('sluice/status', ({ state }: { state: string }) => {
    isReady = state === 'ready';
    if (isReady) onReady();
  });
  connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, diagnostics }) => {
    for (const one of waiting) {
      if (one.uri !== uri || !one.isMeant(diagnostics)) continue;
      waiting.delete(one);
      one.resolve();
    }
  });
  connection.listen();
  const uri = pathToFileURL(folder).href;
  await connection.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the protocol still requires it
    rootUri: uri,
    workspaceFolders: [{ uri, name }],
    capabilities: {
      workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration: true }, workspaceFolders: true },
      textDocument: {
        publishDiagnostics: { versionSupport: true },
        hover: { contentFormat: ['markdown'] },
        completion: { completionItem: { snippetSupport: true } },
      },
    },
  });
  await connection.sendNotification(InitializedNotification.type, {});
  await connection.sendNotification(DidChangeConfigurationNotification.type, { settings });

  const next = (of: string): number => {
    const version = (versions.get(of) ?? 0) + 1;
    versions.set(of, version);
    return version;
  };
  return {
    open: (of, text) =>
      void connection.sendNotification(DidOpenTextDocumentNotification.type, {
        textDocument: { uri: of, languageId: 'yaml', version: next(of), text },
      }),
    change: (of, range, text) =>
      void connection.sendNotification(DidChangeTextDocumentNotification.type, {
        textDocument: { uri: of, version: next(of) },
        contentChanges: [{ range, text }],
      }),
    diagnosed: (of, isMeant) => new Promise((resolve) => waiting.add({ uri: of, isMeant, resolve })),
    async complete(of, position) {
      const found = await connection.sendRequest(CompletionRequest.type, { textDocument: { uri: of }, position });
      return (Array.isArray(found) ? found : (found?.items ?? [])).length;
    },
    async hover(of, position) {
      const found = await connection.sendRequest(HoverRequest.type, { textDocument: { uri: of }, position });
      return JSON.stringify(found?.contents ?? '');
    },
    ready: () =>
      new Promise((resolve) => {
        onReady = resolve;
        if (isReady) resolve();
      }),
    memory: () => memoryNow(server.pid ?? 0),
    async stop() {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      await connection.sendRequest(ShutdownRequest.type);
      await connection.sendNotification(ExitNotification.type);
      await ended;
      connection.dispose();
    },
  };
}
