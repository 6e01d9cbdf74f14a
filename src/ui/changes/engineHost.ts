import { homedir } from 'node:os';
import { env } from 'node:process';
import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable.ts';
import type { Logger } from '../../base/logger.ts';
import { contextOf } from '../../cluster/session/sessionState.ts';
import type { SessionSettings } from '../../cluster/session/session.ts';
import type { Engine } from '../../compare/engine.ts';
import { refusal } from '../commands/guard.ts';
import { lazy } from '../lazy.ts';
import type { SessionHost } from '../sessionHost.ts';
import { setting } from '../settings.ts';
import { texts } from '../texts.ts';
import { remoteContextKey } from './remoteContexts.ts';

/** The window's engine: made, with the bundles that it lives in, when it is first needed. */
export interface EngineHost extends Disposable {
  /** Throws a FailureError in Restricted Mode. */
  engine(): Engine;
}

export interface EngineHostOptions {
  readonly host: SessionHost;
  readonly logger: Logger;
  /** Folders that a person chose for sources, by what the sources are known by. */
  readonly remembered: () => Readonly<Record<string, string>>;
  /** Contexts that a person chose for other clusters, by `remoteContextKey`. */
  readonly remoteContexts: () => Readonly<Record<string, string>>;
  /** What a connection may use now, whichever its context is. */
  readonly settings: () => SessionSettings;
  /** Hears what exec plugins tell the person. */
  readonly onNotice: (line: string) => void;
}

/** Makes a host. The rendering worker starts with the first build, and ends with the host. */
export function createEngineHost(options: EngineHostOptions): EngineHost {
  const { host, logger, remembered, remoteContexts, settings, onNotice } = options;
  let engine: Engine | undefined;
  const make = (): Engine =>
    lazy('compare').createEngine({
      // A source may be a folder that is not open.
      folders: () => [...openFolders(), ...Object.values(remembered())],
      unsaved: unsavedTexts,
      snapshot: () => host.snapshot,
      cluster() {
        if (!setting('allowDryRun')) throw refusal('dryRunOff', texts.changes.dryRunOff());
        const client = host.session?.client;
        if (!client) throw refusal('notConnected', texts.notConnected());
        return client.diff;
      },
      connected: () => host.session?.client?.diff,
      remote: () =>
        lazy('cluster').createRemoteClusters({
          settings,
          env,
          home: homedir(),
          logger,
          onNotice,
          contextOf: (name) => remoteContexts()[remoteContextKey(contextOf(host.state), name)],
        }),
      remembered: () => new Map(Object.entries(remembered())),
      renderer: () => lazy('render').createWorkerRenderer({ folder: __dirname, logger }),
    });
  return {
    engine() {
      // Git reads what a repository sets, and a build reads whatever its files name.
      if (!vscode.workspace.isTrusted) throw refusal('restricted', texts.changes.restricted());
      return (engine ??= make());
    },
    dispose: () => engine?.dispose(),
  };
}

function openFolders(): readonly string[] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return folders.flatMap(({ uri }) => (uri.scheme === 'file' ? [uri.fsPath] : []));
}

function unsavedTexts(): ReadonlyMap<string, string> {
  const typed = vscode.workspace.textDocuments.filter(({ isDirty, uri }) => isDirty && uri.scheme === 'file');
  return new Map(typed.map((document) => [document.uri.fsPath, document.getText()]));
}
