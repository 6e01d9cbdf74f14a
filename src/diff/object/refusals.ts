import type { Identity, Refusal } from '../terms/ports.ts';
import type { Unknown } from '../terms/prediction.ts';

/** What a refusal of a dry-run says about Flux, which need not be what it says about us. */
export type Judgement =
  /** Flux is refused as well. */
  | { readonly verdict: 'error' }
  /** The object's Namespace is not there. */
  | { readonly verdict: 'missingNamespace'; readonly namespace: string }
  /** The kind is not served. */
  | { readonly verdict: 'missingKind' }
  /** It does not follow that Flux is refused. */
  | { readonly verdict: 'unknown'; readonly unknown: Unknown };

/** Judges a refusal that was an answer to `identity`, who need not have the controller's rights. */
export function judgeRefusal(refusal: Refusal, identity: Identity): Judgement {
  const { code, reason, message } = refusal;
  if (reason === 'NoKindMatch') return { verdict: 'missingKind' };
  const namespace = /^namespaces "([^"]+)" not found/.exec(message)?.[1];
  if (code === 404 && namespace !== undefined) return { verdict: 'missingNamespace', namespace };
  if (/does not support dry run/.test(message)) return { verdict: 'unknown', unknown: 'dryRunUnsupported' };
  if (identity !== 'self') return { verdict: 'error' };
  if (isAboutRights(refusal)) return { verdict: 'unknown', unknown: 'rights' };
  // Policies and webhooks may look at who asks.
  if (isByPolicy(message)) return { verdict: 'unknown', unknown: 'policy' };
  return { verdict: 'error' };
}

/** Whether RBAC refused: the verb itself, or granting rights that one does not have (registry/rbac/escalation_check.go). */
function isAboutRights({ code, message }: Refusal): boolean {
  return code === 403 && / cannot \w+ resource |permissions not currently held|user .* cannot /i.test(message);
}

/** In the API server's words: plugin/webhook/errors/statuserror.go, plugin/policy/validating/dispatcher.go. */
function isByPolicy(message: string): boolean {
  return /admission webhook .* denied the request|ValidatingAdmissionPolicy .* denied request/.test(message);
}

/** Whether managedFields of another version can be the cause: a field that is new by default is not in that one's schema. */
export function isAboutVersions({ message }: Refusal): boolean {
  return message.includes('field not declared in schema');
}

/**
 * Whether Flux takes a refusal for one that deleting the object would mend, as `force` lets it (pkg/ssa,
 * errors/immutable.go): every Conflict and Invalid, and whatever speaks of immutable.
 */
export function isMendedByForce({ reason, code, message }: Refusal): boolean {
  return (
    reason === 'Conflict' || reason === 'Invalid' || code === 422 || /is\simmutable|immutable\sfield/.test(message)
  );
}
