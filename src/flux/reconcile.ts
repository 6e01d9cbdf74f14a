import { annotationOf, asText, statusOf } from './fields.ts';
import { healthOf } from './health.ts';
import { canReconcile, isStatic } from './kinds.ts';
import type { FluxObject, JsonObject, ObjectKey } from './object.ts';
import { sourceChain, type Lookup } from './references.ts';
import { runningRevision } from './revision.ts';
import { isSuspended } from './suspension.ts';

/** Annotation of fluxcd/pkg apis/meta annotations.go. */
const requestedAt = 'reconcile.fluxcd.io/requestedAt';

/**
 * The JSON merge patch that asks for a reconcile. `token` is opaque and must differ from every earlier one; an
 * RFC 3339 time with fractions is the custom.
 */
export function reconcilePatch(token: string): JsonObject {
  return { metadata: { annotations: { [requestedAt]: token } } };
}

/** Why a reconcile request would be ignored: `static` is a HelmRepository of type oci, which is only read by others. */
export interface ReconcileRefusal {
  readonly code: 'terminating' | 'suspended' | 'static' | 'unsupported';
}

/** Why the object cannot be asked to reconcile; undefined if it can. */
export function refuseReconcile(object: FluxObject): ReconcileRefusal | undefined {
  if (object.raw.metadata.deletionTimestamp !== undefined) return { code: 'terminating' };
  if (isStatic(object)) return { code: 'static' };
  if (!canReconcile(object)) return { code: 'unsupported' };
  return isSuspended(object) ? { code: 'suspended' } : undefined;
}

/**
 * What "reconcile with source" reconciles one after the other: the chain of sources from the origin on, then the
 * object. Sources without a controller of their own (static, ExternalArtifact) or that are unknown are left out;
 * suspended ones are in it, for the caller to refuse.
 */
export function reconcileOrder(object: FluxObject, lookup: Lookup): readonly ObjectKey[] {
  const sources = sourceChain(object, lookup).filter((key) => {
    const source = lookup(key);
    return source !== undefined && canReconcile(source);
  });
  return [...sources.reverse(), object.key];
}

/** A request that was made: the object as it was known before the patch, and as the API server answered the patch. */
export interface ReconcileRequest {
  readonly before: FluxObject;
  readonly patched: FluxObject;
}

/** What became of a request. All but `pending` end the wait. */
export type ReconcileOutcome =
  | { readonly state: 'pending' }
  | { readonly state: 'succeeded'; readonly revision?: string }
  | { readonly state: 'failed'; readonly reason: string; readonly message: string }
  /** The controller looked and found that something else must be ready first; it will try again by itself. */
  | { readonly state: 'waiting'; readonly reason: string; readonly message: string; readonly on?: ObjectKey }
  /** The request was taken off the object before a controller handled it. */
  | { readonly state: 'superseded' }
  | { readonly state: 'suspended' }
  | { readonly state: 'deleted' };

/**
 * What became of a request, given the object as it is `now` (undefined: it is gone). Handled means that
 * status.lastHandledReconcileAt has moved on from what it was: not to our token necessarily, since a later request
 * may have overwritten ours, but not just to the one that was pending before ours either. Controllers write it in
 * their last patch of a run, with the verdict. Then health decides, so that both Ready=True and Ready=False for the
 * current spec end the wait (the flux CLI waits for kstatus Current and hangs on every failure), and so does
 * a wait for a dependency, which may last for days.
 */
export function reconcileOutcome(
  request: ReconcileRequest,
  now: FluxObject | undefined,
  lookup?: Lookup,
): ReconcileOutcome {
  if (now === undefined || now.raw.metadata.uid !== request.patched.raw.metadata.uid) return { state: 'deleted' };
  const health = healthOf(now, lookup === undefined ? {} : { lookup });
  if (health.state === 'terminating') return { state: 'deleted' };
  // A suspended object is marked as handled though nothing ran.
  if (health.state === 'suspended') return { state: 'suspended' };
  if (!isHandled(request, now)) return { state: isTakenOff(request, now) ? 'superseded' : 'pending' };
  switch (health.state) {
    case 'ready': {
      const revision = runningRevision(now);
      return { state: 'succeeded', ...(revision !== undefined && { revision }) };
    }
    case 'failed':
      return { state: 'failed', reason: health.reason, message: health.message };
    case 'waiting':
      return health;
    case 'reconciling':
    case 'unknown':
    case 'noStatus':
      return { state: 'pending' };
  }
}

function isHandled({ before, patched }: ReconcileRequest, now: FluxObject): boolean {
  const handled = lastHandled(now);
  if (handled === undefined || handled === lastHandled(patched)) return false;
  return handled !== lastHandled(before) && handled !== annotationOf(before, requestedAt);
}

/** The annotation is gone from a later value of the object, so no controller will see it. */
function isTakenOff({ patched }: ReconcileRequest, now: FluxObject): boolean {
  return annotationOf(now, requestedAt) === undefined && isLater(now, patched);
}

/** Compares resourceVersions, which are comparable numbers in Kubernetes 1.35 and have been in fact before. */
function isLater(a: FluxObject, b: FluxObject): boolean {
  const [left = '', right = ''] = [a.raw.metadata.resourceVersion, b.raw.metadata.resourceVersion];
  return /^\d+$/.test(left) && /^\d+$/.test(right) && BigInt(left) > BigInt(right);
}

function lastHandled(object: FluxObject): string | undefined {
  return asText(statusOf(object)['lastHandledReconcileAt']);
}
