import { createHash } from 'node:crypto';
import { FailureError, failureOf } from '../../base/failure.ts';
import { openOrUpdate, type Proposed } from '../../forges/proposals/openOrUpdate.ts';
import type { Forge } from '../../forges/terms/forge.ts';
import type { Credentials } from '../../git/askpass/credentials.ts';
import { commitAndPush, type Edit } from '../../git/write/commitAndPush.ts';
import { pushBranch } from '../../git/write/pushBranch.ts';
import type { TargetFiles } from '../../git/write/targetFiles.ts';
import { configFileName } from '../../stages/config/readConfig.ts';
import type { ChangeWay, StagesConfig } from '../../stages/terms/config.ts';
import { noRemote, type Remote } from '../reading/remotes.ts';
import { treeOf, type Tree } from '../reading/trees.ts';

/** Longer texts nobody reads, whatever the forge takes: characters. */
export const longestText = 65_000;

/** Where a change goes, and the way into it. */
export interface Destination {
  /** Absent where there is none. */
  readonly remote?: Remote | undefined;
  /** The branch there that holds the stage; absent outside of Git. */
  readonly branch?: string | undefined;
  /** `commit`: pushed to `branch`; `pullRequest`: pushed to a branch of its own and proposed. */
  readonly way: ChangeWay;
  /** How pull requests are opened, and what forges the hosts are. */
  readonly config: Pick<StagesConfig, 'pullRequest' | 'forges'>;
}

/** A change that somebody agreed to, whatever the branch holds when it is made. */
export interface Change {
  /**
   * The edits of the branch's files as they are at the moment, with the commit's message; undefined for none. It may be asked
   * again, and must not give what nobody agreed to: what it throws ends everything, with nothing pushed.
   */
  readonly edit: (target: Tree) => Edit | undefined | Promise<Edit | undefined>;
  /** The branch of a pull request: `sluice/...`, the same for what takes the place of each other. */
  readonly head: string;
  readonly title: string;
  /** The body of a pull request, in at most these characters. */
  readonly body: (mostCharacters: number) => string;
  /** Open pull requests of one family replace each other; the same key is the same change, whoever makes it. */
  readonly family: string;
  readonly key: string;
}

/** Who makes a change where. */
export interface ChangeOrder {
  readonly root: string;
  readonly destination: Destination;
  readonly credentials: Credentials;
  /** Absent where no API is known: the branch is pushed, and a person opens the pull request. */
  readonly forge: Forge | undefined;
}

/** What became of a change. */
export interface Published {
  /** `nothing`: the branch holds all of it already; `same`: the pull request's branch does. */
  readonly outcome: 'pushed' | 'created' | 'updated' | 'same' | 'nothing';
  /** Absent where nothing was to be done. */
  readonly commit: string | undefined;
  /** The branch that was pushed to. */
  readonly branch: string;
  readonly title: string;
  /** What the forge has now; absent where nothing was proposed. */
  readonly proposed?: Proposed;
}

/**
 * Commits and pushes a change, and opens or updates its pull request where that is the way. Done again, or by two at once, it
 * ends in the same state. Throws a FailureError with a sentence (WriteFailure, ForgeFailure, `noRemote`, what `edit` throws),
 * or the signal's reason.
 */
export async function publishChange(change: Change, order: ChangeOrder, signal: AbortSignal): Promise<Published> {
  const { root, destination, credentials, forge } = order;
  const { remote, branch, way } = destination;
  if (remote === undefined || branch === undefined) throw noRemote();
  const target = { root, remote: remote.name, branch, credentials };
  const edit = async ({ files, commit }: TargetFiles): Promise<Edit | undefined> => change.edit(treeOf(files, commit));
  const { head, title } = change;
  if (way === 'commit') {
    const done = await commitAndPush(target, { edit }, signal).catch(proposeInstead);
    return { outcome: done.outcome, commit: 'commit' in done ? done.commit : undefined, branch, title };
  }
  const pushed = await pushBranch(target, { edit, head }, signal);
  const done = { outcome: pushed.outcome, commit: 'commit' in pushed ? pushed.commit : undefined, branch: head, title };
  if (done.outcome === 'nothing' || forge === undefined) return done;
  const where = `${head} of ${remote.name}`;
  const proposed = await propose(change, { forge, destination, base: branch, commit: done.commit }, signal).catch(
    (error: unknown) => pushedOnly(error, where, signal),
  );
  return { ...done, proposed };
}

/** The branch stays where its pull request failed: done again, both end as if nothing had failed. */
function pushedOnly(error: unknown, where: string, signal: AbortSignal): never {
  signal.throwIfAborted();
  const failure = failureOf(error);
  if (failure === undefined) throw error;
  const message = `${failure.message} The branch was pushed already (${where}). Do the same again for its pull request, or open that yourself.`;
  throw new FailureError({ ...failure, message }, { cause: error });
}

/** A branch that takes no commits takes pull requests. */
function proposeInstead(error: unknown): never {
  const failure = failureOf(error);
  if (failure?.code !== 'refused') throw error;
  const message = `${failure.message} Open a pull request instead: set change: pullRequest for the stage in ${configFileName}.`;
  throw new FailureError({ ...failure, message });
}

interface Proposing {
  readonly forge: Forge;
  readonly destination: Destination;
  readonly base: string;
  readonly commit: string | undefined;
}

function propose(
  { head, title, body, family, key }: Change,
  { forge, destination, base, commit }: Proposing,
  signal: AbortSignal,
): Promise<Proposed> {
  const { labels, reviewers, draft } = destination.config.pullRequest;
  // Room for the marker that tells changes apart.
  const text = body(Math.min(longestText, forge.limits.body - 1_000));
  const proposal = { base, head, title, body: text, isDraft: draft, labels, reviewers };
  const marker = { family, key };
  return openOrUpdate(forge, { marker, proposal, ...(commit !== undefined && { commit }) }, signal);
}

/** A name for a branch of Sluice's: readable, and another for each family. `kind`: `promote`, `rollback`, ... */
export function headBranchOf(kind: string, words: string, family: string): string {
  const plain = words
    .replace(/[^\w.-]+/g, '-')
    .replace(/\.{2,}|^[.-]+|[.-]+$/g, '')
    .slice(0, 60);
  return `sluice/${kind}/${plain}-${hashOf(family).slice(0, 8)}`;
}

/** A short text that is equal for equal values. */
export function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32);
}
