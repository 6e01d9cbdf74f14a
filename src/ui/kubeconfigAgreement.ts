import type { Disposable } from '../base/disposable.ts';
import { createSingleFlight } from '../base/singleFlight.ts';
import type { ContextInfo } from '../cluster/kubeconfig/kubeconfig.ts';

export interface AgreementOptions {
  /** The kubeconfig that a workspace's settings name now, if it needs an agreement and may have one. */
  readonly path: () => string | undefined;
  readonly contexts: (path: string, signal: AbortSignal) => Promise<readonly ContextInfo[]>;
  /** Asks the person about these contexts of the kubeconfig; none if it has none yet. */
  readonly ask: (path: string, contexts: readonly ContextInfo[]) => Promise<boolean>;
  /** What was agreed to in this workspace, as this module writes it. */
  readonly remembered: () => readonly string[];
  readonly remember: (entries: readonly string[]) => Promise<void>;
}

/** What a person has agreed to of kubeconfigs that come from workspace settings. */
export interface KubeconfigAgreement extends Disposable {
  /** Asks for what was not agreed to yet; resolves when that is settled. However many call, it asks once. */
  confirm(): Promise<void>;
  /** Whether all of the kubeconfig was agreed to when it was last confirmed in this window. */
  covers(path: string): boolean;
  /** Whether the context with this fingerprint was agreed to, at any time. */
  coversContext(path: string, fingerprint: string): boolean;
}

const never = new AbortController().signal;

/** An agreement is about a path and each context's fingerprint: a change of anything that these cover asks again. */
export function createKubeconfigAgreement(options: AgreementOptions): KubeconfigAgreement {
  const { path: currentPath, contexts, ask, remembered, remember } = options;
  let covered: string | undefined;

  const isAgreed = async (path: string, signal: AbortSignal): Promise<boolean> => {
    const found = await contexts(path, signal);
    const known = new Set(remembered());
    const isNew = ({ access }: ContextInfo): boolean => !known.has(entryOf(path, access.fingerprint));
    const entries = [entryOf(path), ...found.map(({ access }) => entryOf(path, access.fingerprint))];
    if (entries.every((entry) => known.has(entry))) return true;
    covered = undefined;
    if (!(await ask(path, found.filter(isNew)))) return false;
    await remember([...remembered().filter((entry) => !isAbout(entry, path)), ...entries]);
    return true;
  };

  const flight = createSingleFlight(async (signal) => {
    let path: string | undefined;
    // The setting may have changed while the person was asked.
    do {
      path = currentPath();
      const agreed = path !== undefined && (await isAgreed(path, signal));
      covered = agreed ? path : undefined;
    } while (path !== currentPath());
  });

  return {
    confirm: () => flight.run(never),
    covers: (path) => path === covered,
    coversContext: (path, fingerprint) => remembered().includes(entryOf(path, fingerprint)),
    dispose: () => flight.dispose(),
  };
}

function entryOf(path: string, ...fingerprint: readonly string[]): string {
  return JSON.stringify([path, ...fingerprint]);
}

function isAbout(entry: string, path: string): boolean {
  return entry.startsWith(entryOf(path).slice(0, -1));
}
