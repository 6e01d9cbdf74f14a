import type { JsonObject, ObjectKey } from '../../flux/object.ts';
import { valueAt } from '../../flux/fields.ts';
import { candidatesOf, type Candidate, type SchemaFinder } from '../object/candidates.ts';
import { expectedOf, type Expected } from '../object/expected.ts';
import { senderOf, type Sender } from './identity.ts';
import { readIgnoreRules } from '../applier/ignoreRules.ts';
import type { Outcome } from '../terms/outcome.ts';
import type { Plan, Planned } from './plan.ts';
import type { Build, Builder, ControllerSettings, DiffCluster } from '../terms/ports.ts';
import { predictObject } from '../object/predictObject.ts';

/** Judges the objects of a plan one by one, each once. */
export interface Judge {
  candidates(build: Build, signal: AbortSignal): Promise<ReadonlyMap<ObjectKey, Candidate>>;
  outcome(candidate: Candidate, planned: Planned, plan: Plan, signal: AbortSignal): Promise<Outcome>;
  /** As whom a Kustomization's objects are sent. */
  sender(planned: Planned, signal: AbortSignal): Promise<Sender>;
}

interface JudgeOptions {
  readonly cluster: DiffCluster;
  readonly controller: ControllerSettings;
  readonly schema: SchemaFinder;
  readonly buildApplied: Builder | undefined;
}

/** Makes a judge for one prediction: what it heard of an object it does not ask again. */
export function createJudge({ cluster, controller, schema, buildApplied }: JudgeOptions): Judge {
  const { customStageKinds } = controller;
  const known = new WeakMap<Candidate, Outcome>();
  const expectations = new WeakMap<Plan, Expected>();
  const applied = new Map<ObjectKey, Promise<ReadonlyMap<ObjectKey, Candidate>>>();

  const candidates: Judge['candidates'] = (build, signal) =>
    candidatesOf(build, schema, customStageKinds, cluster, signal);
  const sender: Judge['sender'] = ({ kustomization }, signal) => senderOf(kustomization, controller, cluster, signal);

  const expectedIn = (plan: Plan): Expected => {
    const made = expectations.get(plan) ?? expectedOf([...plan].map(([key, one]) => [key, one.candidates.values()]));
    expectations.set(plan, made);
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
      buildApplied({ kustomization: live, variables, controller }, signal).then((build) => candidates(build, signal));
    applied.set(key, work);
    return work;
  };

  return {
    candidates,
    sender,
    async outcome(candidate, planned, plan, signal) {
      const before = known.get(candidate);
      if (before !== undefined) return before;
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
        expected: expectedIn(plan),
        applied: (key: ObjectKey): JsonObject | undefined => encrypted?.get(key)?.encrypted,
      };
      const outcome = await predictObject(candidate, rules, cluster, signal);
      // What fails for want of something may be brought by a Kustomization that is not planned yet.
      if (outcome.action !== 'error') known.set(candidate, outcome);
      return outcome;
    },
  };
}
