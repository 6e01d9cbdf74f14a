import { condition, isTrue, observedGeneration } from './conditions.ts';
import { asTime, generationOf } from './fields.ts';
import { hasStatus, isKnownKind } from './kinds.ts';
import type { Condition, FluxObject, ObjectKey } from './object.ts';
import { sourceRef, type Lookup } from './references.ts';
import { isSuspended } from './suspension.ts';
import { blockingDependency, unreadySource } from './waiting.ts';

/** The last verdict that a controller came to, kept while it works on the next. */
export type Verdict = 'ready' | 'failed' | 'waiting';

/** How an object is. Reasons and messages are Flux's own; empty where the controller gave none. */
export type Health =
  /** Being deleted, `since` as the API server noted it. */
  | { readonly state: 'terminating'; readonly since?: string }
  | { readonly state: 'suspended' }
  /** The kind has no status: Alert, Provider, HelmRepository of type oci. */
  | { readonly state: 'noStatus' }
  | { readonly state: 'failed'; readonly reason: string; readonly message: string; readonly stalled: boolean }
  /** Something else must become ready first; `on` is the nearest such object that is known by name. */
  | { readonly state: 'waiting'; readonly reason: string; readonly message: string; readonly on?: ObjectKey }
  | {
      readonly state: 'reconciling';
      readonly reason: string;
      readonly message: string;
      readonly settled?: Verdict;
    }
  | { readonly state: 'ready'; readonly reason: string; readonly message: string }
  /** Ready=Unknown for a reason that does not say that work is going on. */
  | { readonly state: 'unknown'; readonly reason: string; readonly message: string; readonly settled?: Verdict };
export type HealthState = Health['state'];

/** What is known besides the object. Without `lookup` nothing is known of other objects. */
export interface HealthContext {
  /** The object's health before this value of it. */
  readonly previous?: Health | undefined;
  readonly lookup?: Lookup;
}

/** Health states in the order of the tree: what needs a person first. */
export const healthOrder: readonly HealthState[] = [
  'failed',
  'reconciling',
  'terminating',
  'waiting',
  'unknown',
  'suspended',
  'ready',
  'noStatus',
];

/** Of a run that made way for the next one at once (kustomize-, helm-controller since Flux 2.8): Ready=False, no verdict. */
const canceled = 'HealthCheckCanceled';
const progressReasons: ReadonlySet<string> = new Set(['Progressing', 'ProgressingWithRetry', 'Reconciling', canceled]);

/**
 * The health of a Flux object: the first of these rules that holds. They were found with the real controllers,
 * because kstatus calls nearly every failing Flux object "in progress": kustomize-controller moves
 * status.observedGeneration only on success and keeps Reconciling=True while it retries.
 */
export function healthOf(object: FluxObject, context: HealthContext = {}): Health {
  const since = object.raw.metadata.deletionTimestamp;
  if (since !== undefined) {
    const time = asTime(since);
    return { state: 'terminating', ...(time !== undefined && { since: time }) };
  }
  if (isSuspended(object)) return { state: 'suspended' };
  if (!hasStatus(object) || (!isKnownKind(object.kindId) && object.raw.status === undefined)) {
    return { state: 'noStatus' };
  }
  const ready = condition(object, 'Ready');
  const stalled = condition(object, 'Stalled');
  const isStalled = stalled?.status === 'True';
  if (ready?.status === 'False' && ready.reason !== canceled) return notReady(object, ready, isStalled, context.lookup);
  if (isStalled) return notReady(object, stalled, true, context.lookup);
  if (ready?.status === 'True') return readyOrReconciling(object, ready);
  return unsettled(object, ready, context.previous);
}

/** Rule 4: Ready=False or Stalled=True. `from` is the condition that says so; of an earlier spec it is kept as a mark. */
function notReady(object: FluxObject, from: Condition, stalled: boolean, lookup: Lookup | undefined): Health {
  const { reason, message } = words(from);
  const verdict: Health & { state: 'failed' | 'waiting' } = waitingFor(object, reason, message, lookup) ?? {
    state: 'failed',
    reason,
    message,
    stalled,
  };
  const seen = positive(from.observedGeneration);
  const generation = generationOf(object);
  const outdated = seen !== undefined && generation !== undefined && seen < generation;
  return outdated ? { state: 'reconciling', reason, message, settled: verdict.state } : verdict;
}

/** The reasons that mean waiting. A source that is absent is the object's own mistake; one that fails is not. */
function waitingFor(
  object: FluxObject,
  reason: string,
  message: string,
  lookup: Lookup | undefined,
): (Health & { state: 'waiting' }) | undefined {
  switch (reason) {
    case 'DependencyNotReady':
      return waiting(reason, message, blockingDependency(object, message, lookup));
    case 'SourceNotReady':
      return waiting(reason, message, sourceRef(object));
    case 'ArtifactFailed':
    case 'NoSourceArtifact': {
      const source = unreadySource(object, lookup);
      return source === undefined ? undefined : waiting(reason, message, source);
    }
    default:
      return undefined;
  }
}

/** Rule 5: nothing is decided. Retries neither flicker nor notify as long as the last verdict is kept. */
function unsettled(object: FluxObject, ready: Condition | undefined, previous: Health | undefined): Health {
  const { reason, message } = words(ready);
  const settled = settledVerdict(previous);
  const rest = { reason, message, ...(settled !== undefined && { settled }) };
  const progressing = ready === undefined || progressReasons.has(reason) || isTrue(object, 'Reconciling');
  return { state: progressing ? 'reconciling' : 'unknown', ...rest };
}

/** Rule 6: Ready=True, for this spec or for an earlier one. */
function readyOrReconciling(object: FluxObject, ready: Condition): Health {
  const generation = generationOf(object);
  const seen = observedGeneration(object) ?? positive(ready.observedGeneration);
  const current = generation === undefined || seen === undefined || seen === generation;
  if (current && !isTrue(object, 'Reconciling')) return { state: 'ready', ...words(ready) };
  return { state: 'reconciling', ...words(condition(object, 'Reconciling') ?? ready), settled: 'ready' };
}

/** The verdict that `health` is or keeps; undefined if none is known. */
export function settledVerdict(health: Health | undefined): Verdict | undefined {
  switch (health?.state) {
    case 'ready':
    case 'failed':
    case 'waiting':
      return health.state;
    case 'reconciling':
    case 'unknown':
      return health.settled;
    case 'terminating':
    case 'suspended':
    case 'noStatus':
    case undefined:
      return undefined;
  }
}

function waiting(reason: string, message: string, on: ObjectKey | undefined): Health & { state: 'waiting' } {
  return { state: 'waiting', reason, message, ...(on !== undefined && { on }) };
}

function words(from: Condition | undefined): { readonly reason: string; readonly message: string } {
  return { reason: from?.reason ?? '', message: from?.message ?? '' };
}

function positive(value: number | undefined): number | undefined {
  return value !== undefined && value > 0 ? value : undefined;
}
