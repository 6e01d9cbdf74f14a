import { kinds } from '../flux/kinds.ts';
import { kindIdOf, type ObjectKey } from '../flux/object.ts';
import type { SchemaFinder } from './object/candidates.ts';
import { createJudge, type Judge } from './kustomizations/judge.ts';
import { secrecyOf } from './secrecy/secrecy.ts';
import { createFluxFinder } from './kustomizations/findFlux.ts';
import { knowingNames } from './kustomizations/knowNames.ts';
import { limitedCluster } from './kustomizations/limited.ts';
import { withLive } from './kustomizations/listed.ts';
import { olderFailures } from './kustomizations/olderFailures.ts';
import type { Outcome } from './terms/outcome.ts';
import { remoteClusterOf } from '../flux/remoteCluster.ts';
import { createDestinations } from './kustomizations/destination.ts';
import { isHere, planChange, type Plan, type PlanContext, type Planned } from './kustomizations/plan.ts';
import type { Builder, ControllerSettings, DiffCluster, DiffFacts, RemoteClusters } from './terms/ports.ts';
import type { KustomizationPrediction, ObjectPrediction } from './terms/prediction.ts';
import { predictKustomization } from './kustomizations/predictKustomization.ts';
import { predictBelowDeleted, predictStale, type Builds } from './kustomizations/predictStale.ts';
import { withHeldChildren } from './kustomizations/heldChildren.ts';
import { createPresenter, type PrunedKustomization } from './showing/present.ts';

/** What a prediction works with. */
export interface DiffPorts {
  readonly cluster: DiffCluster;
  /** Other clusters that Kustomizations apply to; without it these are not compared. */
  readonly remote?: RemoteClusters;
  /** Builds from the files as they would be. */
  readonly build: Builder;
  /** Builds from the files of the revision that is applied now; where there is none, more stays unknown. */
  readonly buildApplied?: Builder;
  /** Builds from the files of the revision that Flux tried to apply last; without it no failure is known to be older. */
  readonly buildAttempted?: Builder;
  readonly facts: DiffFacts;
  readonly schema: SchemaFinder;
}

/** Hears what is known of objects of a Kustomization so far; what blocks them is known at the end only. */
export type OnPartial = (kustomization: ObjectKey, objects: readonly ObjectPrediction[]) => void;

/** Requests at the same time. */
const requestsAtOnce = 4;

/**
 * What Flux would do if the files in question became the source's next revision: for the named Kustomizations, and for all
 * below them that the change makes, alters or prunes. Rejects with the signal's reason, or when the cluster cannot be
 * reached at all.
 */
export async function predictChange(
  roots: readonly ObjectKey[],
  ports: DiffPorts,
  onPartial: OnPartial,
  signal: AbortSignal,
): Promise<readonly KustomizationPrediction[]> {
  const cluster = limitedCluster(ports.cluster, requestsAtOnce);
  const controller = await cluster.controller(signal);
  const build = knowingNames(ports.build, ports.buildApplied);
  const buildApplied = ports.buildApplied && knowingNames(ports.buildApplied, ports.buildApplied);
  const buildAttempted = ports.buildAttempted && knowingNames(ports.buildAttempted, ports.buildApplied);
  const destinations = createDestinations(cluster, ports.remote, requestsAtOnce);
  const judge = createJudge({ cluster, destinations, controller, schema: ports.schema, buildApplied });
  const context: Context = {
    ...ports,
    build,
    cluster,
    controller,
    judge,
    find: createFluxFinder(ports.facts, cluster),
  };
  const plan = await withoutPruned(await planChange(roots, { ...context, ...judge }, signal), context, signal);
  const older = { buildAttempted, controller, candidates: judge.candidates };
  const presenter = createPresenter(ports.schema);
  const secrecy = await secrecyOf(plan, { ...context, ...judge }, ports.schema, signal);
  const partial = (key: ObjectKey) => (outcome: Outcome) => onPartial(key, [presenter.object(outcome, secrecy(key))]);

  const predicted = await Promise.all(
    [...plan.values()].map(async (planned): Promise<KustomizationPrediction[]> => {
      const { identity, assumptions, remote } = await judge.sender(planned, signal);
      const destination = await destinations(planned.kustomization, signal);
      const builds = buildsBeside(planned, plan);
      const listed =
        destination.cluster && (await withLive(planned, { cluster: destination.cluster, identity }, signal));
      const result = await predictKustomization(
        planned,
        {
          ...context,
          identity,
          builds,
          cluster: listed ?? cluster,
          ...(listed === undefined && { only: () => false }),
          candidates: [...planned.candidates.values()],
          outcome: (candidate, end) => judge.outcome(candidate, planned, plan, end, listed),
          isTouched: isTouchedBy(plan, ports.facts),
          older: (end) => olderFailures(planned, older, end),
          onOutcome: partial(planned.key),
        },
        signal,
      );
      const said = [...controller.assumptions, ...assumptions];
      const below = await belowPruned(
        isHere(planned) ? result.outcomes : [],
        planned.key,
        { cluster, builds, identity },
        new Set([planned.key]),
        signal,
      );
      const shown = presenter.kustomization(planned, result, secrecy(planned.key), [...said, ...result.assumptions]);
      return [{ ...shown, ...(remote && { remote }) }, ...below.map((one) => presenter.pruned(one, said))];
    }),
  );
  signal.throwIfAborted();
  const known = withHeldChildren(predicted.flat(), plan);
  const seen = new Set(known.map(({ key }) => key));
  const missing = roots.filter((key) => !seen.has(key)).map((key) => missingRoot(key, context, signal));
  return [...known, ...(await Promise.all(missing))];
}

