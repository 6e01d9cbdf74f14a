import { condition, isTrue, observedGeneration } from '../../flux/conditions.ts';
import { asObjects, asText, asTime, generationOf, specOf, statusOf, valueAt } from '../../flux/fields.ts';
import { healthOf } from '../../flux/health.ts';
import { kinds } from '../../flux/kinds.ts';
import {
  kindId,
  nameInSentence,
  objectKey,
  parseKey,
  type FluxObject,
  type JsonObject,
  type ObjectKey,
} from '../../flux/object.ts';
import { sourceChain, sourceRef } from '../../flux/references.ts';
import { since } from '../../flux/since.ts';
import { parseRevision } from '../../flux/revision.ts';
import { isSuspended } from '../../flux/suspension.ts';
import { isStillBefore } from './agrees.ts';
import { failed, judged, landed, waitsFor, type Judgement } from './judgement.ts';
import { ownChart, ownChartLanding, type OwnChart } from './ownChart.ts';
import type { LandingFacts, ObjectChange } from './terms.ts';

/** What a commit changes for a HelmRelease. */
export interface ReleaseChange {
  /** The HelmRelease itself. */
  readonly own?: ObjectChange;
  /** ConfigMaps and Secrets that it takes values from. */
  readonly values: readonly ObjectKey[];
  /** Sources of its chart. */
  readonly sources: readonly ObjectKey[];
  /** Its chart, where that lies in the repository. */
  readonly chart?: OwnChart;
}

/** What a commit changes for a HelmRelease, by all that it changes; undefined for nothing. */
export function releaseChange(
  release: FluxObject,
  changes: ReadonlyMap<ObjectKey, ObjectChange>,
  facts: Pick<LandingFacts, 'lookup' | 'kustomizations' | 'files'>,
): ReleaseChange | undefined {
  const own = changes.get(release.key);
  const { namespace } = parseKey(release.key);
  const values = asObjects(specOf(release)['valuesFrom']).flatMap((one) => {
    const key = objectKey(kindId('', asText(one['kind']) ?? ''), namespace, asText(one['name']) ?? '');
    return changes.has(key) ? [key] : [];
  });
  const sources = sourceChain(release, facts.lookup).filter((key) => changes.has(key));
  const chart = ownChart(release, facts);
  if (own === undefined && values.length === 0 && sources.length === 0 && chart === undefined) return undefined;
  return { values: [...new Set(values)], sources, ...(own && { own }), ...(chart && { chart }) };
}

/**
 * What became of a change at a HelmRelease whose Kustomization applied it. HelmReleases carry no commit, and what they take
 * values from bumps no generation: a release with other values than before must have been made since.
 * @param applier the Kustomization, by whose history it is known when the old values were last in force
 */
export function releaseLanding(
  live: FluxObject,
  { own, values, sources, chart }: ReleaseChange,
  { applier, facts }: { readonly applier: FluxObject | undefined; readonly facts: LandingFacts },
): Judgement {
  const { lookup } = facts;
  // Kinds are watched one by one: the Kustomization may be known to have applied it before it is seen here.
  if (isOutdated(live, own, facts)) return judged('waiting', 'The cluster has its earlier spec still.');
  if (isSuspended(live)) return judged('notApplied', 'It is suspended.', { key: live.key, message: '' });
  const isCurrent = observedGeneration(live) === generationOf(live);
  const ready = condition(live, 'Ready');
  const message = ready?.message ?? '';
  const charts = chart?.files === undefined || lookup(chart.key) === undefined ? [] : [chart.key];
  const source = [...sources, ...charts].map((key) => chartLanding(key, live, facts)).find((one) => one !== undefined);
  if (source !== undefined) return source;
  if (!isCurrent || ready === undefined) {
    return judged('waiting', 'Helm has not come to it yet.', { key: live.key, message });
  }
  if (ready.status === 'False' && !isTrue(live, 'Reconciling'))
    return releaseFailure(live, ready.reason ?? '', message);
  if (ready.status === 'False' && isOfThisTry(live)) return releaseFailure(live, ready.reason ?? '', message);
  const health = healthOf(live, { lookup });
  if (health.state === 'waiting' && health.on !== undefined) return waitsFor(health.on, 'which is not ready', message);
  if (health.state !== 'ready') return judged('waiting', 'Helm is at work on it.', { key: live.key, message });
  const [value] = values;
  if (value !== undefined && !hasTakenValues(live, applier)) {
    const sentence = `Helm has not taken the values of ${nameInSentence(value)} yet: it looks at them every ${asText(specOf(live)['interval']) ?? 'interval'}.`;
    return judged('waiting', sentence, { key: live.key, message });
  }
  // One that is new has been made of no earlier chart.
  const isNew = own !== undefined && own.before === undefined;
  const held = chart && !isNew ? ownChartLanding(chart, live, facts) : undefined;
  if (held !== undefined) return held;
  return landed('The release is deployed and healthy.', since(live)?.time);
}

