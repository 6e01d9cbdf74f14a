import { FailureError } from '../../base/failure.ts';
import { until } from '../../base/until.ts';
import { healthOf, type Health } from '../../flux/health.ts';
import type { FluxObject, ObjectKey } from '../../flux/object.ts';
import {
  reconcileOrder,
  reconcileOutcome,
  reconcilePatch,
  refuseReconcile,
  type ReconcileOutcome,
  type ReconcileRefusal,
} from '../../flux/reconcile.ts';
import { findObject, type Snapshot } from '../../flux/snapshot.ts';
import { notConnected, type Client } from './client.ts';
import type { Session } from './session.ts';

/** The object that is being waited for, and how it is. */
export interface ReconcileProgress {
  readonly key: ObjectKey;
  readonly health: Health;
  /** Whether the watch is interrupted, so that `health` may be out of date. */
  readonly stale: boolean;
}

export interface ReconcileOptions {
  /** The client by which the person's rights were checked: nothing is written through another one. */
  readonly client: Client;
  /** Reconcile the object's sources first, from the origin on. */
  readonly withSource: boolean;
  readonly onProgress?: (progress: ReconcileProgress) => void;
}

type SettledOutcome = Exclude<ReconcileOutcome, { state: 'pending' }>;

/** How a reconcile ended, and at which object: the one asked for, or the source that kept it from being asked. */
export interface ReconcileResult {
  readonly key: ObjectKey;
  readonly outcome: SettledOutcome | { readonly state: 'refused'; readonly refusal: ReconcileRefusal };
}

/**
 * Asks Flux to reconcile an object and waits, by the watch, for what becomes of it: success and failure both end the
 * wait. Lasts as long as the controller takes, and through outages. Throws FailureError when the request cannot be
 * sent, when the session does not use `client` any more, or when the object may no longer be read; rejects with the
 * signal's reason.
 */
export async function reconcileObject(
  session: Session,
  key: ObjectKey,
  options: ReconcileOptions,
  signal: AbortSignal,
): Promise<ReconcileResult> {
  const object = findObject(session.snapshot, key);
  const lookup = (wanted: ObjectKey): FluxObject | undefined => findObject(session.snapshot, wanted);
  const keys = options.withSource && object ? reconcileOrder(object, lookup) : [key];
  for (const step of keys) {
    const outcome = await reconcileOne(session, step, options, signal);
    if (outcome.state !== 'succeeded' || step === key) return { key: step, outcome };
  }
  return { key, outcome: { state: 'deleted' } };
}

async function reconcileOne(
  session: Session,
  key: ObjectKey,
  { client, onProgress }: ReconcileOptions,
  signal: AbortSignal,
): Promise<ReconcileResult['outcome']> {
  requireClient(session, client, notConnected);
  const before = findObject(session.snapshot, key);
  if (!before) return { state: 'deleted' };
  const refusal = refuseReconcile(before);
  if (refusal) return { state: 'refused', refusal };
  const patched = await client.patch(key, reconcilePatch(new Date().toISOString()), signal);

  const lookup = (wanted: ObjectKey): FluxObject | undefined => findObject(session.snapshot, wanted);
  const look = (): SettledOutcome | undefined => {
    requireClient(session, client, outcomeUnknown);
    const now = lookup(key);
    if (!now && !isAbsenceCertain(session.snapshot, before)) return undefined;
    const outcome = reconcileOutcome({ before, patched }, now, lookup);
    if (outcome.state !== 'pending') return outcome;
    if (now) onProgress?.({ key, health: healthOf(now, { lookup }), stale: session.state.phase !== 'connected' });
    return undefined;
  };
  return until([session.onDidChange, session.onDidChangeState], look, signal);
}

/**
 * Whether an object that is not in the snapshot is not in the cluster either. Throws FailureError with code
 * `forbidden` where it may no longer be read, so that nothing will ever be known of it.
 */
function isAbsenceCertain({ kinds }: Snapshot, { kindId }: FluxObject): boolean {
  const state = kinds.get(kindId)?.state;
  if (state?.phase === 'forbidden') throw new FailureError({ code: 'forbidden', message: state.message });
  return state?.phase !== 'loading';
}

/** Another client may lead to another cluster, or to the same one as somebody else. */
function requireClient(session: Session, client: Client, failure: () => FailureError): void {
  if (session.client !== client) throw failure();
}

function outcomeUnknown(): FailureError {
  const message = 'the request was sent, but the connection to the cluster was ended before its outcome was known';
  return new FailureError({ code: 'notConnected', message });
}
