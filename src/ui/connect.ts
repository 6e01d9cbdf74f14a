import * as vscode from 'vscode';
import type { SessionSettings } from '../cluster/session/session.ts';
import type { KubeconfigTrust } from './kubeconfigTrust.ts';
import type { SessionHost } from './sessionHost.ts';
import { onSettingsChange, setting } from './settings.ts';
import { texts } from './texts.ts';
import type { WorkspaceState } from './workspaceState.ts';

/** What a session shall use now, from settings, the workspace's memory and VS Code's own proxy settings. */
export function sessionSettings(state: WorkspaceState, trust: KubeconfigTrust): SessionSettings {
  const http = vscode.workspace.getConfiguration('http');
  const proxy = http.get<string>('proxy') ?? '';
  const noProxy = http.get<readonly string[]>('noProxy') ?? [];
  return {
    ...trust.grant(),
    context: state.get('sluice.context'),
    namespaces: setting('namespaces'),
    ...(proxy !== '' && { httpProxy: proxy }),
    ...(noProxy.length > 0 && { noProxy }),
  };
}

/** Connects if nothing was asked of the session yet, after the questions that a workspace's kubeconfig needs. */
export async function connect(host: SessionHost, trust: KubeconfigTrust): Promise<void> {
  if (host.state.phase !== 'idle') return;
  await trust.confirm();
  host.open().start();
}

/** Lets changed settings and newly given trust reach a session that is in use; `report` hears why they do not. */
export function followSettings(
  host: SessionHost,
  trust: KubeconfigTrust,
  report: (error: unknown) => void,
): vscode.Disposable {
  const refresh = (): void => {
    if (host.state.phase === 'idle') return;
    trust
      .confirm()
      .then(() => host.session?.refresh())
      .catch(report);
  };
  return vscode.Disposable.from(
    onSettingsChange(['kubeconfig', 'namespaces'], refresh),
    vscode.workspace.onDidGrantWorkspaceTrust(refresh),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('http.proxy') || event.affectsConfiguration('http.noProxy')) refresh();
    }),
  );
}

/** Connects when the workspace opens, where the setting and the person say so; the person is asked once. */
export async function connectOnStartup(
  host: SessionHost,
  state: WorkspaceState,
  trust: KubeconfigTrust,
): Promise<void> {
  const context = state.get('sluice.context');
  if (setting('connect') !== 'onStartup' || context === undefined) return;
  const agreed = state.get('sluice.connectOnStartup') ?? (await askOnce(state, context));
  if (agreed) await connect(host, trust);
}

async function askOnce(state: WorkspaceState, context: string): Promise<boolean> {
  const yes = texts.actions.connect();
  const answer = await vscode.window.showInformationMessage(texts.askOnStartup(context), yes, texts.actions.notNow());
  if (answer !== undefined) await state.set('sluice.connectOnStartup', answer === yes);
  return answer === yes;
}
