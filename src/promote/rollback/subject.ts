import { FailureError } from '../../base/failure.ts';
import type { FluxObject, Json, ObjectKey } from '../../flux/object.ts';
import type { Files } from '../../stages/terms/application.ts';
import type { Reader, RollbackPlan } from '../../stages/terms/rollback.ts';

/** What is rolled back: a Kustomization, or an application of a stage. */
export interface Subject {
  /** Equal for the same one, whoever asks. */
  readonly id: string;
  /** For titles: `web`. */
  readonly name: string;
  /** For sentences: `Kustomization/flux-system/web`. */
  readonly sentence: string;
  /** The Kustomization that applies it; undefined where nobody knows its name. */
  readonly kustomization: ObjectKey | undefined;
  /** What is read for it at a commit. Rejects with a FailureError whose message is for people, or the signal's reason. */
  readAt(commit: string, signal: AbortSignal): Promise<ReadAt>;
  /** Who else is concerned now by files as they were then, by commits. Rejects as `readAt`. */
  othersAt(commits: { readonly now: string; readonly then: string }, signal: AbortSignal): Promise<OthersAt>;
  /** What of a plan is its own, where it has not all of the files to itself. */
  narrow?(plan: RollbackPlan, at: { readonly then: Files; readonly now: Files }): RollbackPlan;
}

/** What is read at a commit for what is rolled back. */
export interface ReadAt {
  /** Paths from the repository's root; undefined where nobody knows. */
  readonly read: readonly string[] | undefined;
  /** Why it is not built, or not known: `is not declared`, `cannot be built: ...`. Undefined where it is built. */
  readonly why: string | undefined;
  readonly isDeclared: boolean;
  /** Of the Kustomization. */
  readonly spec?: Json | undefined;
  /** Of what it builds, as in status.history. */
  readonly digest?: string | undefined;
}

/** Who else is concerned by a change of files. */
export interface OthersAt {
  /** Those besides that read a file. */
  readonly readers: (path: string) => readonly Reader[];
  /** The ImageUpdateAutomations that write into the repository, as far as it is known. */
  readonly automations: readonly FluxObject[];
}

/** Why something cannot be rolled back, for people. */
export function noRollback(message: string): FailureError {
  return new FailureError({ code: 'noRollback', message });
}
