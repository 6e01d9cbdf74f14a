import { asObjects, valueAt } from '../../flux/fields.ts';
import type { JsonObject, ObjectKey } from '../../flux/object.ts';
import { readIgnoreRules } from '../applier/ignoreRules.ts';
import type { Candidate } from '../object/candidates.ts';
import type { Builder, ControllerSettings } from '../terms/ports.ts';
import { isEqual } from '../values/equal.ts';
import type { Planned } from './plan.ts';

/** What a Kustomization fails to do without the change too. */
export interface OlderFailures {
  /** Whether its build failed with the same words. */
  readonly isBuild: (message: string) => boolean;
  /** Whether what Flux tried to apply last holds the object as it is now. */
  readonly isObject: (key: ObjectKey) => boolean;
  /** Whether its `spec.ignore` is as it was. */
  readonly isIgnore: (problem: string) => boolean;
}

/** Nothing that is known to be older. */
const none: OlderFailures = { isBuild: () => false, isObject: () => false, isIgnore: () => false };

export interface OlderContext {
  /** Builds from the files of the revision that the controller tried to apply last. */
  readonly buildAttempted: Builder | undefined;
  readonly controller: ControllerSettings;
  readonly candidates: (
    build: Awaited<ReturnType<Builder>>,
    kustomization: JsonObject,
    signal: AbortSignal,
  ) => Promise<ReadonlyMap<ObjectKey, Candidate>>;
}

/**
 * What of a Kustomization's failures is older than the change: it is not ready now, and what fails stands in the same way in
 * the revision that Flux tried last. Where that is not known, nothing is. Rejects with the signal's reason.
 */
export async function olderFailures(
  { live, variables, candidates }: Planned,
  { buildAttempted, controller, candidates: candidatesOf }: OlderContext,
  signal: AbortSignal,
): Promise<OlderFailures> {
  if (live === undefined || buildAttempted === undefined || isReady(live)) return none;
  const isIgnore = (problem: string): boolean => readIgnoreRules(live).problem === problem;
  const build = await buildAttempted({ kustomization: live, variables, controller }, signal);
  switch (build.outcome) {
    case 'unknown':
      return none;
    case 'failed':
      return { ...none, isIgnore, isBuild: (message) => build.message === message };
    case 'built': {
      const before = await candidatesOf(build, live, signal);
      const isObject = (key: ObjectKey): boolean => {
        const [one, other] = [before.get(key), candidates.get(key)];
        return one !== undefined && other !== undefined && isEqual(one.object, other.object);
      };
      return { ...none, isIgnore, isObject };
    }
  }
}

function isReady(live: JsonObject): boolean {
  return asObjects(valueAt(live, 'status', 'conditions')).some(
    ({ type, status }) => type === 'Ready' && status === 'True',
  );
}
