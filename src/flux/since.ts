import { condition } from './conditions.ts';
import { asObject, asObjects, asText, asTime, statusOf } from './fields.ts';
import { hasStatus, kinds } from './kinds.ts';
import type { FluxObject, JsonObject } from './object.ts';
import { deployedRelease } from './revision.ts';

/** What happened at the time that a `Since` names. */
export type SinceWhat = 'applied' | 'released' | 'fetched' | 'scanned' | 'pushed' | 'created';

/** Since when an object is what it is: an RFC 3339 time and what happened then. */
export interface Since {
  readonly time: string;
  readonly what: SinceWhat;
}

/** `atLeast`: it may have failed for longer. */
export interface FailingSince {
  readonly time: string;
  readonly precision: 'exact' | 'atLeast';
}

const succeeded = 'ReconciliationSucceeded';

/**
 * Since when what runs has been running, or a source's content has been there. Never Ready.lastTransitionTime:
 * kustomize-controller sets Ready=Unknown in each run, so that moves when nothing changed. Undefined where the
 * status keeps no such time (a Kustomization of Flux before 2.7 has no history).
 */
export function since(object: FluxObject): Since | undefined {
  const status = statusOf(object);
  switch (object.kindId) {
    case kinds.kustomization:
    case kinds.resourceSet:
    case kinds.fluxInstance:
      return at(appliedSince(object), 'applied');
    case kinds.helmRelease:
      return at(asTime(deployedRelease(object)?.['lastDeployed']), 'released');
    case kinds.imageRepository:
      return at(asTime(asObject(status['lastScanResult'])?.['scanTime']), 'scanned');
    case kinds.imageUpdateAutomation:
      return at(asTime(status['lastPushTime']), 'pushed');
    case kinds.receiver:
      return at(asTime(object.raw.metadata.creationTimestamp), 'created');
    default:
      if (!hasStatus(object)) return at(asTime(object.raw.metadata.creationTimestamp), 'created');
      return at(asTime(asObject(status['artifact'])?.['lastUpdateTime']), 'fetched');
  }
}

/**
 * Since when the applied objects are applied (status.history, fluxcd/pkg apis/meta history.go: one entry for each
 * build digest and outcome, newest first). The running digest is that of the newest success. It has run since
 * that entry's firstReconciled, or, if another digest was tried in between, since that attempt at the earliest.
 * The same digest with another outcome (a failed health check) means the same objects and interrupts nothing.
 */
function appliedSince(object: FluxObject): string | undefined {
  const history = historyOf(object);
  const running = history.find((entry) => entry.status === succeeded);
  if (running === undefined) return undefined;
  const interruptions = history.filter(
    (entry) =>
      entry.digest !== running.digest && isAfter(running.last, entry.last) && isAfter(entry.last, running.first),
  );
  return interruptions.reduce((latest, { last }) => (isAfter(last, latest) ? last : latest), running.first);
}

/**
 * Since when the object has been failing, for one whose health is `failed`; undefined where no status field tells.
 * - Kinds with a history: the first failed run after the last success, if the history still holds it. Failed builds
 *   are not in it, so only a failure with the reason of the newest entry is told.
 * - Sources: their conditions keep lastTransitionTime while status, reason and message stay the same (fluxcd/pkg
 *   runtime/conditions) and retries do not touch them, so the failure is at least as old as the oldest of them.
 * A HelmRelease's Ready is set anew by each retry and tells nothing.
 */
export function failingSince(object: FluxObject): FailingSince | undefined {
  if (historyOf(object).length > 0 && object.kindId !== kinds.helmRelease) return failedRunsSince(object);
  if (!object.kindId.startsWith('source.toolkit.fluxcd.io/')) return undefined;
  const times = sourceFailures.flatMap(([type, bad]) => {
    const found = condition(object, type);
    return found?.status === bad && found.lastTransitionTime !== undefined ? [found.lastTransitionTime] : [];
  });
  const oldest = times.reduce<string | undefined>((a, b) => (a === undefined || isAfter(a, b) ? b : a), undefined);
  return oldest === undefined ? undefined : { time: oldest, precision: 'atLeast' };
}

/** Condition types of source-controller with the status that means a failure. */
const sourceFailures: readonly (readonly [type: string, bad: 'True' | 'False'])[] = [
  ['Ready', 'False'],
  ['FetchFailed', 'True'],
  ['BuildFailed', 'True'],
  ['IncludeUnavailable', 'True'],
  ['StorageOperationFailed', 'True'],
];

function failedRunsSince(object: FluxObject): FailingSince | undefined {
  const history = historyOf(object);
  const reason = condition(object, 'Ready')?.reason;
  const [newest] = history;
  if (newest === undefined || newest.status === succeeded || newest.status !== reason) return undefined;
  const success = history.findIndex((entry) => entry.status === succeeded);
  const failures = success < 0 ? history : history.slice(0, success);
  const lastGood = history[success]?.last;
  const first = failures.reduce((oldest, entry) => (isAfter(oldest, entry.first) ? entry.first : oldest), newest.first);
  if (lastGood !== undefined && isAfter(first, lastGood)) return { time: first, precision: 'exact' };
  // An entry older than the success was failing before it too; when it did so again is not kept.
  const after = failures
    .map((entry) => entry.first)
    .filter((time) => lastGood === undefined || isAfter(time, lastGood));
  const known = after.reduce<string | undefined>((a, b) => (a === undefined || isAfter(a, b) ? b : a), undefined);
  return { time: known ?? newest.last, precision: 'atLeast' };
}

interface Run {
  readonly digest: string | undefined;
  readonly status: string | undefined;
  readonly first: string;
  readonly last: string;
}

/** status.history, newest first, without entries that have no times. */
function historyOf(object: FluxObject): readonly Run[] {
  const runs = asObjects(statusOf(object)['history']).flatMap((entry) => toRun(entry) ?? []);
  return runs.sort((a, b) => Date.parse(b.last) - Date.parse(a.last));
}

function toRun(entry: JsonObject): Run | undefined {
  const first = asTime(entry['firstReconciled']);
  const last = asTime(entry['lastReconciled']);
  if (first === undefined || last === undefined) return undefined;
  return { digest: asText(entry['digest']), status: asText(entry['lastReconciledStatus']), first, last };
}

function isAfter(a: string, b: string): boolean {
  return Date.parse(a) > Date.parse(b);
}

function at(time: string | undefined, what: SinceWhat): Since | undefined {
  return time === undefined ? undefined : { time, what };
}
