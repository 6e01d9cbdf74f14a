import { FailureError, isAbort } from '../../base/failure.ts';
import { healthOf, type Health } from '../../flux/health.ts';
import type { FluxObject, ObjectKey } from '../../flux/object.ts';
import {
  reconcileOrder,
  reconcileOutcome,
  reconcilePatch,
  refuseReconcile,
  type ReconcileOutcome,
  type ReconcileRefusal,
  type ReconcileRequest,
} from '../../flux/reconcile.ts';
import { findObject } from '../../flux/snapshot.ts';
import type { Client } from './client.ts';
import type { Session } from './session.ts';

/** The object that is being waited for, and how it is. */
export interface ReconcileProgress {
  readonly key: ObjectKey;
  readonly health: Health;
  /** Whether the watch is interrupted, so that `health` may be out of date. */
  readonly stale: boolean;
}

export interface ReconcileOptions {
  /** Reconcile the object's sources first, from the origin on. */
  readonly withSource: boolean;
  readonly onProgress?: (progress: ReconcileProgress) => void;
}

/** How a reconcile ended, and at which object: the one asked for, or the source that kept it from being asked. */
export interface ReconcileResult {
  readonly key: ObjectKey;
  readonly outcome:
    Exclude<ReconcileOutcome, { state: 'pending' }> | { readonly state: 'refused'; readonly refusal: ReconcileRefusal };
}

/**
 * Asks Flux to reconcile an object and waits, by the watch, for what becomes of it: success and failure both end the
 * wait. Lasts as long as the controller takes, and through outages. Throws FailureError when the request cannot be
 * sent or the session is ended; rejects with the signal's reason.
 */
export async function reconcileObject(
  session: Session,
  key: ObjectKey,
  { withSource, onProgress }: ReconcileOptions,
  signal: AbortSignal,
): Promise<ReconcileResult> {
  const lookup = (wanted: ObjectKey): FluxObject | undefined => findObject(session.snapshot, wanted);
  const object = lookup(key);
  const keys = withSource && object ? reconcileOrder(object, lookup) : [key];
  for (const step of keys) {
    const outcome = await reconcileOne(session, step, onProgress, signal);
    if (outcome.state !== 'succeeded' || step === key) return { key: step, outcome };
  }
  return { key, outcome: { state: 'deleted' } };
}

async function reconcileOne(
  session: Session,
  key: ObjectKey,
  onProgress: ReconcileOptions['onProgress'],
  signal: AbortSignal,
): Promise<ReconcileResult['outcome']> {
  const before = findObject(session.snapshot, key);
  if (!before) return { state: 'deleted' };
  const refusal = refuseReconcile(before);
  if (refusal) return { state: 'refused', refusal };
  const patched = await request(session, key, signal);
  return untilSettled(session, { before, patched }, onProgress, signal);
}

async function request(session: Session, key: ObjectKey, signal: AbortSignal): Promise<FluxObject> {
  try {
    return await clientOf(session).patch(key, reconcilePatch(new Date().toISOString()), signal);
  } catch (error) {
    // Ending the session aborts what is under way; to the caller that is a failure, not its own cancel.
    if (isAbort(error) && !signal.aborted) throw notConnected();
    throw error;
  }
}

function untilSettled(
  session: Session,
  request: ReconcileRequest,
  onProgress: ReconcileOptions['onProgress'],
  signal: AbortSignal,
): Promise<Exclude<ReconcileOutcome, { state: 'pending' }>> {
  const { key } = request.patched;
  const lookup = (wanted: ObjectKey): FluxObject | undefined => findObject(session.snapshot, wanted);
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      changes.dispose();
      states.dispose();
      signal.removeEventListener('abort', abort);
    };
    const abort = (): void => {
      stop();
      reject(signal.reason as Error);
    };
    const look = (): void => {
      const now = lookup(key);
      const outcome = reconcileOutcome(request, now, lookup);
      if (outcome.state !== 'pending') {
        stop();
        resolve(outcome);
      } else if (now) {
        onProgress?.({ key, health: healthOf(now, { lookup }), stale: session.state.phase !== 'connected' });
      }
    };
    const changes = session.onDidChange((change) => {
      if (change.changes.objects.has(key)) look();
    });
    const follow = (): void => {
      const { phase } = session.state;
      if (phase === 'connected' || phase === 'degraded') return look();
      stop();
      reject(notConnected());
    };
    const states = session.onDidChangeState(follow);
    signal.addEventListener('abort', abort, { once: true });
    follow();
  });
}

/** The client of a session that has one. Throws FailureError with code `notConnected`. */
function clientOf(session: Session): Client {
  const { client } = session;
  if (!client) throw notConnected();
  return client;
}

function notConnected(): FailureError {
  return new FailureError({ code: 'notConnected', message: 'the connection to the cluster was ended' });
}
