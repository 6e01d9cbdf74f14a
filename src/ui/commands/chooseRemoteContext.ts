import * as vscode from 'vscode';
import { contextOf } from '../../cluster/session/sessionState.ts';
import { kinds } from '../../flux/kinds.ts';
import { jsonOf, kindIdOf, type FluxObject, type ObjectKey } from '../../flux/object.ts';
import { remoteClusterOf } from '../../flux/remoteCluster.ts';
import { findObject } from '../../flux/snapshot.ts';
import { remoteContextKey } from '../changes/remoteContexts.ts';
import { texts } from '../texts.ts';
import { contextChoices } from './choices.ts';
import type { CommandContext } from './context.ts';
import { refusal } from './guard.ts';

/**
 * Lets the person say which context is the cluster that a Kustomization applies to (spec.kubeConfig), and remembers it for
 * the workspace. Throws a FailureError where there is nothing to choose from.
 */
export async function chooseRemoteContext(context: CommandContext, key: ObjectKey): Promise<void> {
  const { host, state, trust } = context;
  const name = remoteNames(context, [key])[0];
  if (name === undefined) throw refusal('noRemoteCluster', texts.changes.noRemoteCluster());
  await trust.confirm();
  const loaded = await host.open().contexts(new AbortController().signal);
  if (loaded.contexts.length === 0) throw refusal('noKubeconfig', texts.noContexts(loaded.paths.join(', ')));
  const remembered = state.get('sluice.remoteContexts') ?? {};
  const id = remoteContextKey(contextOf(host.state), name);
  const items = contextChoices(loaded, remembered[id]).map(({ name: context, label, detail, chosen }): ContextItem => ({
    label,
    detail,
    description: chosen ? texts.manifest.chosen() : '',
    context,
  }));
  const none: ContextItem = { label: texts.changes.noRemoteContext(), detail: '', description: '', context: undefined };
  const title = texts.changes.pickRemoteContext(name);
  const picked = await vscode.window.showQuickPick([...items, none], { title, matchOnDetail: true });
  if (picked === undefined) return;
  const others = Object.entries(remembered).filter(([one]) => one !== id);
  const own = picked.context === undefined ? [] : [[id, picked.context] as const];
  await state.set('sluice.remoteContexts', Object.fromEntries([...others, ...own]));
}

type ContextItem = vscode.QuickPickItem & { readonly context: string | undefined };

/**
 * Asks for the contexts of the clusters that these Kustomizations apply to, for each cluster once in a workspace: who does
 * not say it is told that nothing is compared there, and may choose it any time.
 */
export async function askForRemoteContexts(context: CommandContext, keys: readonly ObjectKey[]): Promise<void> {
  const { state, host } = context;
  for (const key of keys) {
    const name = remoteNames(context, [key])[0];
    const asked = state.get('sluice.askedRemoteClusters') ?? [];
    const id = name === undefined ? undefined : remoteContextKey(contextOf(host.state), name);
    if (id === undefined || asked.includes(id)) continue;
    await state.set('sluice.askedRemoteClusters', [...asked, id]);
    await chooseRemoteContext(context, key);
  }
}

/** Whether an object is a Kustomization that applies to another cluster. */
export function appliesElsewhere(object: FluxObject): boolean {
  return kindIdOf(object.key) === kinds.kustomization && remoteClusterOf(jsonOf(object)) !== undefined;
}

function remoteNames({ host }: CommandContext, keys: readonly ObjectKey[]): readonly string[] {
  return keys.flatMap((key) => {
    const object = findObject(host.snapshot, key);
    return (object && remoteClusterOf(jsonOf(object))) ?? [];
  });
}
