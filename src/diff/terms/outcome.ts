import type { JsonObject, ObjectKey } from '../../flux/object.ts';
import type { Refusal } from './ports.ts';
import type { Action, Origin, Unknown } from './prediction.ts';

/** What would become of one object, as the cluster says it: with noise and Secret values, never to be shown. */
export interface Outcome {
  readonly key: ObjectKey;
  readonly apiVersion: string;
  readonly action: Action;
  /** As Flux would send it. */
  readonly desired?: JsonObject;
  readonly live?: JsonObject;
  /** As it would be stored; declared fields only for what is created. */
  readonly result?: JsonObject;
  readonly isDeclaredOnly?: boolean;
  readonly unknown?: Unknown;
  readonly refusal?: Refusal;
  /** One sentence; may hold values that the API server repeats. */
  readonly message?: string;
  readonly origin?: Origin;
  readonly stage?: number;
  readonly isBlocked?: boolean;
  readonly isOlder?: boolean;
}
