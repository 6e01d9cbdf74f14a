import { asObject, asText, valueAt } from '../../flux/fields.ts';
import { kinds } from '../../flux/kinds.ts';
import { kindIdOf, type JsonObject, type ObjectKey } from '../../flux/object.ts';
import type { Candidate } from '../object/candidates.ts';
import { isEqual } from '../values/equal.ts';
import type { Outcome } from '../terms/outcome.ts';
import type { Build, Builder, ControllerSettings, DiffCluster, VariableSource } from '../terms/ports.ts';
import type { ReadinessContext } from './readiness.ts';
import type { KustomizationPrediction } from '../terms/prediction.ts';
import { remoteClusterOf } from '../../flux/remoteCluster.ts';
import { variableReferences, variableSource } from './variableSources.ts';

/** A Kustomization of the change, as Flux would see it, and what is built of it. */
export interface Planned {
  readonly key: ObjectKey;
  readonly kustomization: JsonObject;
  /** As it is, with its inventory; absent if it is new. */
  readonly live?: JsonObject;
  readonly status: KustomizationPrediction['status'];
  readonly parent?: ObjectKey;
  readonly variables: readonly VariableSource[];
  readonly build: Build;
  /** What is built, as Flux sends it. */
  readonly candidates: ReadonlyMap<ObjectKey, Candidate>;
}

export type Plan = ReadonlyMap<ObjectKey, Planned>;

export interface PlanContext {
  readonly cluster: DiffCluster;
  readonly build: Builder;
  readonly find: ReadinessContext['find'];
  readonly controller: ControllerSettings;
  readonly candidates: (
    build: Build,
    kustomization: JsonObject,
    signal: AbortSignal,
  ) => Promise<ReadonlyMap<ObjectKey, Candidate>>;
  /** What would become of an object that a Kustomization of the plan builds. */
  readonly outcome: (candidate: Candidate, planned: Planned, plan: Plan, signal: AbortSignal) => Promise<Outcome>;
}

/** As deep as Kustomizations may apply each other before this is given up: nobody goes beyond a handful. */
const mostRounds = 24;

type Wanted = Pick<Planned, 'kustomization' | 'live' | 'status' | 'parent'>;

/**
 * Builds the named Kustomizations and all below them that the change makes or alters, each from its predicted spec and with
 * its variables as they would be. Goes on until nothing changes any more, so that it does not matter who is built first; a
 * Kustomization that applies itself, or another in a circle, is built of what comes of it.
 */
export async function planChange(
  roots: readonly ObjectKey[],
  context: PlanContext,
  signal: AbortSignal,
): Promise<Plan> {
  let wanted = await rootsOf(roots, context, signal);
  let plan: Plan = new Map();
  for (let round = 0; round < mostRounds; round += 1) {
    const before = plan;
    const next = await Promise.all(
      [...wanted].map(async ([key, want]) => [key, await planned(key, want, before, context, signal)] as const),
    );
    plan = new Map(next);
    const children = await childrenOf(plan, context, signal);
    const all = new Map([...wanted, ...children]);
    const isSettled = all.size === wanted.size && next.every(([key, one]) => one === before.get(key));
    wanted = all;
    if (isSettled) break;
  }
  return plan;
}

async function rootsOf(
  roots: readonly ObjectKey[],
  { find }: PlanContext,
  signal: AbortSignal,
): Promise<Map<ObjectKey, Wanted>> {
  const found = await Promise.all(
    roots.map(async (key) => {
      const live = await find(key, signal);
      if (live === 'absent' || live === 'unknown') return [];
      return [[key, { kustomization: live, live, status: 'existing' }] as const];
    }),
  );
  return new Map(found.flat());
}

/** The same value as before if it is made of the same. */
async function planned(
  key: ObjectKey,
  want: Wanted,
  plan: Plan,
  context: PlanContext,
  signal: AbortSignal,
): Promise<Planned> {
  const { controller, build } = context;
  const { then: variables, now } = await variablesOf(want.kustomization, plan, context, signal);
  const before = plan.get(key);
  const isSame =
    before !== undefined &&
    before.status === want.status &&
    isEqual(inputOf(before.kustomization), inputOf(want.kustomization)) &&
    isEqual(before.variables, variables);
  if (isSame) return before;
  const { kustomization, live = kustomization } = want;
  const request = { kustomization, variables, controller, now: { kustomization: live, variables: now } };
  const built = await build(request, signal);
  return { key, ...want, variables, build: built, candidates: await context.candidates(built, kustomization, signal) };
}

/** What of a Kustomization decides what is built of it, and not how it is at the moment. */
function inputOf(kustomization: JsonObject): JsonObject {
  const { labels, annotations } = asObject(kustomization['metadata']) ?? {};
  return { spec: kustomization['spec'], labels, annotations };
}

/** Kustomizations that those of the plan make or alter in the cluster that is asked. */
async function childrenOf(
  plan: Plan,
  context: PlanContext,
  signal: AbortSignal,
): Promise<readonly (readonly [ObjectKey, Wanted])[]> {
  const found = await Promise.all(
    [...plan.values()].filter(isHere).map(async (parent) => {
      const children = [...parent.candidates.values()].filter(({ key }) => kindIdOf(key) === kinds.kustomization);
      const outcomes = await Promise.all(children.map((child) => context.outcome(child, parent, plan, signal)));
      return outcomes.flatMap((outcome): (readonly [ObjectKey, Wanted])[] => {
        const { result } = outcome;
        if (result === undefined || !isAltered(outcome)) return [];
        const status = outcome.live === undefined ? 'new' : 'changed';
        const live = outcome.live && { live: outcome.live };
        const isOwn = outcome.key === parent.key;
        return [[outcome.key, { kustomization: result, ...live, status, ...(!isOwn && { parent: parent.key }) }]];
      });
    }),
  );
  return found.flat();
}

/** Whether a Kustomization applies to the cluster in which it lives. */
export function isHere({ kustomization }: Pick<Planned, 'kustomization'>): boolean {
  return remoteClusterOf(kustomization) === undefined;
}

/** Also where it is estimated only. */
function isAltered({ action, live, result }: Outcome): boolean {
  if (action === 'unknown') return !isEqual(result?.['spec'], live?.['spec']);
  return action === 'create' || action === 'change' || action === 'recreate';
}

/** Variables as they would be after the change, where it touches them, else as they are; and as they are. */
async function variablesOf(
  kustomization: JsonObject,
  plan: Plan,
  context: PlanContext,
  signal: AbortSignal,
): Promise<Record<'then' | 'now', readonly VariableSource[]>> {
  const found = await Promise.all(
    variableReferences(kustomization).map(async (reference) => {
      const { kind, name, key } = reference;
      const maker = [...plan.values()].find((one) => isHere(one) && one.candidates.has(key));
      const candidate = maker?.candidates.get(key);
      const outcome = maker && candidate && (await context.outcome(candidate, maker, plan, signal));
      const namespace = asText(valueAt(kustomization, 'metadata', 'namespace'));
      const address = { apiVersion: 'v1', kind, name, ...(namespace !== undefined && { namespace }) };
      const now = variableSource(reference, await context.cluster.read(address, 'self', signal));
      const object = outcome?.result ?? outcome?.live;
      return { now, then: object === undefined ? now : variableSource(reference, { object }) };
    }),
  );
  return { now: found.flatMap(({ now }) => now ?? []), then: found.flatMap(({ then }) => then ?? []) };
}
