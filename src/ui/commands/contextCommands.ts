import * as vscode from 'vscode';
import { failureOf } from '../../base/failure.ts';
import type { LoadedKubeconfig } from '../../cluster/kubeconfig/kubeconfig.ts';
import type { KubeconfigTrust } from '../kubeconfigTrust.ts';
import { withLateProgress } from '../progress.ts';
import { isProtected } from '../protect.ts';
import type { SessionHost } from '../sessionHost.ts';
import { setting } from '../settings.ts';
import { texts } from '../texts.ts';
import type { WorkspaceState } from '../workspaceState.ts';
import { contextChoices, namespaceChoices } from './choices.ts';
import { refusal } from './guard.ts';

/** Lets the person choose the context of this workspace and connects to it. kubectl's own choice stays as it is. */
export async function selectContext(host: SessionHost, state: WorkspaceState, trust: KubeconfigTrust): Promise<void> {
  await trust.confirm();
  const session = host.open();
  const loaded = await session.contexts(new AbortController().signal);
  if (loaded.contexts.length === 0) throw refusal('noKubeconfig', texts.noContexts(loaded.paths.join(', ')));
  const chosen = state.get('sluice.context');
  const picked = await vscode.window.showQuickPick(contextItems(loaded, chosen), {
    title: texts.pickContext(),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (!picked) return;
  await state.set('sluice.context', picked.name);
  session.reconnect();
}

type ContextItem = vscode.QuickPickItem & { readonly name: string };

function contextItems(loaded: LoadedKubeconfig, chosen: string | undefined): ContextItem[] {
  return contextChoices(loaded, chosen).map((context) => {
    const marks = [
      ...(context.chosen ? [texts.chosenContext()] : []),
      ...(context.current ? [texts.currentContext()] : []),
    ];
    const icon = isProtected(context.name, setting('protectedContexts')) ? 'shield' : 'server-environment';
    const { name, label, detail } = context;
    return { name, label, detail, description: marks.join(', '), iconPath: new vscode.ThemeIcon(icon) };
  });
}

/** Asks for the namespaces to watch: from a list where the account may list them, else by their names. */
export async function chooseNamespaces(host: SessionHost): Promise<void> {
  const { client } = host.open();
  if (!client) throw refusal('notConnected', texts.notConnected());
  const current = setting('namespaces');
  const all = await withLateProgress(texts.listingNamespaces(), (signal) => client.namespaces(signal)).catch(
    (error: unknown) => {
      if (failureOf(error)?.code === 'forbidden') return undefined;
      throw error;
    },
  );
  const chosen = all ? await pickNamespaces(all, current) : await typeNamespaces(current);
  if (!chosen) return;
  await vscode.workspace.getConfiguration('sluice').update('namespaces', chosen, settingsTarget());
}

async function pickNamespaces(all: readonly string[], current: readonly string[]): Promise<string[] | undefined> {
  const look = { title: texts.pickNamespaces(), canPickMany: true } as const;
  const picked = await vscode.window.showQuickPick(namespaceChoices(all, current), look);
  return picked?.map(({ name }) => name);
}

async function typeNamespaces(current: readonly string[]): Promise<string[] | undefined> {
  const typed = await vscode.window.showInputBox({ prompt: texts.typeNamespaces(), value: current.join(', ') });
  return typed === undefined ? undefined : [...new Set(typed.split(/[\s,]+/).filter((name) => name !== ''))];
}

/** The choice belongs to the workspace where there is one, as the context does. */
function settingsTarget(): vscode.ConfigurationTarget {
  return vscode.workspace.workspaceFolders ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
}