function isOutdated(live: FluxObject, own: ObjectChange | undefined, { declared }: LandingFacts): boolean {
  const { before, after } = own ?? {};
  if (before === undefined || after === undefined) return false;
  return [after, ...declared(live.key)].every((one) => isStillBefore(live.raw, before, one));
}

/** Whether Ready=False is the verdict on the spec that there is now, though the controller tries again. */
function isOfThisTry(live: FluxObject): boolean {
  const seen = condition(live, 'Ready')?.observedGeneration ?? 0;
  return seen === (generationOf(live) ?? 0) && condition(live, 'Released')?.status === 'False';
}

/**
 * Ready=False by its reason (helm-controller api/v2, condition_types.go). A release that Helm made and calls failed because
 * it ran out of time is applied; one that was rolled back is not there any more.
 */
function releaseFailure(live: FluxObject, reason: string, message: string): Judgement {
  const at = { key: live.key, message };
  if (reason === 'TestFailed') return failed('notHealthy', 'The release is deployed, and its tests fail', at);
  if (reason === 'DependencyNotReady' || reason === 'SourceNotReady' || reason === 'HelmChartNotReady') {
    const source = sourceRef(live);
    return source === undefined
      ? judged('waiting', 'It waits for a dependency.', at)
      : waitsFor(source, 'which is not ready', message);
  }
  if (reason === 'RollbackSucceeded') return failed('notApplied', 'The release failed and was rolled back', at);
  if (reason === 'UninstallSucceeded') return failed('notApplied', 'The release failed and was uninstalled', at);
  const [newest] = asObjects(statusOf(live)['history']);
  const isTimeout = /timed out|deadline exceeded|not ready/i.test(message);
  if (newest?.['status'] === 'failed' && isTimeout)
    return failed('notHealthy', 'The release is made, and not healthy', at);
  return failed('notApplied', 'Helm refuses it', at);
}

/** What a changed source of the chart holds up; undefined where the release is made of what it offers now. */
function chartLanding(key: ObjectKey, live: FluxObject, { lookup }: LandingFacts): Judgement | undefined {
  const source = lookup(key);
  if (source === undefined) return failed('notApplied', `${nameInSentence(key)} is not there`, { key, message: '' });
  const health = healthOf(source, { lookup });
  if (health.state === 'failed')
    return failed('notApplied', `${nameInSentence(key)} fails`, { key, message: health.message });
  if (health.state === 'suspended')
    return judged('notApplied', `${nameInSentence(key)} is suspended.`, { key, message: '' });
  if (health.state !== 'ready' && health.state !== 'noStatus') return waitsFor(key, 'which is not ready');
  if (key !== sourceRef(live) || source.kindId !== kinds.ociRepository) return undefined;
  const { hash } = parseRevision(asText(valueAt(source.raw.status, 'artifact', 'revision')) ?? '');
  const tried = asText(statusOf(live)['lastAttemptedRevisionDigest']);
  if (hash === undefined || tried === undefined || tried.endsWith(hash)) return undefined;
  return judged('waiting', `Helm has not come to what ${nameInSentence(key)} offers now.`);
}

/** Whether a release was made with other values since the Kustomization last applied the old ones. */
function hasTakenValues(live: FluxObject, applier: FluxObject | undefined): boolean {
  const releases = asObjects(statusOf(live)['history']);
  const [newest] = releases;
  const deployed = asTime(newest?.['lastDeployed']);
  const before = applier && lastOfEarlierBuild(applier);
  // A Kustomization that never applied anything else made the values anew: nothing was released without them.
  if (before === undefined) return true;
  if (deployed === undefined || Date.parse(deployed) < Date.parse(before)) return false;
  const earlier = releases.find((one) => Date.parse(asTime(one['lastDeployed']) ?? '') < Date.parse(before));
  return digestOf(earlier) === undefined || digestOf(earlier) !== digestOf(newest);
}

function digestOf(release: JsonObject | undefined): string | undefined {
  return asText(release?.['configDigest']);
}

/** When the Kustomization last reconciled what it built before what it builds now; undefined where there is no such. */
function lastOfEarlierBuild(kustomization: FluxObject): string | undefined {
  const history = asObjects(statusOf(kustomization)['history']);
  const running = history.find((one) => one['lastReconciledStatus'] === 'ReconciliationSucceeded') ?? history[0];
  const first = Date.parse(asTime(running?.['firstReconciled']) ?? '');
  const earlier = history.flatMap((one) => {
    const last = asTime(one['lastReconciled']);
    return one['digest'] !== running?.['digest'] && last !== undefined && Date.parse(last) <= first ? [last] : [];
  });
  return earlier.sort((a, b) => Date.parse(b) - Date.parse(a))[0];
}
