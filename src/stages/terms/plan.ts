import type { TextEdit } from '../../manifests/edits/textEdit.ts';
import type { Difference } from './difference.ts';

/** What becomes of one file. Paths are from the repository's root. */
export type FileChange =
  /** Edits do not overlap and are in order. */
  | { readonly kind: 'edit'; readonly path: string; readonly edits: readonly TextEdit[] }
  | { readonly kind: 'create'; readonly path: string; readonly text: string }
  /** Takes the bytes and the mode of `from` in the source stage's tree, whether text or not. */
  | { readonly kind: 'copy'; readonly path: string; readonly from: string }
  | { readonly kind: 'delete'; readonly path: string };

/** Why something is not written; each code has a section in docs/stages.md. */
export type RefusalCode =
  | 'range'
  | 'inherited'
  | 'common'
  | 'moving'
  | 'resourceSetInput'
  | 'variable'
  | 'automation'
  | 'anchor'
  | 'merged'
  | 'templated'
  | 'generated'
  | 'encrypted'
  | 'noPlace'
  | 'stageName'
  | 'ownFolder'
  | 'patched'
  | 'conflict'
  | 'unsafe'
  | 'unreadable';

/** What could be done instead. */
export interface Offer {
  readonly code:
    'pin' | 'override' | 'suspendAutomation' | 'tag' | 'merge' | 'copyFolder' | 'addEntry' | 'removeEntry' | 'editBase';
  readonly sentence: string;
  /** What it would come to, where that is known. */
  readonly changes?: readonly FileChange[];
}

export interface Refusal {
  readonly code: RefusalCode;
  /** What, where, why. */
  readonly sentence: string;
  /** The {@link Difference.id}; absent where no single one is meant. */
  readonly difference?: string;
  readonly offer?: Offer;
}

/** A value that moves into the target. */
export interface Move {
  /** As a person calls it in this plan. */
  readonly application: string;
  /** As `applicationId` has it. */
  readonly applicationId: string;
  readonly difference: Difference;
  /** What stands there before and after, for a person; before is absent where nothing does. */
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** The file that is changed for it. */
  readonly path: string;
}

/** A file that becomes what the source has: of an application that the target lacks, or of a path that was chosen. */
export interface Copy extends Pick<Move, 'application' | 'applicationId'> {
  readonly kind: 'new' | 'changed' | 'deleted';
  /** In the target. */
  readonly path: string;
  /** What it will hold there; undefined where it is deleted. */
  readonly text: string | undefined;
}

/** What a promotion would write into the target stage, and what it would not. */
export interface Plan {
  readonly from: string;
  readonly to: string;
  /** At most one for each path, by path. Empty: nothing to do. */
  readonly changes: readonly FileChange[];
  readonly moves: readonly Move[];
  /** Of chosen paths and of whole applications, in their order. */
  readonly copies: readonly Copy[];
  readonly refusals: readonly Refusal[];
}
