import type { Connection, InitializeParams } from 'vscode-languageserver/node';
import { disposeAll, type Disposable } from '../base/disposable.ts';
import type { Logger } from '../base/logger.ts';
import { diagnosticsPage, packageFacts } from '../files/ownFiles.ts';
import type { ClientAbilities } from './clientAbilities.ts';
import { createClusterSchemas } from './clusterSchemas.ts';
import { answerPulls } from './diagnostics/pull.ts';
import { pushDiagnostics } from './diagnostics/push.ts';
import { createReports } from './diagnostics/reports.ts';
import { createDocuments } from './documents.ts';
import { createFacts } from './facts.ts';
import { answerRequests } from './features/answerRequests.ts';
import { changedFolders, foldersOf } from './folders.ts';
import { hearClient } from './hearClient.ts';
import { readOptions } from './options.ts';
import { createPlaces } from './places.ts';
import { createRuleLog } from './ruleLog.ts';
import { syncDocuments } from './syncDocuments.ts';
import { tellStatus } from './tellStatus.ts';
import { createUserSchemas } from './userSchemas.ts';
import { watchFiles } from './watchFiles.ts';
import { createWorkspaceIndex } from './workspaceIndex.ts';

/** A client that was greeted, and all that is held for it. */
export interface Session extends Disposable {
  /** The client can be asked and told now. */
  begin(): void;
}

/** What a session is opened with. */
export interface SessionParts {
  readonly connection: Connection;
  readonly logger: Logger;
  readonly abilities: ClientAbilities;
  readonly params: InitializeParams;
}

/** The workspace is read after the first report, or after so many milliseconds if no document is open. */
const longestWait = 300;

/** Makes the owners of all state, and wires them to each other and to the client. */
export function openSession({ connection, logger, abilities, params }: SessionParts): Session {
  const options = readOptions(params.initializationOptions);
  const documents = createDocuments();
  const index = createWorkspaceIndex(documents, logger);
  const clusterSchemas = createClusterSchemas(options.cacheFolder, logger);
  const userSchemas = createUserSchemas(logger);
  const facts = createFacts({ index, clusterSchemas, userSchemas }, options.settings);
  const places = createPlaces(documents);
  const tellRules = createRuleLog(logger);
  let folders = foldersOf(params);
  let hasBegun = false;

  const readAll = (): void => {
    void index.read(folders);
    userSchemas.read(facts.settings().schemaLocations, folders);
  };
  const readFirst = (): void => {
    if (hasBegun) return;
    hasBegun = true;
    readAll();
  };
  const reports = createReports({
    documents,
    facts,
    places,
    page: diagnosticsPage(packageFacts()),
    isReady: () => index.state().ready,
    onReport(file, context) {
      setImmediate(readFirst);
      tellRules(file, context);
    },
  });

  syncDocuments(connection, documents);
  hearClient(connection, {
    facts,
    schemas: clusterSchemas,
    onSettings(settings) {
      facts.setSettings(settings);
      userSchemas.read(settings.schemaLocations, folders);
    },
  });
  const parts = { connection, documents, facts, reports, logger };
  const held: Disposable[] = [
    abilities.pullsDiagnostics ? answerPulls(parts, abilities.refreshesDiagnostics) : pushDiagnostics(parts),
    answerRequests({ connection, abilities, options, reports, parts: { documents, facts, places, index } }),
    tellStatus(connection, index, facts),
    index.onDidChange(places.forget),
    index,
    clusterSchemas,
    userSchemas,
    facts,
  ];
  if (options.cluster !== null) void clusterSchemas.take({ cluster: options.cluster });

  return {
    begin() {
      held.push(watchFiles(connection, index, abilities.watchesFiles));
      if (abilities.workspaceFolders) {
        connection.workspace.onDidChangeWorkspaceFolders((event) => {
          folders = changedFolders(folders, event);
          readAll();
        });
      }
      setTimeout(readFirst, longestWait).unref();
    },
    dispose: () => disposeAll(...held).dispose(),
  };
}
