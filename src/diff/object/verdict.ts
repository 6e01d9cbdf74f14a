import type { JsonObject, ObjectKey } from '../../flux/object.ts';
import type { IgnoreRule } from '../applier/ignoreRules.ts';
import type { Marker } from '../applier/markers.ts';
import type { Outcome } from '../terms/outcome.ts';
import type { Identity } from '../terms/ports.ts';
import type { Expected } from './expected.ts';

/** What decides, besides the object and the cluster, what becomes of an object. */
export interface ObjectRules {
  readonly identity: Identity;
  /** The Kustomization's `spec.force`. */
  readonly isForced: boolean;
  /** The Kustomization's `spec.ignore`. */
  readonly ignore: readonly IgnoreRule[];
  readonly overrideManagers: readonly string[];
  /** Feature gate MigrateAPIVersion of the controller. */
  readonly migratesVersions: boolean;
  readonly expected: Expected;
  /** An encrypted object as the applied revision has it, encrypted, where that is known. */
  readonly applied: (key: ObjectKey) => JsonObject | undefined;
}

/** What would become of an object, whichever object it is. */
export type Verdict = Omit<Outcome, 'key' | 'apiVersion' | 'desired' | 'origin' | 'stage'>;

/** What a marker keeps Flux away from. */
export function leftAlone(marker: Marker, live: JsonObject | undefined): Verdict {
  return { action: 'skip', ...liveIn(live), message: `Flux leaves it alone: it is marked ${marker}.` };
}

/** The live object as part of a verdict, if there is one. */
export function liveIn(live: JsonObject | undefined): { readonly live?: JsonObject } {
  return live === undefined ? {} : { live };
}
