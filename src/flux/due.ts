import { condition } from './conditions.ts';
import { annotationOf, asObject, asText, asTime, specOf, statusOf } from './fields.ts';
import { healthOf } from './health.ts';
import { kinds } from './kinds.ts';
import type { FluxObject } from './object.ts';
import { parseDuration } from './duration.ts';

const resourceSetInterval = '60m';

/** spec.interval as written, or flux-operator's reconcileEvery annotation; undefined where the kind has none. */
export function intervalOf(object: FluxObject): string | undefined {
  return asText(specOf(object)['interval']) ?? annotationOf(object, 'fluxcd.controlplane.io/reconcileEvery');
}

/**
 * When the controller will next reconcile by itself: an RFC 3339 time, approximate, since controllers add jitter
 * (5 % by default), and in the past if it is late. Most controllers keep the time of a run only when it changed
 * something, so this is undefined for the sources, HelmReleases and everything whose last run was not kept:
 * - Kustomization, ResourceSet, FluxInstance: each run sets Ready=Unknown, then its verdict, so
 *   Ready.lastTransitionTime is when the last run ended (kustomize-controller reconcile, flux-operator).
 * - ImageRepository lastScanResult.scanTime, ImageUpdateAutomation lastAutomationRunTime.
 * - ResourceSetInputProvider status.nextSchedule, where it has a schedule.
 */
export function nextDue(object: FluxObject): string | undefined {
  const { state } = healthOf(object);
  if (state !== 'ready' && state !== 'failed') return undefined;
  const status = statusOf(object);
  switch (object.kindId) {
    case kinds.kustomization:
      return plus(runEnd(object), state === 'failed' ? retryInterval(object) : intervalOf(object));
    case kinds.resourceSet:
    case kinds.fluxInstance:
      // A failure is retried with a backoff that is kept nowhere.
      return state === 'ready' ? plus(runEnd(object), intervalOf(object) ?? resourceSetInterval) : undefined;
    case kinds.imageRepository:
      if (state === 'failed') return undefined;
      return plus(asTime(asObject(status['lastScanResult'])?.['scanTime']), intervalOf(object));
    case kinds.imageUpdateAutomation:
      return state === 'ready' ? plus(asTime(status['lastAutomationRunTime']), intervalOf(object)) : undefined;
    case kinds.resourceSetInputProvider:
      return asTime(asObject(status['nextSchedule'])?.['when']);
    default:
      return undefined;
  }
}

/**
 * Reasons that kustomize-controller gives before a run begins (Ready is then not touched again) or that end all
 * retries; DependencyNotReady is one too, but is no failure.
 */
const outsideRuns: ReadonlySet<string> = new Set([
  'ArtifactFailed',
  'AccessDenied',
  'InvalidCELExpression',
  'FeatureGateDisabled',
]);

function runEnd(object: FluxObject): string | undefined {
  const ready = condition(object, 'Ready');
  return ready === undefined || outsideRuns.has(ready.reason ?? '') ? undefined : ready.lastTransitionTime;
}

/** spec.retryInterval, which is spec.interval unless given (kustomize-controller GetRetryInterval). */
function retryInterval(object: FluxObject): string | undefined {
  return asText(specOf(object)['retryInterval']) ?? intervalOf(object);
}

function plus(time: string | undefined, interval: string | undefined): string | undefined {
  const ms = parseDuration(interval ?? '');
  if (time === undefined || ms === undefined || ms <= 0) return undefined;
  const due = new Date(Date.parse(time) + ms);
  return Number.isNaN(due.getTime()) ? undefined : due.toISOString();
}
