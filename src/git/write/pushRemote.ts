import { folderPrefix, newRunName } from './runName.ts';
import type { Steps } from './steps.ts';

/** Settings of a remote that would move the person's own refs, or push more than was asked for. */
const leftOut: ReadonlySet<string> = new Set(['fetch', 'push', 'mirror', 'prune', 'prunetags', 'tagopt']);

/** A remote by another name. */
export interface PushRemote {
  readonly name: string;
  /** Settings that make it known, for one run of git. */
  readonly config: (readonly [string, string])[];
}

/**
 * A stand-in for a remote: the same addresses and ways there, and no ref here that follows its branches, which git would move
 * with each push. What is no remote's name, such as an address, stands for itself. Throws as {@link Steps.git}.
 */
export async function pushRemote({ git }: Steps, remote: string): Promise<PushRemote> {
  // Nobody's remote has this name: settings of one that had it would count as well.
  const standIn = folderPrefix + newRunName();
  const what = `Reading the settings of ${remote}`;
  const printed = (await git({ what, args: ['config', '--list', '--null'] })).toString();
  const prefix = `remote.${remote}.`;
  const config = printed.split('\0').flatMap((entry): [string, string][] => {
    const end = entry.indexOf('\n');
    const key = end < 0 ? entry : entry.slice(0, end);
    const name = key.startsWith(prefix) ? key.slice(prefix.length) : '.';
    if (name.includes('.') || leftOut.has(name)) return [];
    return [[`remote.${standIn}.${name}`, end < 0 ? 'true' : entry.slice(end + 1)]];
  });
  return config.length === 0 ? { name: remote, config } : { name: standIn, config };
}
