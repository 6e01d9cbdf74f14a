import { condition, observedGeneration } from '../../flux/conditions.ts';
import { asText, generationOf, statusOf } from '../../flux/fields.ts';
import { healthOf } from '../../flux/health.ts';
import { nameInSentence, type Condition, type FluxObject } from '../../flux/object.ts';
import { since } from '../../flux/since.ts';
import { shortRevision } from '../../flux/revision.ts';
import { isSuspended } from '../../flux/suspension.ts';
import { blockingDependency } from '../../flux/waiting.ts';
import { failed, judged, landed, waitsFor, type Judgement } from './judgement.ts';
import { hasApplied, hasAttempted } from './revisions.ts';
import { sourceLanding } from './sourceLanding.ts';
import type { LandingFacts } from './terms.ts';

/**
 * What became of the commit at a Kustomization of the cluster whose spec is the one that counts. By its revisions and its
 * Ready condition; observedGeneration moves on success alone (kustomize-controller, kustomization_controller.go).
 */
export function kustomizationLanding(live: FluxObject, facts: LandingFacts): Judgement {
  if (live.raw.metadata.deletionTimestamp !== undefined) return judged('waiting', 'It is being deleted.');
  const ready = condition(live, 'Ready');
  const [applied, attempted] = [hasApplied(live, facts), hasAttempted(live, facts)];
  const isCurrent = observedGeneration(live) === generationOf(live);
  if (applied === true && isCurrent) {
    const status = statusOf(live);
    const later = asText(status['lastAttemptedRevision']);
    if (ready?.status === 'True') return landed('It is applied and healthy.', since(live)?.time);
    // What was tried since is another revision: this commit had landed before.
    if (later !== undefined && later !== status['lastAppliedRevision']) {
      return landed(`It is applied; ${shortRevision(later)}, which came later, is not.`, since(live)?.time);
    }
  }
  if (isSuspended(live)) return judged('notApplied', 'It is suspended.', { key: live.key, message: '' });
  const failure = attempted === true && ready !== undefined ? failureOf(live, ready) : undefined;
  if (failure !== undefined) return failure;
  if (ready?.status === 'False' && ready.reason === 'DependencyNotReady') return dependencyLanding(live, ready, facts);
  const source = sourceLanding(live, facts);
  if (source !== undefined) return source;
  if (attempted === true) {
    const message = ready?.message ?? '';
    return judged('waiting', 'Flux is applying it.', { key: live.key, message });
  }
  if (attempted === undefined) {
    return judged('unknown', 'Nothing here tells whether the revision that it tried last has this commit.');
  }
  return judged('waiting', 'Flux has not come to it yet.');
}

/** A verdict of the controller on its last try; undefined where it has none, or one about an earlier spec. */
function failureOf(
  { key, raw }: FluxObject,
  { status, reason, message = '', ...ready }: Condition,
): Judgement | undefined {
  if (status !== 'False' || reason === 'DependencyNotReady' || reason === 'HealthCheckCanceled') return undefined;
  const seen = ready.observedGeneration;
  if (seen !== undefined && seen > 0 && seen < (raw.metadata.generation ?? 0)) return undefined;
  if (reason === 'HealthCheckFailed') return failed('notHealthy', 'It is applied, and not healthy', { key, message });
  const what = reason === 'BuildFailed' ? 'It cannot be built' : 'It is not applied';
  return failed('notApplied', what, { key, message });
}

function dependencyLanding(live: FluxObject, { message = '' }: Condition, { lookup }: LandingFacts): Judgement {
  const on = blockingDependency(live, message, lookup);
  if (on === undefined) return judged('waiting', 'It waits for a dependency.', { key: live.key, message });
  const dependency = lookup(on);
  if (dependency === undefined) {
    return failed('notApplied', `It depends on ${nameInSentence(on)}, which is not there`, { key: on, message });
  }
  const health = healthOf(dependency, { lookup });
  if (health.state === 'failed') {
    return failed('notApplied', `It waits for ${nameInSentence(on)}, which fails`, {
      key: on,
      message: health.message,
    });
  }
  if (health.state === 'suspended') {
    return judged('notApplied', `It waits for ${nameInSentence(on)}, which is suspended.`, { key: on, message: '' });
  }
  return waitsFor(on, 'on which it depends', message);
}
