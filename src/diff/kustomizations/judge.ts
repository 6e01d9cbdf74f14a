import type { JsonObject, ObjectKey } from '../../flux/object.ts';
import { valueAt } from '../../flux/fields.ts';
import { candidatesOf, type Candidate, type SchemaFinder } from '../object/candidates.ts';
import { expectedOf, type Expected } from '../object/expected.ts';
import { remoteClusterOf } from '../../flux/remoteCluster.ts';
import type { Destination, Destinations } from './destination.ts';
import { remoteSenderOf, senderOf, type Sender } from './identity.ts';
import { unknownOutcome } from '../object/unknownOutcome.ts';
import { readIgnoreRules } from '../applier/ignoreRules.ts';
import type { Outcome } from '../terms/outcome.ts';
import type { Plan, Planned } from './plan.ts';
import type { Build, Builder, ControllerSettings, DiffCluster } from '../terms/ports.ts';
import { predictObject } from '../object/predictObject.ts';

/** Judges the objects of a plan one by one, each once. */
export interface Judge {
  /** What a build of a Kustomization sends. */
  candidates(build: Build, kustomization: JsonObject, signal: AbortSignal): Promise<ReadonlyMap<ObjectKey, Candidate>>;
  /** @param listed the cluster that is asked, where some answers are there already */
  outcome(
    candidate: Candidate,
    planned: Planned,
    plan: Plan,
    signal: AbortSignal,
    listed?: DiffCluster,
  ): Promise<Outcome>;
  /** As whom a Kustomization's objects are sent. */
  sender(planned: Planned, signal: AbortSignal): Promise<Sender>;
}

interface JudgeOptions {
  readonly destinations: Destinations;
  readonly cluster: DiffCluster;
  readonly controller: ControllerSettings;
  readonly schema: SchemaFinder;
  readonly buildApplied: Builder | undefined;
}

function unreached(candidate: Candidate, { failure }: Destination): Outcome {
  return failure === undefined
    ? unknownOutcome(candidate, 'remoteCluster')
    : unknownOutcome(candidate, 'unreachable', failure);
}

/** Makes a judge for one prediction: what it heard of an object it does not ask again. */
export function createJudge({ cluster, destinations, controller, schema, buildApplied }: JudgeOptions): Judge {
  const { customStageKinds } = controller;
  const known = new WeakMap<Candidate, Outcome>();
  const expectations = new WeakMap<Plan, Map<string | undefined, Expected>>();
  const applied = new Map<ObjectKey, Promise<ReadonlyMap<ObjectKey, Candidate>>>();

  const candidates: Judge['candidates'] = async (build, kustomization, signal) => {
    const destination = await destinations(kustomization, signal);
    return candidatesOf(build, schema, customStageKinds, destination.cluster ?? cluster, signal);
  };
  const sender: Judge['sender'] = async ({ kustomization }, signal) => {
    const destination = await destinations(kustomization, signal);
    return destination.name === undefined
      ? senderOf(kustomization, controller, cluster, signal)
      : remoteSenderOf(kustomization, destination, signal);
  };

  /** What the Kustomizations that apply to the same cluster bring. */
  const expectedIn = (plan: Plan, { name }: Destination): Expected => {
    const byDestination = expectations.get(plan) ?? new Map<string | undefined, Expected>();
    const beside = [...plan].filter(([, one]) => remoteClusterOf(one.kustomization) === name);
    const made = byDestination.get(name) ?? expectedOf(beside.map(([key, one]) => [key, one.candidates.values()]));
    expectations.set(plan, byDestination.set(name, made));
    return made;
  };

  /** What is applied now, encrypted objects as they are in Git. */
  const appliedOf = async (
    { key, live, variables }: Planned,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<ObjectKey, Candidate>> => {
    if (live === undefined || buildApplied === undefined) return new Map();
    const work =
      applied.get(key) ??
      buildApplied({ kustomization: live, variables, controller }, signal).then((build) =>
        candidates(build, live, signal),
      );
    applied.set(key, work);
    return work;
  };

  return {
    candidates,
    sender,
    async outcome(candidate, planned, plan, signal, listed) {
      const before = known.get(candidate);
      if (before !== undefined) return before;
      const destination = await destinations(planned.kustomization, signal);
      if (destination.cluster === undefined) return unreached(candidate, destination);
      const [{ identity }, encrypted] = await Promise.all([
        sender(planned, signal),
        candidate.encrypted === undefined ? undefined : appliedOf(planned, signal),
      ]);
      const rules = {
        identity,
        isForced: valueAt(planned.kustomization, 'spec', 'force') === true,
        ignore: readIgnoreRules(planned.kustomization).rules,
        overrideManagers: controller.overrideManagers,
        migratesVersions: controller.migratesVersions,
        expected: expectedIn(plan, destination),
        applied: (key: ObjectKey): JsonObject | undefined => encrypted?.get(key)?.encrypted,
      };
      const outcome = await predictObject(candidate, rules, listed ?? destination.cluster, signal);
      // What fails for want of something may be brought by a Kustomization that is not planned yet.
      if (outcome.action !== 'error') known.set(candidate, outcome);
      return outcome;
    },
  };
}
