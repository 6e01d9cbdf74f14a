import type { ObjectKey } from '../../flux/object.ts';
import type { FileChange } from './plan.ts';

/** What a Kustomization built and applied once, as its status remembers it. */
export interface Run {
  /** Of its build: `sha256:...`. */
  readonly digest: string;
  /** The last commit that it built so. */
  readonly commit: string;
  readonly outcome: 'healthy' | 'notHealthy' | 'notApplied';
  /** RFC 3339: when it was so first and last. */
  readonly first: string;
  readonly last: string;
}

/** A commit that changed files which a Kustomization reads, and what became of it. */
export interface RanRevision {
  readonly commit: string;
  /** Of the commit; absent where it is not in the repository. */
  readonly subject?: string;
  readonly author?: string;
  /** Seconds since 1970. */
  readonly time?: number;
  /** What the cluster remembers of it; absent where it is too long ago, or it was never applied. */
  readonly run?: Run;
  readonly isRunning: boolean;
  /** Whether its files are those of the branch now: to go back to it changes nothing. */
  readonly isCurrent: boolean;
}

/** Who reads a file: a Kustomization or an application, by the file that declares it. */
export interface Reader {
  /** `namespace/name` as it is declared, or `web of production`. */
  readonly name: string;
  /** The file that declares it, from the repository's root. */
  readonly declaredIn: string;
  /** What becomes of it, where that is known: `goes from 1.10 back to 1.9`. */
  readonly effect?: string;
}

/** What is restored, and what a person must know before. */
export interface RollbackPlan {
  /** By path; copies are of the revision that is restored. Empty: the files are as they were then. */
  readonly changes: readonly FileChange[];
  /** Others who read what changes: they are rolled back with it. */
  readonly others: readonly (Reader & { readonly paths: readonly string[] })[];
  /** Files that are new since and stay, because others read them. */
  readonly kept: readonly string[];
  /** Those that would write newer versions again into what is restored, not suspended. */
  readonly automations: readonly { readonly key: ObjectKey; readonly paths: readonly string[] }[];
}
