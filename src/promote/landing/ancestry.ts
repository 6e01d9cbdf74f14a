import { isAncestor } from '../../git/repository.ts';
import { attemptedRevision, parseRevision } from '../../flux/revision.ts';
import { sourceCommit } from '../../flux/sourceCommit.ts';
import { asText, statusOf } from '../../flux/fields.ts';
import { findObject, type Snapshot } from '../../flux/snapshot.ts';
import { sourceRef } from '../../flux/references.ts';
import type { ObjectKey } from '../../flux/object.ts';

/** Which commits have a commit in their history. */
export interface Ancestry {
  /** Undefined where that cannot be told, or was not asked for. */
  contains(commit: string): boolean | undefined;
  /** Finds it out for these; what is known is not asked again, but for what could not be told. */
  ask(commits: readonly string[], signal: AbortSignal): Promise<void>;
}

/** What it is found out with. */
export interface AncestryOptions {
  readonly root: string;
  readonly commit: string;
  /** Brings what the remote has since; absent where nobody may. Asked once for each commit that is not here. */
  readonly fetch?: ((signal: AbortSignal) => Promise<void>) | undefined;
}

/** Makes an ancestry that knows nothing yet. */
export function createAncestry({ root, commit, fetch }: AncestryOptions): Ancestry {
  const known = new Map<string, boolean>();
  const fetchedFor = new Set<string>();
  const look = async (other: string, signal: AbortSignal): Promise<boolean | undefined> => {
    const found = await isAncestor(root, { ancestor: commit, of: other }, signal);
    if (found !== undefined) known.set(other, found);
    return found;
  };
  return {
    contains: (other) => known.get(other),
    async ask(commits, signal) {
      const open = [...new Set(commits)].filter((one) => !known.has(one));
      const missing: string[] = [];
      for (const one of open) if ((await look(one, signal)) === undefined) missing.push(one);
      const fresh = missing.filter((one) => !fetchedFor.has(one));
      if (fetch === undefined || fresh.length === 0) return;
      for (const one of fresh) fetchedFor.add(one);
      // Without what the remote has it stays unknown, and the verdict says so.
      await fetch(signal).catch(() => signal.throwIfAborted());
      for (const one of fresh) await look(one, signal);
    },
  };
}

/** The commits that Kustomizations and their sources speak of in a snapshot. */
export function commitsOf(keys: Iterable<ObjectKey>, snapshot: Snapshot): readonly string[] {
  const found = new Set<string | undefined>();
  for (const key of keys) {
    const kustomization = findObject(snapshot, key);
    if (kustomization === undefined) continue;
    const source = sourceRef(kustomization);
    const made = source === undefined ? undefined : findObject(snapshot, source);
    if (made !== undefined) found.add(sourceCommit(made));
    const status = statusOf(kustomization);
    const revisions = ['lastAppliedOriginRevision', 'lastAppliedRevision'].map((name) => asText(status[name]));
    for (const revision of [...revisions, attemptedRevision(kustomization)]) found.add(commitIn(revision));
  }
  return [...found].filter((one) => one !== undefined);
}

function commitIn(revision: string | undefined): string | undefined {
  if (revision === undefined) return undefined;
  if (/^[0-9a-f]{40,64}$/.test(revision)) return revision;
  const { algorithm, hash, name } = parseRevision(revision);
  // Of an artifact's digest git knows nothing.
  return algorithm === 'sha1' || name !== '' ? hash : undefined;
}
