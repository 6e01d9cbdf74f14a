import { annotationOf, asTime, specOf } from './fields.ts';
import { suspendMechanism } from './kinds.ts';
import type { FluxObject } from './object.ts';

/** Field manager of Sluice's writes; one that begins with `kubectl` would be undone by kustomize-controller. */
export const fieldManager = 'sluice';

/** Annotations that Sluice writes beside a suspend and removes at resume. */
export const suspendAnnotations = {
  /** Why, in the words of the person. */
  reason: 'sluice.dev/suspend-reason',
  /** When, RFC 3339. */
  at: 'sluice.dev/suspended-at',
  /** The user name that the API server knows the person by. */
  by: 'sluice.dev/suspended-by',
} as const;

/** Annotation in which Flux Operator's web UI keeps who suspended (flux-operator api/v1 SuspendedByAnnotation). */
export const operatorSuspendedBy = 'fluxcd.controlplane.io/suspendedBy';

/** Who suspended an object, since when and why, as far as the object tells. */
export interface Suspension {
  readonly by?: string;
  /** RFC 3339. */
  readonly since?: string;
  readonly reason?: string;
  /** `notAfter`: suspended at that time or earlier, as the field manager may have written other fields since. */
  readonly precision?: 'exact' | 'notAfter';
  /** `by` is a field manager (a program, as `flux` or `kubectl-edit`), not a person. */
  readonly byManager?: boolean;
}

/**
 * Whether the object is suspended: spec.suspend, or for kinds that have none the annotation of their group with
 * the value `disabled` in any case (flux-operator IsDisabled, source-watcher).
 */
export function isSuspended(object: FluxObject): boolean {
  const mechanism = suspendMechanism(object.kindId);
  switch (mechanism.by) {
    case 'spec.suspend':
      return specOf(object)['suspend'] === true;
    case 'annotation':
      return annotationOf(object, mechanism.name)?.toLowerCase() === mechanism.suspended;
    case 'none':
      return false;
  }
}

/**
 * Who suspended a suspended object; undefined if it is not suspended. Our own annotations say most, unless another
 * manager owns the field that suspends: then somebody resumed and suspended it again with another tool, and they are
 * left over. Otherwise Flux Operator's annotation or the field's manager: `by X, not after T`.
 */
export function suspensionOf(object: FluxObject): Suspension | undefined {
  if (!isSuspended(object)) return undefined;
  const owner = object.suspendOwner;
  const ours = owner === undefined || owner.manager === fieldManager ? ownRecord(object) : {};
  const person = ours.by ?? annotationOf(object, operatorSuspendedBy);
  const manager = person === undefined && owner?.manager !== fieldManager ? owner?.manager : undefined;
  const by = person ?? manager;
  return {
    ...(owner?.time !== undefined && { since: owner.time, precision: 'notAfter' }),
    ...ours,
    ...(by !== undefined && { by }),
    ...(manager !== undefined && { byManager: true }),
  };
}

/** What Sluice noted when it suspended the object. */
function ownRecord(object: FluxObject): Suspension {
  const by = annotationOf(object, suspendAnnotations.by);
  const at = asTime(annotationOf(object, suspendAnnotations.at));
  const reason = annotationOf(object, suspendAnnotations.reason);
  return {
    ...(by !== undefined && { by }),
    ...(at !== undefined && { since: at, precision: 'exact' }),
    ...(reason !== undefined && { reason }),
  };
}
