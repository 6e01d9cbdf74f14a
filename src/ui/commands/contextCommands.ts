import * as vscode from 'vscode';
import { failureOf } from '../../base/failure.ts';
import type { ContextInfo, LoadedKubeconfig } from '../../cluster/kubeconfig/kubeconfig.ts';
import type { KubeconfigTrust } from '../kubeconfigTrust.ts';
import { withLateProgress } from '../progress.ts';
import { isProtected } from '../protect.ts';
import type { SessionHost } from '../sessionHost.ts';
import { setting } from '../settings.ts';
import { texts } from '../texts.ts';
import type { WorkspaceState } from '../workspaceState.ts';
import { refusal } from './guard.ts';

/** Lets the person choose the context of this workspace and connects to it. kubectl's own choice stays as it is. */
export async function selectContext(host: SessionHost, state: WorkspaceState, trust: KubeconfigTrust): Promise<void> {
  await trust.confirm(host);
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

/** The chosen context first, then kubectl's current one, then the others by name. */
function contextItems({ contexts, currentContext }: LoadedKubeconfig, chosen: string | undefined): ContextItem[] {
  const rank = ({ name }: ContextInfo): number => (name === chosen ? 0 : name === currentContext ? 1 : 2);
  return [...contexts]
    .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name))
    .map((context) => {
      const { name, host, user, cluster } = context;
      const marks = [
        ...(name === chosen ? [texts.chosenContext()] : []),
        ...(name === currentContext ? [texts.currentContext()] : []),
      ];
      const icon = isProtected(name, setting('protectedContexts')) ? 'shield' : 'server-environment';
      return {
        name,
        label: name,
        iconPath: new vscode.ThemeIcon(icon),
        description: marks.join(', '),
        detail: [host ?? cluster, user].filter((part) => part !== '').join(' \u00b7 '),
      };
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
  const items = [...new Set([...current, ...all])].map((label) => ({ label, picked: current.includes(label) }));
  const picked = await vscode.window.showQuickPick(items, { title: texts.pickNamespaces(), canPickMany: true });
  return picked?.map(({ label }) => label);
}

async function typeNamespaces(current: readonly string[]): Promise<string[] | undefined> {
  const typed = await vscode.window.showInputBox({ prompt: texts.typeNamespaces(), value: current.join(', ') });
  return typed === undefined ? undefined : [...new Set(typed.split(/[\s,]+/).filter((name) => name !== ''))];
}

/** The choice belongs to the workspace where there is one, as the context does. */
function settingsTarget(): vscode.ConfigurationTarget {
  return vscode.workspace.workspaceFolders ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
}