/** A Kustomization that was named and that nothing can be said of. */
async function missingRoot(
  key: ObjectKey,
  { find, controller: { assumptions } }: Context,
  signal: AbortSignal,
): Promise<KustomizationPrediction> {
  const isAbsent = (await find(key, signal)) === 'absent';
  const message = isAbsent
    ? 'It is not in the cluster, and nothing of this change brings it there.'
    : 'It cannot be read: the cluster does not let you.';
  return {
    key,
    certainty: { level: 'approximate', reason: 'it is not built' },
    status: 'existing',
    blockers: [{ kind: 'unknown', message }],
    objects: [],
    assumptions,
  };
}

interface Context extends DiffPorts, Pick<PlanContext, 'find'> {
  readonly controller: ControllerSettings;
  readonly judge: Judge;
}

/** Kustomizations among what is deleted, with what follows, to any depth. */
async function belowPruned(
  outcomes: readonly Outcome[],
  parent: ObjectKey,
  context: Parameters<typeof predictBelowDeleted>[1],
  seen: Set<ObjectKey>,
  signal: AbortSignal,
): Promise<readonly PrunedKustomization[]> {
  const found = await Promise.all(
    outcomes.map(async ({ key, action, live, isBlocked }): Promise<readonly PrunedKustomization[]> => {
      if (action !== 'prune' || live === undefined || kindIdOf(key) !== kinds.kustomization || seen.has(key)) return [];
      seen.add(key);
      const below = await predictBelowDeleted(live, context, signal);
      const own = {
        key,
        parent,
        outcomes: isBlocked === true ? below.map((one) => ({ ...one, isBlocked: true })) : below,
      };
      return [own, ...(await belowPruned(own.outcomes, key, context, seen, signal))];
    }),
  );
  return found.flat();
}

/** Without the Kustomizations that others of the plan would delete: what they build does not come about. */
async function withoutPruned(plan: Plan, { cluster, judge }: Context, signal: AbortSignal): Promise<Plan> {
  const pruned = await Promise.all(
    [...plan.values()].filter(isHere).map(async (planned) => {
      const builds = buildsBeside(planned, plan);
      const { live, kustomization } = planned;
      if (live === undefined) return [];
      const { identity } = await judge.sender(planned, signal);
      const isPlanned = (key: ObjectKey): boolean => plan.has(key);
      const stale = await predictStale(kustomization, live, { cluster, builds, identity, only: isPlanned }, signal);
      return stale.flatMap(({ key, action }) => (action === 'prune' ? [key] : []));
    }),
  );
  const gone = new Set(pruned.flat());
  return gone.size === 0 ? plan : new Map([...plan].filter(([key]) => !gone.has(key)));
}

/** What the Kustomizations that apply to the same cluster build. */
function buildsBeside({ kustomization }: Planned, plan: Plan): Builds {
  const destination = remoteClusterOf(kustomization);
  const beside = [...plan].filter(([, one]) => remoteClusterOf(one.kustomization) === destination);
  return new Map(beside.map(([key, one]) => [key, new Set(one.candidates.keys())]));
}

/** Whether the change touches an object, so that its state now says nothing of it: predicted itself, or new. */
function isTouchedBy(plan: Plan, facts: DiffFacts): (key: ObjectKey) => boolean {
  const declared = new Set([...plan.values()].filter(isHere).flatMap((one) => [...one.candidates.keys()]));
  return (key) => plan.has(key) || (declared.has(key) && !facts.has(key));
}
