import type { Disposable } from '../../base/disposable.ts';
import type { Failure } from '../../base/failure.ts';

/** Which API a forge speaks. Forgejo speaks Gitea's. */
export type ForgeKind = 'github' | 'gitlab' | 'gitea';

/** Longest texts that a forge takes, in UTF-16 units, of which there are at least as many as characters. */
export interface ForgeLimits {
  readonly title: number;
  readonly body: number;
}

/** A pull request, which GitLab calls merge request, as the forge tells it. */
export interface PullRequest {
  readonly number: number;
  /** Its page. */
  readonly url: string;
  /** Without what marks a draft at forges that write it into the title. */
  readonly title: string;
  readonly body: string;
  readonly isDraft: boolean;
  readonly state: 'open' | 'merged' | 'closed';
  /** The branch that it is to be merged into. */
  readonly base: string;
  readonly head: string;
  /** Whether the head is in another repository, or in one that is gone. */
  readonly isFromElsewhere: boolean;
  readonly headCommit: string;
  /** Once merged: the commit of the base branch that brought the change (of a fast-forward: the head). */
  readonly mergeCommit: string | undefined;
  readonly labels: readonly string[];
}

/** A pull request to be opened. */
export interface Proposal {
  readonly base: string;
  readonly head: string;
  readonly title: string;
  readonly body: string;
  readonly isDraft: boolean;
  readonly labels: readonly string[];
  /** Login names; a team of GitHub, Gitea or Forgejo as `organisation/team`. */
  readonly reviewers: readonly string[];
}

/** What is to be changed; what is absent stays as it is. Labels and reviewers are added, none is taken away. */
export type PullRequestEdit = Partial<Omit<Proposal, 'base' | 'head'>>;

/** What was saved. */
export interface Saved {
  readonly pullRequest: PullRequest;
  /** Labels, reviewers or a draft that the forge did not take: a sentence each. The rest stands. */
  readonly omissions: readonly Failure[];
}

/** What a CI system says of a commit. */
export interface Check {
  readonly name: string;
  /** `neutral`: it was skipped, or may fail. */
  readonly state: 'success' | 'failure' | 'pending' | 'neutral';
  readonly url: string | undefined;
}

/** Who agreed to a pull request. */
export interface Approvals {
  readonly by: readonly string[];
  /** How many the forge asks for; undefined where it does not tell. */
  readonly required: number | undefined;
}

/**
 * The pull requests of one repository. Everything throws FailureError with a {@link ForgeFailure}, or the signal's
 * reason when the signal ended the work.
 */
export interface Forge extends Disposable {
  readonly kind: ForgeKind;
  readonly limits: ForgeLimits;
  /** Open pull requests into `base`, the newest first, at most some hundreds; with `head`, from that branch only. */
  openPullRequests(
    from: { readonly base: string; readonly head?: string },
    signal: AbortSignal,
  ): Promise<PullRequest[]>;
  pullRequest(number: number, signal: AbortSignal): Promise<PullRequest>;
  /** Fails with code `exists` where there is an open one from the same branch into the same. */
  open(proposal: Proposal, signal: AbortSignal): Promise<Saved>;
  update(pullRequest: PullRequest, edit: PullRequestEdit, signal: AbortSignal): Promise<Saved>;
  close(number: number, signal: AbortSignal): Promise<void>;
  comments(number: number, signal: AbortSignal): Promise<readonly string[]>;
  comment(number: number, text: string, signal: AbortSignal): Promise<void>;
  /** What is said of a commit by its full hash. */
  checks(commit: string, signal: AbortSignal): Promise<readonly Check[]>;
  approvals(pullRequest: PullRequest, signal: AbortSignal): Promise<Approvals>;
}
