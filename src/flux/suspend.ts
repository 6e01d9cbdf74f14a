import { suspendMechanism } from './kinds.ts';
import type { FluxObject, JsonObject } from './object.ts';
import { isSuspended, operatorSuspendedBy, suspendAnnotations } from './suspension.ts';

/** What is noted beside a suspend; `time` is RFC 3339. */
export interface SuspendNote {
  readonly reason: string;
  readonly time: string;
  readonly user?: string;
}

/** Why an object cannot be suspended or resumed. */
export interface SuspendRefusal {
  readonly code: 'unsupported' | 'alreadySuspended' | 'notSuspended';
}

/** Why the object cannot be suspended; undefined if it can. */
export function refuseSuspend(object: FluxObject): SuspendRefusal | undefined {
  if (suspendMechanism(object.kindId).by === 'none') return { code: 'unsupported' };
  // A second note would overwrite who suspended it first.
  return isSuspended(object) ? { code: 'alreadySuspended' } : undefined;
}

/** Why the object cannot be resumed; undefined if it can. */
export function refuseResume(object: FluxObject): SuspendRefusal | undefined {
  if (suspendMechanism(object.kindId).by === 'none') return { code: 'unsupported' };
  return isSuspended(object) ? undefined : { code: 'notSuspended' };
}

/**
 * The JSON merge patch that suspends: spec.suspend or the annotation of the kind, and our note. An empty reason or
 * an unknown user removes what may be left of an earlier note. Ask {@link refuseSuspend} first.
 */
export function suspendPatch(object: FluxObject, { reason, time, user }: SuspendNote): JsonObject {
  const mechanism = suspendMechanism(object.kindId);
  return {
    metadata: {
      annotations: {
        ...(mechanism.by === 'annotation' && { [mechanism.name]: mechanism.suspended }),
        [suspendAnnotations.reason]: reason === '' ? null : reason,
        [suspendAnnotations.at]: time,
        [suspendAnnotations.by]: user ?? null,
        [operatorSuspendedBy]: null,
      },
    },
    ...(mechanism.by === 'spec.suspend' && { spec: { suspend: true } }),
  };
}

/**
 * The JSON merge patch that resumes, without asking for a reconcile: controllers start one by themselves. Removes
 * spec.suspend, as the flux CLI does, or sets the annotation to what flux-operator's tools set it to, and removes
 * our note and Flux Operator's. Ask {@link refuseResume} first.
 */
export function resumePatch(object: FluxObject): JsonObject {
  const mechanism = suspendMechanism(object.kindId);
  return {
    metadata: {
      annotations: {
        ...(mechanism.by === 'annotation' && { [mechanism.name]: mechanism.resumed ?? null }),
        [suspendAnnotations.reason]: null,
        [suspendAnnotations.at]: null,
        [suspendAnnotations.by]: null,
        [operatorSuspendedBy]: null,
      },
    },
    ...(mechanism.by === 'spec.suspend' && { spec: { suspend: null } }),
  };
}
