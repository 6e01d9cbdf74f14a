import * as vscode from 'vscode';
import { contextOf } from '../../cluster/session/sessionState.ts';
import type { LoadedKubeconfig } from '../../cluster/kubeconfig/kubeconfig.ts';
import type { ObjectKey } from '../../flux/object.ts';
import { remoteClusterOfObject } from '../../flux/remoteCluster.ts';
import { findObject } from '../../flux/snapshot.ts';
import { refresh } from '../changes/compare.ts';
import { remoteContextKey } from '../changes/remoteContexts.ts';
import { texts } from '../texts.ts';
import { contextChoices } from './choices.ts';
import type { CommandContext } from './context.ts';
import { refusal } from './guard.ts';

/**
 * Lets the person say which context is the cluster that a Kustomization applies to, and remembers it for the workspace.
 * Throws a FailureError where there is nothing to choose from.
 */
export async function chooseRemoteContext(context: CommandContext, key: ObjectKey): Promise<void> {
  const object = findObject(context.host.snapshot, key);
  const name = object && remoteClusterOfObject(object);
  if (name === undefined) throw refusal('noRemoteCluster', texts.changes.noRemoteCluster());
  await pickContext(context, name, await choosable(context));
}

/**
 * The same for the cluster of a row of the view "Changes". What stands there is compared again if the answer is another
 * one than before.
 */
export async function chooseContextOfRow(context: CommandContext, name: string): Promise<void> {
  if (await pickContext(context, name, await choosable(context))) await refresh(context.changes.state);
}

/**
 * Asks for the contexts of the clusters that these Kustomizations apply to, for each cluster once in a workspace: who does
 * not say it is told that nothing is compared there, and may choose it any time.
 */
export async function askForRemoteContexts(context: CommandContext, keys: readonly ObjectKey[]): Promise<void> {
  const { state, host } = context;
  for (const key of keys) {
    const object = findObject(host.snapshot, key);
    const name = object && remoteClusterOfObject(object);
    const asked = state.get('sluice.askedRemoteClusters') ?? [];
    const id = name === undefined ? undefined : remoteContextKey(contextOf(host.state), name);
    if (name === undefined || id === undefined || asked.includes(id)) continue;
    const loaded = await loadContexts(context);
    // Within a cluster there may be no kubeconfig, and nothing to ask.
    if (loaded.contexts.length === 0) return;
    await state.set('sluice.askedRemoteClusters', [...asked, id]);
    await pickContext(context, name, loaded, texts.changes.contextLater());
  }
}

async function loadContexts({ host, trust }: CommandContext): Promise<LoadedKubeconfig> {
  await trust.confirm();
  return host.open().contexts(new AbortController().signal);
}

async function choosable(context: CommandContext): Promise<LoadedKubeconfig> {
  const loaded = await loadContexts(context);
  if (loaded.contexts.length === 0) throw refusal('noKubeconfig', texts.noContexts(loaded.paths.join(', ')));
  return loaded;
}

type ContextItem = vscode.QuickPickItem & { readonly context: string | undefined };

/** Resolves to whether the answer is another one than before. */
async function pickContext(
  { host, state }: CommandContext,
  name: string,
  loaded: LoadedKubeconfig,
  placeHolder?: string,
): Promise<boolean> {
  const remembered = state.get('sluice.remoteContexts') ?? {};
  const id = remoteContextKey(contextOf(host.state), name);
  const items = contextChoices(loaded, remembered[id]).map(({ name: context, label, detail, chosen }): ContextItem => ({
    label,
    detail,
    description: chosen ? texts.manifest.chosen() : '',
    context,
  }));
  const none: ContextItem = { label: texts.changes.noRemoteContext(), detail: '', description: '', context: undefined };
  const picked = await vscode.window.showQuickPick([...items, none], {
    title: texts.changes.pickRemoteContext(name),
    ...(placeHolder !== undefined && { placeHolder }),
    matchOnDetail: true,
  });
  if (picked === undefined || picked.context === remembered[id]) return false;
  const others = Object.entries(remembered).filter(([one]) => one !== id);
  const own = picked.context === undefined ? [] : [[id, picked.context] as const];
  await state.set('sluice.remoteContexts', Object.fromEntries([...others, ...own]));
  return true;
}
