import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticRequest,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  LogMessageNotification,
  PublishDiagnosticsNotification,
  RegistrationRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type ClientCapabilities,
  type Diagnostic,
  type InitializeResult,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Registration,
} from 'vscode-languageserver/node';
import { root } from '../../../scripts/paths.ts';

/** The built server. */
export const serverFile = join(root, 'dist', 'server.cjs');

/** What a client is like. */
export interface ClientOptions {
  readonly capabilities?: ClientCapabilities;
  /** Folders on disk. */
  readonly folders?: readonly string[];
  readonly initializationOptions?: object;
  /** The process that the server is to end with; this one unless another is named. */
  readonly processId?: number | null;
  readonly env?: NodeJS.ProcessEnv;
}

/** A client that talks to a server process of its own. */
export interface Client {
  readonly connection: ProtocolConnection;
  readonly process: ChildProcess;
  readonly greeting: InitializeResult;
  readonly registrations: readonly Registration[];
  readonly log: readonly string[];
  /** All diagnostics that the server pushed, the oldest first. */
  readonly pushed: readonly PublishDiagnosticsParams[];
  open(uri: string, text: string): void;
  /** Sends the whole text as a change. */
  replace(uri: string, text: string): void;
  pull(uri: string): Promise<readonly Diagnostic[]>;
  /** The next diagnostics that are pushed for a document in this version or a later one. */
  nextPush(uri: string, version?: number): Promise<PublishDiagnosticsParams>;
  /** Resolves with the exit code of the server. */
  readonly exit: Promise<number | null>;
  stop(): Promise<number | null>;
}

/** A client that asks for diagnostics. */
export const pulling: ClientCapabilities = {
  textDocument: { diagnostic: {} },
  workspace: { diagnostics: { refreshSupport: true } },
};

/** Starts the built server and greets it; whoever does it stops it. */
export async function startClient({
  capabilities = {},
  folders = [],
  initializationOptions,
  processId = process.pid,
  env = process.env,
}: ClientOptions = {}): Promise<Client> {
  const server = spawn(process.execPath, [serverFile, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'], env });
  const exit = new Promise<number | null>((resolve) => server.once('exit', resolve));
  const connection = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  const registrations: Registration[] = [];
  const log: string[] = [];
  const pushed: PublishDiagnosticsParams[] = [];
  const listeners = new Set<() => void>();
  const versions = new Map<string, number>();
  connection.onRequest(RegistrationRequest.type, (params) => void registrations.push(...params.registrations));
  connection.onNotification(LogMessageNotification.type, ({ message }) => void log.push(message));
  connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
    pushed.push(params);
    for (const listener of listeners) listener();
  });
  connection.listen();
  const greeting = await connection.sendRequest(InitializeRequest.type, {
    processId,
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the protocol still requires it
    rootUri: null,
    capabilities,
    workspaceFolders: folders.map((folder) => ({ uri: pathToFileURL(folder).href, name: folder })),
    ...(initializationOptions !== undefined && { initializationOptions }),
  });
  await connection.sendNotification(InitializedNotification.type, {});

  const bump = (uri: string): number => {
    const version = (versions.get(uri) ?? 0) + 1;
    versions.set(uri, version);
    return version;
  };
  return {
    connection,
    process: server,
    greeting,
    registrations,
    log,
    pushed,
    exit,
    open(uri, text) {
      const textDocument = { uri, languageId: 'yaml', version: bump(uri), text };
      void connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
    },
    replace(uri, text) {
      const textDocument = { uri, version: bump(uri) };
      void connection.sendNotification(DidChangeTextDocumentNotification.type, {
        textDocument,
        contentChanges: [{ text }],
      });
    },
    async pull(uri) {
      const report = await connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri } });
      return report.kind === 'full' ? report.items : [];
    },
    nextPush: (uri, version = versions.get(uri) ?? 0) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = pushed.find((params) => params.uri === uri && (params.version ?? 0) >= version);
          if (found === undefined) return;
          listeners.delete(look);
          resolve(found);
        };
        listeners.add(look);
        look();
      }),
    async stop() {
      if (server.exitCode !== null) return server.exitCode;
      await connection.sendRequest(ShutdownRequest.type);
      await connection.sendNotification(ExitNotification.type);
      const code = await exit;
      connection.dispose();
      return code;
    },
  };
}
