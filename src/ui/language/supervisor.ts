import * as vscode from 'vscode';
import { State, type LanguageClient } from 'vscode-languageclient/node';
import { plainText } from '../../base/plainText.ts';
import type { Disposable } from '../../base/disposable.ts';
import { createEmitter } from '../../base/event.ts';
import { FailureError, messageOf } from '../../base/failure.ts';
import { until } from '../../base/until.ts';
import { texts } from '../texts.ts';
import { createRestartPolicy } from './restartPolicy.ts';

/** Keeps a server running. */
export interface Supervisor extends Disposable {
  /** The client of the server, while that runs. */
  readonly client: LanguageClient | undefined;
  /** The client once the server runs. Rejects where it does not come to run, or with the signal's reason. */
  running(signal: AbortSignal): Promise<LanguageClient>;
  /** Starts the server anew, also one that was given up; resolves when it runs or the person was told that it does not. */
  restart(): Promise<void>;
}

export interface SupervisorOptions {
  /** Makes a client that is not started. `onEnd` is called when its server ended unasked. */
  readonly makeClient: (onEnd: () => void) => LanguageClient;
  /** What is to be done with a server as long as it runs. */
  readonly whileRunning: (client: LanguageClient) => Disposable;
  /** No server runs, and none will before somebody asks for it. */
  readonly onGivenUp: () => void;
  /** Where the server's words go; it ends with the supervisor. */
  readonly output: vscode.LogOutputChannel;
}

/** Starts a server, and starts it again when it ends unasked, until it does so too often; then a person is asked. */
export function createSupervisor(options: SupervisorOptions): Supervisor {
  const { makeClient, whileRunning, onGivenUp, output } = options;
  let current: LanguageClient | undefined;
  let policy = createRestartPolicy();
  let disposed = false;
  let isGivenUp = false;
  const changed = createEmitter<void>();

  const giveUp = async (sentence: string): Promise<void> => {
    onGivenUp();
    isGivenUp = true;
    changed.fire();
    const [again, log] = [texts.actions.restart(), texts.actions.showLogs()];
    const answer = await vscode.window.showErrorMessage(sentence, again, log);
    if (answer === again) await restart();
    else if (answer === log) output.show(true);
  };

  const start = async (): Promise<void> => {
    const client = makeClient(() => {
      // One that ends before it runs is told by the start that fails.
      if (current !== client || disposed || !isRunning(client)) return;
      const again = policy.crashed(performance.now());
      output.warn(`The server ended unasked; it is ${again ? '' : 'not '}started again.`);
      // The client still has to clean up.
      setImmediate(() => void (again ? relaunch() : giveUp(texts.serverKeepsEnding())));
    });
    current = client;
    let work: Disposable | undefined;
    client.onDidChangeState(({ newState }) => {
      work?.dispose();
      work = newState === State.Running ? whileRunning(client) : undefined;
      changed.fire();
    });
    try {
      await client.start();
    } catch (error) {
      if (current !== client || disposed) return;
      output.error(messageOf(error));
      void giveUp(texts.serverDidNotStart(plainText(messageOf(error), 300)));
    }
  };

  const stop = async (): Promise<void> => {
    const client = current;
    current = undefined;
    // One that does not run has nothing to stop, and says so by throwing.
    await client?.dispose().catch(() => undefined);
  };

  const relaunch = async (): Promise<void> => {
    await stop();
    if (!disposed) await start();
  };

  const restart = (): Promise<void> => {
    policy = createRestartPolicy();
    isGivenUp = false;
    return relaunch();
  };

  const client = (): LanguageClient | undefined => (current && isRunning(current) ? current : undefined);
  const clientOrRefusal = (): LanguageClient | undefined => {
    if (isGivenUp) throw new FailureError({ code: 'serverStopped', message: texts.serverStopped() });
    return client();
  };

  void start();
  return {
    get client() {
      return client();
    },
    running: (signal) => until([changed.event], clientOrRefusal, signal),
    restart,
    dispose() {
      disposed = true;
      changed.dispose();
      // The client writes to it to its end.
      void stop().finally(() => output.dispose());
    },
  };
}

function isRunning(client: LanguageClient): boolean {
  return client.state === State.Running;
}
