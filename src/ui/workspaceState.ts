import type * as vscode from 'vscode';
import type { ClusterIdentity } from '../protocol/protocol.ts';

/** What Sluice remembers for a workspace, by VS Code's workspaceState. */
interface Remembered {
  /** The context chosen for this workspace. */
  'sluice.context': string;
  /** What the person agreed to of kubeconfigs from workspace settings, as written by kubeconfigAgreement.ts. */
  'sluice.confirmedKubeconfigs': readonly string[];
  /** Whether connecting when the workspace opens was agreed to. */
  'sluice.connectOnStartup': boolean;
  /** The cluster that was connected last: what is kept of its schemas counts while it is away. */
  'sluice.cluster': ClusterIdentity;
  /** Folders that the person chose for sources, by what these are known by (`sourceAddress`): absolute, with slashes. */
  'sluice.sourceFolders': Readonly<Record<string, string>>;
  /** Contexts that the person chose for clusters that Kustomizations apply to, by `remoteContextKey`. */
  'sluice.remoteContexts': Readonly<Record<string, string>>;
  /** Clusters whose contexts were asked for, by the same. */
  'sluice.askedRemoteClusters': readonly string[];
  /** Pull requests that are followed; another version may have written them. */
  'sluice.pullRequests': readonly unknown[];
  /** Sources whose folders were asked for, by the same as folders. */
  'sluice.askedSources': readonly string[];
}

/** Typed access to a workspace's memory. */
export interface WorkspaceState {
  get<K extends keyof Remembered>(key: K): Remembered[K] | undefined;
  set<K extends keyof Remembered>(key: K, value: Remembered[K] | undefined): Promise<void>;
}

/** Wraps VS Code's memento of the workspace. */
export function createWorkspaceState(memento: vscode.Memento): WorkspaceState {
  return {
    get: (key) => memento.get(key),
    set: async (key, value) => memento.update(key, value),
  };
}
