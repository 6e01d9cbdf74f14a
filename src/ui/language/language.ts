import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import { DidChangeConfigurationNotification, type LanguageClient } from 'vscode-languageclient/node';
import type { Disposable } from '../../base/disposable.ts';
import {
  judged,
  status,
  type ClusterIdentity,
  type InitializationOptions,
  type JudgedParams,
  type JudgedResult,
  type ServerSettings,
  type StatusParams,
} from '../../protocol/protocol.ts';
import { onSettingsChange } from '../settings.ts';
import { texts } from '../texts.ts';
import { newsMethods, sendClusterNews, type ClusterSource } from './clusterNews.ts';
import { showFindings } from './diagnostics.ts';
import { createJudgement } from './judgement.ts';
import { lensCommands, provideCodeLenses } from './lenses.ts';
import { serverClient } from './server.ts';
import { languageSettings, serverSettings } from './serverSettings.ts';
import { createStatusItem } from './statusItem.ts';
import { createSupervisor } from './supervisor.ts';
import { followYamlExtension } from './yamlExtension.ts';

/** Shows completions again after one was taken that only begins something. */
const suggestAgain = 'editor.action.triggerSuggest';

/** What the language server's side of the editor needs of the rest. */
export interface LanguageOptions extends ClusterSource {
  /** The folder of the extension. */
  readonly extensionPath: string;
  /** A folder that the server may write to. */
  readonly cacheFolder: string;
  /** The context chosen for this workspace. */
  readonly context: () => string | undefined;
}

/** The language server of the window. */
export interface Language extends Disposable {
  /** Starts the server anew, also one that was given up. */
  restart(): Promise<void>;
  /** Asks the server once it runs. Rejects with its error, or with the signal's reason. */
  ask<Result>(method: string, params: object, signal: AbortSignal): Promise<Result>;
}

/** Starts the language server, and keeps it in step with settings, the cluster and the YAML extension. */
export function startLanguage(options: LanguageOptions): Language {
  const output = vscode.window.createOutputChannel(texts.languageServer(), { log: true });
  const judgement = createJudgement((uri) =>
    server.client?.sendRequest<JudgedResult>(judged, { uri } satisfies JudgedParams),
  );
  const yaml = followYamlExtension(judgement.judges);
  const item = createStatusItem();
  const refreshFindings = (): void => server.client?.getFeature('textDocument/diagnostic').refresh();
  const findings = showFindings(refreshFindings);

  let sent: ServerSettings | undefined;
  const settingsNow = (): ServerSettings => (sent = serverSettings(!yaml.checksSyntax));
  const initializationOptions = (): InitializationOptions => ({
    clientCommands: [...lensCommands, suggestAgain],
    cacheFolder: options.cacheFolder,
    cluster: rememberedCluster(options),
    settings: settingsNow(),
  });

  const server = createSupervisor({
    output,
    onGivenUp: item.showNone,
    makeClient: (onEnd) =>
      serverClient({
        extensionPath: options.extensionPath,
        output,
        initializationOptions,
        middleware: { provideDiagnostics: findings.provideDiagnostics, provideCodeLenses },
        onEnd,
      }),
    whileRunning(client) {
      // They may have changed while it started.
      sendSettings();
      return vscode.Disposable.from(
        sendClusterNews(options, receiverOf(client)),
        client.onNotification(status, (params: StatusParams) => item.show(params)),
      );
    },
  });

  const sendSettings = (): void => {
    const [before, { client }] = [sent, server];
    if (client === undefined || isDeepStrictEqual(settingsNow(), before)) return;
    void client.sendNotification(DidChangeConfigurationNotification.type, { settings: { sluice: sent } });
  };

  const refreshLenses = (): void => {
    for (const document of vscode.workspace.textDocuments) {
      const provider = server.client?.getFeature('textDocument/codeLens').getProvider(document);
      provider?.onDidChangeCodeLensEmitter.fire();
    }
  };

  const parts = vscode.Disposable.from(
    onSettingsChange(languageSettings, sendSettings),
    onSettingsChange(['validate.enable'], refreshFindings),
    onSettingsChange(['readOnly', 'allowDryRun'], refreshLenses),
    yaml.onDidChange(sendSettings),
    server,
    findings,
    item,
    judgement,
    yaml,
  );
  return {
    restart: server.restart,
    async ask(method, params, signal) {
      const client = await server.running(signal);
      const cancel = new vscode.CancellationTokenSource();
      const stop = (): void => cancel.cancel();
      signal.addEventListener('abort', stop, { once: true });
      try {
        return await client.sendRequest(method, params, cancel.token);
      } catch (error) {
        signal.throwIfAborted();
        throw error;
      } finally {
        signal.removeEventListener('abort', stop);
        cancel.dispose();
      }
    },
    dispose: () => void parts.dispose(),
  };
}

/** The cluster whose schemas count until one is connected: the one that was, if the person still works with it. */
function rememberedCluster({ remembered, context }: LanguageOptions): ClusterIdentity | null {
  const cluster = remembered();
  return cluster !== undefined && cluster.name === context() ? cluster : null;
}

function receiverOf(client: LanguageClient): Parameters<typeof sendClusterNews>[1] {
  const send = (method: string, params: object): void => {
    void client.sendNotification(method, params);
  };
  return {
    sendFacts: (params) => send(newsMethods.facts, params),
    sendSchemas: (params) => send(newsMethods.schemas, params),
  };
}
