import * as vscode from 'vscode';
import { DidChangeConfigurationNotification, State, type LanguageClient } from 'vscode-languageclient/node';
import type { Disposable } from '../../base/disposable.ts';
import { messageOf } from '../../base/failure.ts';
import {
  judged,
  type ClusterIdentity,
  type InitializationOptions,
  type JudgedParams,
  type JudgedResult,
} from '../../protocol/protocol.ts';
import { plainText } from '../../base/plainText.ts';
import { onSettingsChange } from '../settings.ts';
import { texts } from '../texts.ts';
import { newsMethods, sendClusterNews, type ClusterSource } from './clusterNews.ts';
import { showFindings } from './diagnostics.ts';
import { createJudgement } from './judgement.ts';
import { lensCommands, provideCodeLenses } from './lenses.ts';
import { createRestartPolicy } from './restartPolicy.ts';
import { serverClient } from './server.ts';
import { languageSettings, serverSettings } from './serverSettings.ts';
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
}

/** Starts the language server, and keeps it in step with settings, the cluster and the YAML extension. */
export function startLanguage(options: LanguageOptions): Language {
  const output = vscode.window.createOutputChannel(texts.languageServer(), { log: true });
  let current: LanguageClient | undefined;
  let policy = createRestartPolicy();
  let disposed = false;

  const judgement = createJudgement((uri) =>
    current?.state === State.Running
      ? current.sendRequest<JudgedResult>(judged, { uri } satisfies JudgedParams)
      : undefined,
  );
  const yaml = followYamlExtension(judgement.judges);
  const findings = showFindings(() => current?.getFeature('textDocument/diagnostic').refresh());

  const initializationOptions = (): InitializationOptions => ({
    clientCommands: [...lensCommands, suggestAgain],
    cacheFolder: options.cacheFolder,
    cluster: rememberedCluster(options),
    settings: serverSettings(!yaml.checksSyntax),
  });

  const sayOnce = async (sentence: string): Promise<void> => {
    const [again, log] = [texts.actions.restart(), texts.actions.showLogs()];
    const answer = await vscode.window.showErrorMessage(sentence, again, log);
    if (answer === again) await restart();
    else if (answer === log) output.show(true);
  };

  const onCrash = (): boolean => {
    const again = policy.crashed(performance.now());
    output.warn(`The server ended; ${again ? 'it is started again' : 'it is not started again'}.`);
    if (!again) void sayOnce(texts.serverKeepsEnding());
    return again;
  };

  const start = async (): Promise<void> => {
    const middleware = { provideDiagnostics: findings.provideDiagnostics, provideCodeLenses };
    const client = serverClient({ ...options, output, initializationOptions, middleware, onCrash });
    current = client;
    let news: Disposable | undefined;
    client.onDidChangeState(({ newState }) => {
      news?.dispose();
      news = newState === State.Running ? sendClusterNews(options, receiverOf(client)) : undefined;
    });
    try {
      await client.start();
    } catch (error) {
      if (current !== client || disposed) return;
      output.error(messageOf(error));
      void sayOnce(texts.serverDidNotStart(plainText(messageOf(error), 300)));
    }
  };

  const stop = async (): Promise<void> => {
    const client = current;
    current = undefined;
    // One that did not start has nothing to stop, and says so by throwing.
    await client?.dispose().catch(() => undefined);
  };

  const restart = async (): Promise<void> => {
    policy = createRestartPolicy();
    await stop();
    if (!disposed) await start();
  };

  const sendSettings = (): void => {
    if (current?.state !== State.Running) return;
    const settings = { sluice: serverSettings(!yaml.checksSyntax) };
    void current.sendNotification(DidChangeConfigurationNotification.type, { settings });
    current.getFeature('textDocument/diagnostic').refresh();
  };

  const refreshLenses = (): void => {
    for (const document of vscode.workspace.textDocuments) {
      const provider = current?.getFeature('textDocument/codeLens').getProvider(document);
      provider?.onDidChangeCodeLensEmitter.fire();
    }
  };

  void start();
  const subscriptions = vscode.Disposable.from(
    onSettingsChange(languageSettings, sendSettings),
    onSettingsChange(['readOnly'], refreshLenses),
    yaml.onDidChange(sendSettings),
  );
  return {
    restart,
    dispose() {
      disposed = true;
      subscriptions.dispose();
      findings.dispose();
      judgement.dispose();
      yaml.dispose();
      void stop().finally(() => output.dispose());
    },
  };
}

/** The cluster whose schemas count until one is connected: the one that was, if the person still works with it. */
function rememberedCluster({ remembered, context }: LanguageOptions): ClusterIdentity | null {
  const cluster = remembered();
  return cluster !== undefined && cluster.name === context() ? cluster : null;
}

function receiverOf(client: LanguageClient): Parameters<typeof sendClusterNews>[1] {
  const send = (method: string, params: object): void => {
    if (client.state === State.Running) void client.sendNotification(method, params);
  };
  return {
    sendFacts: (params) => send(newsMethods.facts, params),
    sendSchemas: (params) => send(newsMethods.schemas, params),
  };
}
