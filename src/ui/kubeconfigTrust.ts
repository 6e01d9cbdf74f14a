import * as vscode from 'vscode';
import type { Disposable } from '../base/disposable.ts';
import type { ContextAccess } from '../cluster/kubeconfig/contextAccess.ts';
import type { ContextInfo } from '../cluster/kubeconfig/kubeconfig.ts';
import type { SessionSettings } from '../cluster/session/session.ts';
import { plainText } from '../base/plainText.ts';
import { agreementFacts } from './agreementFacts.ts';
import { createKubeconfigAgreement } from './kubeconfigAgreement.ts';
import type { SessionHost } from './sessionHost.ts';
import { isFromWorkspace, setting } from './settings.ts';
import { texts } from './texts.ts';
import type { WorkspaceState } from './workspaceState.ts';

/** Decides which kubeconfig and which of its plugins may be used: a workspace's settings may be anybody's. */
export interface KubeconfigTrust extends Disposable {
  /** What a session may use now: the setting's value or, where that may not be used, nothing in its place. */
  grant(): Pick<SessionSettings, 'kubeconfig' | 'mayUse'>;
  /** Asks for a kubeconfig from workspace settings that was not agreed to yet; resolves when all is settled. */
  confirm(): Promise<void>;
}

/**
 * A kubeconfig from workspace settings is used after one agreement to all that it comes to (`agreementFacts.ts`), for
 * which a change of any of it asks again. `host` reads it; trust is made before it.
 */
export function createKubeconfigTrust(state: WorkspaceState, host: () => SessionHost): KubeconfigTrust {
  const isTrusted = (): boolean => vscode.workspace.isTrusted;
  const agreement = createKubeconfigAgreement({
    path: () => (isTrusted() ? workspacePath() : undefined),
    contexts: async (path, signal) => (await host().open().contexts(signal, path)).contexts,
    ask,
    remembered: () => state.get('sluice.confirmedKubeconfigs') ?? [],
    remember: (entries) => state.set('sluice.confirmedKubeconfigs', entries),
  });

  return {
    grant() {
      const path = workspacePath();
      // No program runs in a workspace that is not trusted, whoever wrote the kubeconfig.
      const ownMayUse = ({ exec }: ContextAccess): boolean => exec === undefined || isTrusted();
      if (path === undefined) return { kubeconfig: setting('kubeconfig'), mayUse: ownMayUse };
      if (!isTrusted() || !agreement.covers(path)) return { kubeconfig: '', mayUse: ownMayUse };
      const mayUse = ({ fingerprint }: ContextAccess): boolean =>
        isTrusted() && agreement.coversContext(path, fingerprint);
      return { kubeconfig: path, mayUse };
    },
    confirm: agreement.confirm,
    dispose: agreement.dispose,
  };
}

/** The setting's value if a workspace's settings give it. */
function workspacePath(): string | undefined {
  const path = setting('kubeconfig');
  return path !== '' && isFromWorkspace('kubeconfig') ? path : undefined;
}

async function ask(path: string, contexts: readonly ContextInfo[]): Promise<boolean> {
  const shownPath = plainText(path, 1000);
  const { facts, complete } = agreementFacts(contexts);
  const lines = [
    ...facts.map(({ code, text }) => texts.agreement[code](text)),
    ...(complete ? [] : [texts.agreementCut(shownPath)]),
    texts.agreementAdvice(),
  ];
  const use = texts.actions.use();
  const look = { modal: true, detail: lines.join('\n') };
  return (await vscode.window.showWarningMessage(texts.confirmKubeconfig(shownPath), look, use)) === use;
}
