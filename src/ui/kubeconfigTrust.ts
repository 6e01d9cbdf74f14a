import * as vscode from 'vscode';
import type { ContextInfo } from '../cluster/kubeconfig/kubeconfig.ts';
import type { SessionHost } from './sessionHost.ts';
import { isFromWorkspace, setting } from './settings.ts';
import { texts } from './texts.ts';
import type { WorkspaceState } from './workspaceState.ts';

/** Decides which kubeconfig and which of its commands may be used: a workspace's settings may be anybody's. */
export interface KubeconfigTrust {
  /** The setting's value if it may be used, else empty. */
  kubeconfig(): string;
  /** Whether an exec plugin may run. */
  allowExec(command: string): boolean;
  /** Asks for a kubeconfig from workspace settings that was not confirmed yet; resolves when all is settled. */
  confirm(host: SessionHost): Promise<void>;
}

/**
 * A kubeconfig from workspace settings is used after one confirmation that names its path and every command in it;
 * it is asked for again when a command comes or changes.
 */
export function createKubeconfigTrust(state: WorkspaceState): KubeconfigTrust {
  const confirmed = (): readonly string[] => state.get('sluice.confirmedKubeconfigs') ?? [];
  const isConfirmed = (entry: string): boolean => confirmed().includes(entry);

  const kubeconfig = (): string => {
    const path = setting('kubeconfig');
    if (path === '' || !isFromWorkspace('kubeconfig')) return path;
    return vscode.workspace.isTrusted && isConfirmed(entryOf(path)) ? path : '';
  };

  return {
    kubeconfig,
    allowExec(command) {
      if (!vscode.workspace.isTrusted) return false;
      const path = kubeconfig();
      return path === '' || !isFromWorkspace('kubeconfig') || isConfirmed(entryOf(path, command));
    },
    async confirm(host) {
      const path = setting('kubeconfig');
      if (path === '' || !isFromWorkspace('kubeconfig') || !vscode.workspace.isTrusted) return;
      const { contexts } = await host.open().contexts(new AbortController().signal, path);
      const commands = commandsOf(contexts);
      const entries = [entryOf(path), ...commands.map((command) => entryOf(path, command))];
      if (entries.every(isConfirmed)) return;
      if (await ask(path, commands)) await state.set('sluice.confirmedKubeconfigs', [...confirmed(), ...entries]);
    },
  };
}

function entryOf(path: string, command = ''): string {
  return JSON.stringify([path, command]);
}

function commandsOf(contexts: readonly ContextInfo[]): string[] {
  return [...new Set(contexts.flatMap(({ execCommand }) => execCommand ?? []))];
}

async function ask(path: string, commands: readonly string[]): Promise<boolean> {
  const use = texts.actions.use();
  const detail =
    commands.length > 0 ? texts.confirmKubeconfigExec(commands.join('; ')) : texts.confirmKubeconfigPlain();
  const answer = await vscode.window.showWarningMessage(texts.confirmKubeconfig(path), { modal: true, detail }, use);
  return answer === use;
}
