import { FailureError } from '../../base/failure.ts';
import type { Event } from '../../base/event.ts';
import type { TreeBuild } from '../../compare/buildTree.ts';
import type { Engine } from '../../compare/engine.ts';
import { kinds } from '../../flux/kinds.ts';
import { allKustomizations } from '../../flux/kustomizationsOf.ts';
import type { JsonObject, ObjectKey } from '../../flux/object.ts';
import { ownerOf } from '../../flux/owner.ts';
import { sourceCommit } from '../../flux/sourceCommit.ts';
import { findObject, type Snapshot } from '../../flux/snapshot.ts';
import { changedFiles } from './changedFiles.ts';
import { resolveRevision } from '../../git/repository.ts';
import { landingOf } from '../../stages/landing/landingOf.ts';
import type { ChangedKustomization, Landing } from '../../stages/landing/terms.ts';
import { commitsOf, createAncestry, type Ancestry } from './ancestry.ts';
import { changedKustomizations, declaredIn, unseenIn } from './changes.ts';
import { shapeOf } from './shape.ts';

/** Which commit is asked about. */
export interface LandingQuestion {
  /** The repository's root, as the engine's `repositories` tell it. */
  readonly root: string;
  /** The commit, by any name that Git knows. Of a pull request the one that the forge tells it was merged as. */
  readonly commit: string;
  /** What was there before; absent: the commit's first parent. Of a push of several commits what the branch was before. */
  readonly before?: string;
}

/** What a landing is judged with. */
export interface LandingPorts {
  readonly engine: Pick<Engine, 'tree'>;
  readonly snapshot: () => Snapshot;
  /** Fires when the snapshot is another one. */
  readonly onDidChange: Event<unknown>;
  /**
   * Brings commits that the remote has and this repository has not, without touching what is the person's own. Absent where
   * that may not be done: what is not here is unknown then.
   */
  readonly fetch?: (root: string, signal: AbortSignal) => Promise<void>;
}

/** Judges by the snapshot of the moment; `earlier` is its verdict before. Rejects with the signal's reason. */
type Judge = (earlier: Landing | undefined, signal: AbortSignal) => Promise<Landing>;

interface Built {
  readonly shape: string;
  readonly kustomizations: ReadonlyMap<ObjectKey, ChangedKustomization>;
  readonly unseen: readonly ObjectKey[];
  readonly declared: ReadonlyMap<ObjectKey, JsonObject>;
}

/**
 * Builds what it needs when it is asked first, and anew where Kustomizations or sources are others than before. Rejects with the
 * signal's reason, or a FailureError (`gitFailed`: the commit is not in the repository).
 */
export async function createJudge(
  question: LandingQuestion,
  ports: Omit<LandingPorts, 'onDidChange'>,
  signal: AbortSignal,
): Promise<Judge> {
  const { root } = question;
  const { commit, before } = await revisionsOf(question, ports, signal);
  const { engine, snapshot } = ports;
  const fetch = ports.fetch && ((end: AbortSignal) => ports.fetch?.(root, end) ?? Promise.resolve());
  const ancestry = createAncestry({ root, commit, fetch });
  const tree = (revision: string, end: AbortSignal): Promise<readonly TreeBuild[]> =>
    engine.tree({ root, revision }, end);
  const files = await changedFiles(root, before, commit, signal);
  let built: Built | undefined;
  let later: { readonly key: string; readonly declared: ReadonlyMap<ObjectKey, JsonObject> } | undefined;

  return async (earlier, end) => {
    const now = snapshot();
    const shape = shapeOf(now);
    if (built?.shape !== shape) {
      const [was, is] = [before === undefined ? [] : await tree(before, end), await tree(commit, end)];
      const kustomizations = changedKustomizations(was, is);
      built = { shape, kustomizations, unseen: unseenIn(is), declared: declaredIn(is) };
    }
    const { kustomizations, unseen, declared } = built;
    await ancestry.ask(commitsOf(kustomizations.keys(), now), end);
    const newest = newestOf(now, kustomizations.keys(), ancestry, commit);
    const key = `${shape} ${newest ?? ''}`;
    if (later?.key !== key) {
      later = { key, declared: newest === undefined ? new Map() : declaredIn(await tree(newest, end)) };
    }
    const since = later.declared;
    return landingOf({
      commit,
      kustomizations,
      unseen,
      files,
      lookup: (one) => findObject(now, one),
      contains: (one) => ancestry.contains(one),
      declared: (one) => [declared.get(one), since.get(one)].filter((object) => object !== undefined),
      releases: (one) => releasesOf(now, one),
      earlier,
    });
  };
}

async function revisionsOf(
  { root, commit, before }: LandingQuestion,
  { fetch }: Pick<LandingPorts, 'fetch'>,
  signal: AbortSignal,
): Promise<{ readonly commit: string; readonly before: string | undefined }> {
  let found = await resolveRevision(root, commit, signal);
  if (found === undefined && fetch !== undefined) {
    await fetch(root, signal);
    found = await resolveRevision(root, commit, signal);
  }
  if (found === undefined) {
    const message = `The repository ${root} has no commit ${commit}. Fetch it, then ask again.`;
    throw new FailureError({ code: 'gitFailed', message });
  }
  return { commit: found, before: await resolveRevision(root, before ?? `${found}^1`, signal) };
}

/** A later commit that a source offers by now; undefined where none is known to have the commit. */
function newestOf(
  snapshot: Snapshot,
  keys: Iterable<ObjectKey>,
  { contains }: Ancestry,
  commit: string,
): string | undefined {
  const all = allKustomizations(snapshot);
  const wanted = new Set(keys);
  const sources = [...(snapshot.kinds.get(kinds.gitRepository)?.objects.values() ?? [])];
  if (!all.some(({ key }) => wanted.has(key))) return undefined;
  return sources.flatMap((one) => sourceCommit(one) ?? []).find((one) => one !== commit && contains(one) === true);
}

function releasesOf(snapshot: Snapshot, kustomization: ObjectKey): readonly ObjectKey[] {
  const releases = [...(snapshot.kinds.get(kinds.helmRelease)?.objects.values() ?? [])];
  return releases.filter((one) => ownerOf(one) === kustomization).map(({ key }) => key);
}
