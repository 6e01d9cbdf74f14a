import { asText, valueAt } from '../../flux/fields.ts';
import type { JsonObject } from '../../flux/object.ts';
import { hasDriftedBesides, ignoredPaths, withIgnoredPaths, type IgnoredPath } from '../applier/ignoreRules.ts';
import { forcedBy, skippedBy } from '../applier/markers.ts';
import { isMigrated } from '../applier/migration.ts';
import { takeOver } from '../applier/takeover.ts';
import type { Outcome } from '../terms/outcome.ts';
import type { DiffCluster } from '../terms/ports.ts';
import { addressOf } from '../values/objects.ts';
import type { Candidate } from './candidates.ts';
import { defaulted } from './defaulted.ts';
import { createAnew } from './heldByItself.ts';
import { judgeEncrypted } from './judgeEncrypted.ts';
import { isAboutVersions, isMendedByForce, judgeRefusal } from './refusals.ts';
import { forced, refused } from './afterRefusal.ts';
import { leftAlone, type ObjectRules, type Verdict } from './verdict.ts';

/**
 * What would become of one object that a Kustomization builds, whatever becomes of the others: the API server's answer to
 * a dry run, and what the controller makes of it. Rejects with the signal's reason, or when the server cannot be reached.
 */
export async function predictObject(
  candidate: Candidate,
  rules: ObjectRules,
  cluster: DiffCluster,
  signal: AbortSignal,
): Promise<Outcome> {
  const { key, object, declared, origin, stage, doubt } = candidate;
  const judged = await (candidate.encrypted === undefined
    ? judge(object, rules, cluster, signal)
    : judgeEncrypted(candidate, rules, cluster, signal));
  const verdict = doubt === undefined ? judged : doubted(judged, doubt);
  const { apiVersion } = addressOf(object);
  const result = verdict.isDeclaredOnly === true && { result: declared };
  return { key, apiVersion, desired: object, stage, ...(origin && { origin }), ...verdict, ...result };
}

/** What would become of an object that is in part not known: no answer of the API server is about what Flux sends. */
function doubted(verdict: Verdict, doubt: string): Verdict {
  if (verdict.action === 'skip' || verdict.action === 'error') return verdict;
  const message = verdict.message === undefined ? doubt : `${verdict.message}. ${doubt}`;
  return { ...verdict, action: 'unknown', unknown: 'encrypted', message };
}

async function judge(
  desired: JsonObject,
  rules: ObjectRules,
  cluster: DiffCluster,
  signal: AbortSignal,
): Promise<Verdict> {
  const found = await cluster.read(addressOf(desired), rules.identity, signal);
  if ('refusal' in found && found.refusal.code !== 404) return refused(desired, undefined, found.refusal, rules);
  const live = 'object' in found ? found.object : undefined;
  const marker = skippedBy(desired, live);
  if (marker !== undefined) return leftAlone(marker, live);
  if ('refusal' in found && found.refusal.reason === 'NoKindMatch')
    return refused(desired, undefined, found.refusal, rules);
  const answer = await cluster.dryRunApply(desired, rules.identity, signal);
  if ('object' in answer) {
    const current = await asAnswered(live, answer.object, rules, cluster, signal);
    return accepted(desired, current, answer.object, rules, cluster, signal);
  }
  const { refusal } = answer;
  if (live !== undefined && rules.migratesVersions && isMigrated(desired, live) && isAboutVersions(refusal)) {
    return { action: 'unknown', unknown: 'migration', live, refusal, message: refusal.message };
  }
  const isForced = rules.isForced || forcedBy(desired, live) !== undefined;
  if (
    live !== undefined &&
    isForced &&
    isMendedByForce(refusal) &&
    judgeRefusal(refusal, rules.identity).verdict === 'error'
  ) {
    return forced(desired, live, refusal, await createAnew(desired, live, cluster, rules.identity, signal));
  }
  return refused(desired, live, refusal, rules);
}

/** The live object that a dry run was answered by: it may have changed after it was read. */
async function asAnswered(
  live: JsonObject | undefined,
  dryRun: JsonObject,
  { identity }: ObjectRules,
  cluster: DiffCluster,
  signal: AbortSignal,
): Promise<JsonObject | undefined> {
  if (live === undefined || versionOf(live) === versionOf(dryRun)) return live;
  const again = await cluster.read(addressOf(live), identity, signal);
  return 'object' in again ? again.object : live;
}

/** A dry run keeps the version of the object that is stored. */
function versionOf(object: JsonObject): string | undefined {
  return asText(valueAt(object, 'metadata', 'resourceVersion'));
}

/** What the controller makes of an object that the API server takes. */
async function accepted(
  desired: JsonObject,
  live: JsonObject | undefined,
  dryRun: JsonObject,
  rules: ObjectRules,
  cluster: DiffCluster,
  signal: AbortSignal,
): Promise<Verdict> {
  if (live === undefined) return { action: 'create', result: desired, isDeclaredOnly: true };
  const taken = takeOver(desired, live, dryRun, rules.overrideManagers);
  const isWritten = taken.isWritten || (rules.migratesVersions && isMigrated(desired, live));
  if (!isWritten && !hasDriftedBesides(live, dryRun, rules.ignore)) {
    return { action: 'unchanged', live, result: live };
  }
  const ignored = ignoredPaths(live, dryRun, rules.ignore);
  let stored = taken.object;
  let raw = dryRun;
  if (ignored.length > 0) {
    const sent = withIgnoredPaths(desired, ignored);
    if (sent === undefined) return { action: 'error', live, message: unkept(ignored) };
    const again = await cluster.dryRunApply(sent, rules.identity, signal);
    if ('refusal' in again) return refused(desired, live, again.refusal, rules);
    raw = again.object;
    stored = takeOver(sent, live, raw, rules.overrideManagers).object;
  }
  const result = stored === raw ? stored : await defaulted(raw, stored, rules.identity, cluster, signal);
  return { action: 'change', live, result };
}

function unkept(ignored: readonly IgnoredPath[]): string {
  const paths = ignored.map(({ path }) => path).join(', ');
  return `spec.ignore makes Flux keep what stands in the cluster at ${paths}, where Git declares nothing.`;
}
