import type { ContextInfo, LoadedKubeconfig } from '../../cluster/kubeconfig/kubeconfig.ts';
import { escapeIcons, plainText } from '../../base/plainText.ts';

/** A name to pick as quick picks show it, which would draw `$(name)` in any of these texts as an icon. */
export interface Choice {
  /** The name itself. */
  readonly name: string;
  readonly label: string;
}

export interface ContextChoice extends Choice {
  readonly detail: string;
  /** Whether it is chosen for this workspace. */
  readonly chosen: boolean;
  /** Whether it is kubectl's current context. */
  readonly current: boolean;
}

/** The contexts to choose among: the one chosen before first, then kubectl's current one, then the others by name. */
export function contextChoices(
  { contexts, currentContext }: Pick<LoadedKubeconfig, 'contexts' | 'currentContext'>,
  chosen: string | undefined,
): ContextChoice[] {
  const rank = ({ name }: ContextInfo): number => (name === chosen ? 0 : name === currentContext ? 1 : 2);
  return [...contexts]
    .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name))
    .map(({ name, host, user, cluster }) => ({
      ...choice(name),
      detail: pickText([host ?? cluster, user].filter((part) => part !== '').join(' \u00b7 ')),
      chosen: name === chosen,
      current: name === currentContext,
    }));
}

/** The namespaces to choose among, those of the setting first, which are picked. */
export function namespaceChoices(
  all: readonly string[],
  current: readonly string[],
): (Choice & { readonly picked: boolean })[] {
  return [...new Set([...current, ...all])].map((name) => ({ ...choice(name), picked: current.includes(name) }));
}

/** An entry of a quick pick for a name that comes from elsewhere: shown as it is, without icons. */
export function choice(name: string): Choice {
  return { name, label: pickText(name) };
}

/** Text from a cluster, a kubeconfig or a person, for a quick pick. */
export function pickText(text: string): string {
  return escapeIcons(plainText(text));
}
