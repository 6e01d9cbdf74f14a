import type { ExtensionContext } from 'vscode';
import { createChangesState } from './ui/changes/changesState.ts';
import { provideChangeDocuments } from './ui/changes/changeDocuments.ts';
import { createChangesView } from './ui/changes/changesView.ts';
import { createEngineHost } from './ui/changes/engineHost.ts';
import { providePreviews } from './ui/changes/previewDocuments.ts';
import { followSession } from './ui/clusterView.ts';
import { commandTable } from './ui/commands/handlers.ts';
import { registerCommands } from './ui/commands/register.ts';
import { connect, connectOnStartup, followSettings, sessionSettings } from './ui/connect.ts';
import { createKubeconfigTrust } from './ui/kubeconfigTrust.ts';
import { createLanguageHost } from './ui/language/languageHost.ts';
import { createLog } from './ui/log.ts';
import { provideObjectDocuments } from './ui/objectDocument.ts';
import { createSessionHost } from './ui/sessionHost.ts';
import { createSignInNotices } from './ui/signInNotices.ts';
import { cleanUpLater } from './ui/stages/cleanUpLater.ts';
import { createStages } from './ui/stages/stages.ts';
import { createHostTokens } from './ui/stages/promote/hostTokens.ts';
import { createRequests } from './ui/stages/requests/requests.ts';
import { providePromotions } from './ui/stages/promote/promotionDocuments.ts';
import { createTreeState } from './ui/tree/treeState.ts';
import { createTreeView } from './ui/tree/treeView.ts';
import { createWorkspaceState } from './ui/workspaceState.ts';

/** Wires the extension together. Nothing here waits: the cluster is asked when the view is seen or a command needs it. */
export function activate(context: ExtensionContext): void {
  const log = createLog();
  const state = createWorkspaceState(context.workspaceState);
  const trust = createKubeconfigTrust(state, () => host);
  const notices = createSignInNotices(log);
  const host = createSessionHost(() => sessionSettings(state, trust), log, notices.add);
  const tree = createTreeState(host);
  const view = createTreeView(tree);
  const ask = (): Promise<void> => connect(host, trust);
  const report = (error: unknown): void => log.error(String(error));
  const language = createLanguageHost({
    extensionPath: context.extensionPath,
    cacheFolder: context.globalStorageUri.fsPath,
    context: () => state.get('sluice.context'),
    host,
    health: () => tree.model.health,
    onDidChangeHealth: tree.onDidChange,
    remembered: () => state.get('sluice.cluster'),
    remember: (cluster) => void state.set('sluice.cluster', cluster).catch(report),
  });
  const changesState = createChangesState();
  const engines = createEngineHost({
    host,
    logger: log,
    remembered: () => state.get('sluice.sourceFolders') ?? {},
    remoteContexts: () => state.get('sluice.remoteContexts') ?? {},
    settings: () => sessionSettings(state, trust),
    onNotice: notices.add,
  });
  const changes = { host, state: changesState, engine: engines.engine };
  const documents = providePromotions();
  const requests = createRequests(state, report);
  const promoting = { host, engine: engines.engine, tokens: createHostTokens(context, log), documents, requests, log };
  const stages = createStages({ host, tree, view, promoting, log });
  const commands = commandTable({
    ...{ host, tree, view, state, trust, log, language },
    ...{ changes, stages, promoting, connect: ask },
  });

  // VS Code disposes in this order: the log is last, as all others may still write to it.
  context.subscriptions.push(
    registerCommands(commands, log),
    followSession(host, tree, view, () => void ask().catch(report)),
    followSettings(host, trust, report),
    provideObjectDocuments(host),
    provideChangeDocuments(changesState),
    providePreviews(engines.engine, report),
    createChangesView(changesState),
    cleanUpLater(log),
    stages,
    documents,
    requests,
    changesState,
    engines,
    language,
    view,
    tree,
    trust,
    host,
    notices,
    log,
  );
  void connectOnStartup(host, state, trust).catch(report);
}
