import type { ObjectKey } from '../../flux/object.ts';
import type {
  Action,
  Blocker,
  Danger,
  KustomizationPrediction,
  Origin,
  RemoteTarget,
  Unknown,
} from '../terms/prediction.ts';
import type { ChangeCounts } from './changeCounts.ts';

/**
 * How a Kustomization stands. `blocked`: Flux fails; `held`: it is suspended or waits; `quiet` only if it is known that
 * nothing would happen.
 */
export type Standing = 'blocked' | 'dangerous' | 'failing' | 'unknown' | 'held' | 'changing' | 'quiet';

interface RowBase {
  readonly id: string;
  /** Id of the row above; absent at the top. */
  readonly parent?: string;
  readonly children: readonly string[];
}

/** A Kustomization that was compared. */
export interface KustomizationRow extends RowBase {
  readonly type: 'kustomization';
  readonly key: ObjectKey;
  readonly status: KustomizationPrediction['status'];
  readonly standing: Standing;
  readonly counts: ChangeCounts;
  readonly isApproximate: boolean;
  /** Whether another one has the same name, so that the namespace must be told. */
  readonly isAmbiguous: boolean;
  /** The Kustomization that applies this one. */
  readonly appliedBy?: ObjectKey;
}

/** A Kustomization that is still being compared. */
export interface PendingRow extends RowBase {
  readonly type: 'pending';
  readonly key: ObjectKey;
  /** So far. */
  readonly counts: ChangeCounts;
  /** Whether the comparison ended before this one was known. */
  readonly isGivenUp: boolean;
  readonly isAmbiguous: boolean;
}

/** Something that keeps Flux from doing (all of) what is predicted. */
export interface BlockerRow extends RowBase {
  readonly type: 'blocker';
  /** The Kustomization that the row is below. */
  readonly kustomization: ObjectKey;
  readonly kind: Blocker['kind'];
  readonly message: string;
  readonly isOlder: boolean;
  readonly origin?: Origin;
}

/** One object. */
export interface ObjectRow extends RowBase {
  readonly type: 'object';
  /** The Kustomization that the row is below. */
  readonly kustomization: ObjectKey;
  readonly key: ObjectKey;
  readonly action: Action;
  /** The worst first. */
  readonly dangers: readonly Danger[];
  readonly isDangerous: boolean;
  readonly isBlocked: boolean;
  readonly isOlder: boolean;
  readonly isDeclaredOnly: boolean;
  /** Whether there are two sides to show. */
  readonly opens: boolean;
  readonly unknown?: Unknown;
  readonly message?: string;
  readonly origin?: Origin;
}

/** What the result rests on, or when it comes about. */
export interface NoteRow extends RowBase {
  readonly type: 'note';
  readonly code: 'approximate' | 'assumption' | 'effect';
  readonly text: string;
}

/** The other cluster that a Kustomization applies to; which context that is, a person tells. */
export interface RemoteRow extends RowBase {
  readonly type: 'remote';
  readonly target: RemoteTarget;
}

export type ChangesRow = KustomizationRow | PendingRow | BlockerRow | ObjectRow | RemoteRow | NoteRow;
