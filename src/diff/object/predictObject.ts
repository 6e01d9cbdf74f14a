import { asObject, asText } from '../../flux/fields.ts';
import { kindIdOf, type JsonObject, type ObjectKey } from '../../flux/object.ts';
import type { Candidate } from './candidates.ts';
import { changedEncrypted } from './encrypted.ts';
import { estimated } from './estimate.ts';
import type { Expected } from './expected.ts';
import {
  hasDriftedBesides,
  ignoredPaths,
  withIgnoredPaths,
  type IgnoredPath,
  type IgnoreRule,
} from '../applier/ignoreRules.ts';
import { forcedBy, skippedBy } from '../applier/markers.ts';
import { addressOf, keyOfObject, nameInSentence, withMetadata, without } from '../values/objects.ts';
import type { Outcome } from '../terms/outcome.ts';
import type { Answer, DiffCluster, Identity, Refusal } from '../terms/ports.ts';
import { isMendedByForce, judgeRefusal } from './refusals.ts';
import { takeOver } from '../applier/takeover.ts';
import { withDefaults } from './withDefaults.ts';

/** What decides, besides the object and the cluster, what becomes of an object. */
export interface ObjectRules {
  readonly identity: Identity;
  /** The Kustomization's `spec.force`. */
  readonly isForced: boolean;
  /** The Kustomization's `spec.ignore`. */
  readonly ignore: readonly IgnoreRule[];
  readonly overrideManagers: readonly string[];
  readonly expected: Expected;
  /** An encrypted object as the applied revision has it, encrypted, where that is known. */
  readonly applied: (key: ObjectKey) => JsonObject | undefined;
}

type Verdict = Omit<Outcome, 'key' | 'apiVersion' | 'desired' | 'origin' | 'stage'>;

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

/** Encrypted values are neither sent nor known: what is there is what was decrypted. */
async function judgeEncrypted(
  { object, encrypted }: Candidate,
  { identity, applied }: ObjectRules,
  cluster: DiffCluster,
  signal: AbortSignal,
): Promise<Verdict> {
  const found = await cluster.read(addressOf(object), identity, signal);
  if ('refusal' in found && found.refusal.code === 404)
    return { action: 'create', result: object, isDeclaredOnly: true };
  const live = 'object' in found ? found.object : undefined;
  const marker = skippedBy(object, live);
  if (marker !== undefined) return { action: 'skip', ...of(live), message: skipped(marker) };
  const before = applied(keyOfObject(object));
  const changes = before && encrypted && changedEncrypted(before, encrypted);
  if (live !== undefined && changes?.length === 0) return { action: 'unchanged', live, result: live };
  const message = changes === undefined ? undefined : `changed (encrypted): ${changes.join(', ')}`;
  return { action: 'unknown', unknown: 'encrypted', ...of(live), ...(message !== undefined && { message }) };
}

function skipped(marker: string): string {
  return `Flux leaves it alone: it is marked ${marker}.`;
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
  if (marker !== undefined) return { action: 'skip', ...of(live), message: skipped(marker) };
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

/** Fields that were taken away may have defaults, which a new object of another name shows. */
async function defaulted(
  before: JsonObject,
  after: JsonObject,
  identity: Identity,
  cluster: DiffCluster,
  signal: AbortSignal,
): Promise<JsonObject> {
  const { name, namespace } = asObject(after['metadata']) ?? {};
  const own = asWritten(after);
  const fresh = `${asText(name)?.slice(0, 50) ?? ''}-sluice`;
  const answer = await cluster.dryRunCreate(withMetadata(own, { name: fresh, namespace }), identity, signal);
  if ('refusal' in answer) return after;
  const filled = withDefaults(asWritten(before), own, asWritten(answer.object));
  const rest = without(asObject(after['metadata']) ?? {}, ['labels', 'annotations']);
  const { status } = after;
  return { ...filled, ...(status !== undefined && { status }), metadata: { ...rest, ...asObject(filled['metadata']) } };
}

/** What people write: of metadata labels and annotations only. */
function asWritten(object: JsonObject): JsonObject {
  const { labels, annotations } = asObject(object['metadata']) ?? {};
  const metadata = { ...(labels !== undefined && { labels }), ...(annotations !== undefined && { annotations }) };
  return { ...without(object, ['status']), metadata };
}

/** What `force` comes to: the object is deleted, and then made anew unless that is refused as well. */
function forced(desired: JsonObject, live: JsonObject, refusal: Refusal, create: Answer): Verdict {
  const isCreatable = 'object' in create || create.refusal.reason === 'AlreadyExists' || create.refusal.code === 403;
  if (isCreatable) {
    return { action: 'recreate', live, result: desired, isDeclaredOnly: true, refusal, message: refusal.message };
  }
  return { action: 'deleteOnly', live, refusal: create.refusal, message: create.refusal.message };
}

/** What follows from a refusal, which need not be one of Flux. */
function refused(
  desired: JsonObject,
  live: JsonObject | undefined,
  refusal: Refusal,
  { identity, expected }: ObjectRules,
): Verdict {
  const judgement = judgeRefusal(refusal, identity);
  const error: Verdict = { action: 'error', ...of(live), refusal, message: refusal.message };
  switch (judgement.verdict) {
    case 'error':
      return error;
    case 'unknown':
      return {
        action: 'unknown',
        ...of(live),
        ...(live && { result: estimated(desired, live) }),
        refusal,
        unknown: judgement.unknown,
        message: refusal.message,
      };
    case 'missingNamespace':
      return awaiting(desired, expected.namespace(judgement.namespace), `Namespace ${judgement.namespace}`) ?? error;
    case 'missingKind': {
      const id = kindIdOf(keyOfObject(desired));
      return awaiting(desired, expected.kind(id), `the definition of ${id}`) ?? error;
    }
  }
}

/** What needs something that the same change brings, so that the API server cannot judge it yet. */
function awaiting(desired: JsonObject, by: ObjectKey | undefined, what: string): Verdict | undefined {
  if (by === undefined) return undefined;
  const message = `Not judged by the API server yet: ${what} comes with ${nameInSentence(by)}.`;
  return { action: 'create', result: desired, isDeclaredOnly: true, message };
}

function of(live: JsonObject | undefined): { readonly live?: JsonObject } {
  return live === undefined ? {} : { live };
}
