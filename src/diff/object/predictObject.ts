import type { JsonObject } from '../../flux/object.ts';
import { hasDriftedBesides, ignoredPaths, withIgnoredPaths, type IgnoredPath } from '../applier/ignoreRules.ts';
import { forcedBy, skippedBy } from '../applier/markers.ts';
import { takeOver } from '../applier/takeover.ts';
import type { Outcome } from '../terms/outcome.ts';
import type { DiffCluster } from '../terms/ports.ts';
import { addressOf } from '../values/objects.ts';
import type { Candidate } from './candidates.ts';
import { defaulted } from './defaulted.ts';
import { judgeEncrypted } from './judgeEncrypted.ts';
import { isMendedByForce, judgeRefusal } from './refusals.ts';
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
  const { key, object, declared, origin, stage } = candidate;
  const verdict = await (candidate.encrypted === undefined
    ? judge(object, rules, cluster, signal)
    : judgeEncrypted(candidate, rules, cluster, signal));
  const { apiVersion } = addressOf(object);
  const result = verdict.isDeclaredOnly === true && { result: declared };
  return { key, apiVersion, desired: object, stage, ...(origin && { origin }), ...verdict, ...result };
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
  if ('object' in answer) return accepted(desired, live, answer.object, rules, cluster, signal);
  const { refusal } = answer;
  const isForced = rules.isForced || forcedBy(desired, live) !== undefined;
  if (
    live !== undefined &&
    isForced &&
    isMendedByForce(refusal) &&
    judgeRefusal(refusal, rules.identity).verdict === 'error'
  ) {
    return forced(desired, live, refusal, await cluster.dryRunCreate(desired, rules.identity, signal));
  }
  return refused(desired, live, refusal, rules);
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
  if (!taken.isWritten && !hasDriftedBesides(live, dryRun, rules.ignore)) {
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
