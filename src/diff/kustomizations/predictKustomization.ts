import { asObject, valueAt } from '../../flux/fields.ts';
import { nameInSentence, type JsonObject, type ObjectKey } from '../../flux/object.ts';
import { asBlocked, isFailing, withBlocked } from './blocking.ts';
import type { Candidate } from '../object/candidates.ts';
import { isRefusedEncrypted } from '../object/encrypted.ts';
import { unknownOutcome } from '../object/unknownOutcome.ts';
import { readIgnoreRules } from '../applier/ignoreRules.ts';
import type { Outcome } from '../terms/outcome.ts';
import type { OlderFailures } from './olderFailures.ts';
import type { Planned } from './plan.ts';
import type { Blocker } from '../terms/prediction.ts';
import { isEqual } from '../values/equal.ts';
import { predictStale, type StaleContext } from './predictStale.ts';
import { readinessOf, type ReadinessContext } from './readiness.ts';

/** What would become of all objects of one Kustomization, with noise and secrets. */
export interface KustomizationOutcome {
  readonly blockers: readonly Blocker[];
  readonly outcomes: readonly Outcome[];
  /** What was assumed of what it waits for, as it may not be read: one sentence each. */
  readonly assumptions: readonly string[];
}

export interface KustomizationContext extends ReadinessContext, StaleContext {
  readonly candidates: readonly Candidate[];
  /** What would become of a candidate, whatever becomes of the others. */
  readonly outcome: (candidate: Candidate, signal: AbortSignal) => Promise<Outcome>;
  /** What fails without the change too. */
  readonly older: (signal: AbortSignal) => Promise<OlderFailures>;
  /** Hears of each object as soon as something is known of it, before it is known what blocks it. */
  readonly onOutcome: (outcome: Outcome) => void;
}

/**
 * What Flux would do with all that a Kustomization builds and with what it builds no more. Nothing that one object does
 * hides the others. Rejects only with the signal's reason.
 */
export async function predictKustomization(
  planned: Planned,
  context: KustomizationContext,
  signal: AbortSignal,
): Promise<KustomizationOutcome> {
  const { kustomization, live, build } = planned;
  const { blockers, assumptions } = await readinessOf(kustomization, context, signal);
  const waiting = blockers.map((one) =>
    one.kind === 'source' && isSourceOf(live, kustomization) ? asOlder(one) : one,
  );
  if (build.outcome !== 'built') {
    const isOlder = build.outcome === 'failed' && (await context.older(signal)).isBuild(build.message);
    return { blockers: [isOlder ? asOlder(unbuilt(build)) : unbuilt(build), ...waiting], outcomes: [], assumptions };
  }
  const [built, stale] = await Promise.all([
    Promise.all(context.candidates.map((candidate) => oneOutcome(candidate, context, signal))),
    live === undefined ? [] : staleOutcomes(kustomization, live, context, signal),
  ]);
  const found = refusals(context.candidates, kustomization);
  const older = found.length > 0 || built.some(isFailing) ? await context.older(signal) : undefined;
  const refused = found.map(({ blocker, ofObject, problem }): Blocker => {
    const isOlder = ofObject === undefined ? older?.isIgnore(problem ?? '') : older?.isObject(ofObject);
    return isOlder === true ? asOlder(blocker) : blocker;
  });
  const known = built.map((one) => (isFailing(one) && older?.isObject(one.key) === true ? asOlder(one) : one));
  const staged = withBlocked([...known, ...stale]);
  const isHeld = refused.length > 0 || waiting.length > 0;
  const all = [...refused, ...staged.blockers, ...gaps(build.gaps), ...waiting];
  return {
    blockers: all,
    assumptions,
    outcomes: isHeld ? staged.outcomes.map((one) => asBlocked(one)) : staged.outcomes,
  };
}

function asOlder<One extends { readonly isOlder?: boolean }>(one: One): One {
  return { ...one, isOlder: true };
}

/** Whether it takes its files from where it takes them now. */
function isSourceOf(live: JsonObject | undefined, kustomization: JsonObject): boolean {
  return isEqual(valueAt(live, 'spec', 'sourceRef'), valueAt(kustomization, 'spec', 'sourceRef'));
}

async function oneOutcome(candidate: Candidate, context: KustomizationContext, signal: AbortSignal): Promise<Outcome> {
  const outcome = await orUnreachable(candidate, context.outcome(candidate, signal), signal);
  context.onOutcome(outcome);
  return outcome;
}

async function staleOutcomes(
  kustomization: JsonObject,
  live: JsonObject,
  context: KustomizationContext,
  signal: AbortSignal,
): Promise<readonly Outcome[]> {
  const outcomes = await predictStale(kustomization, live, context, signal);
  for (const outcome of outcomes) context.onOutcome(outcome);
  return outcomes;
}

async function orUnreachable(candidate: Candidate, work: Promise<Outcome>, signal: AbortSignal): Promise<Outcome> {
  try {
    return await work;
  } catch (error) {
    signal.throwIfAborted();
    return unknownOutcome(candidate, 'unreachable', error instanceof Error ? error.message : String(error));
  }
}

function unbuilt(build: Exclude<Planned['build'], { outcome: 'built' }>): Blocker {
  const what = build.outcome === 'failed' ? 'Flux will apply nothing and prune nothing: ' : '';
  const kind = build.outcome === 'failed' ? 'build' : 'unknown';
  return { kind, message: `${what}${build.message}`, ...('origin' in build && { origin: build.origin }) };
}

interface Refused {
  readonly blocker: Blocker;
  /** The object that is refused; absent where it is the Kustomization. */
  readonly ofObject?: ObjectKey;
  readonly problem?: string;
}

/** What makes the controller stop before the first stage (kustomization_controller.go, apply). */
function refusals(candidates: readonly Candidate[], kustomization: JsonObject): readonly Refused[] {
  const { problem } = readIgnoreRules(kustomization);
  const said = (message: string): Blocker => ({
    kind: 'object',
    message: `Flux will apply nothing and prune nothing: ${message}`,
  });
  const isDecrypted = asObject(valueAt(kustomization, 'spec', 'decryption')) !== undefined;
  const encrypted = isDecrypted
    ? []
    : candidates.filter(({ encrypted }) => encrypted !== undefined && isRefusedEncrypted(encrypted));
  return [
    ...(problem === undefined ? [] : [{ blocker: said(`${problem}.`), problem }]),
    ...encrypted.map(({ key, origin }) => ({
      blocker: {
        ...said(`${nameInSentence(key)} is encrypted, and the Kustomization has no spec.decryption.`),
        ...(origin && { origin }),
      },
      ofObject: key,
    })),
  ];
}

function gaps(messages: readonly string[] = []): readonly Blocker[] {
  return messages.map((message) => ({ kind: 'unknown', message }));
}
