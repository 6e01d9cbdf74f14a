import { at, textAt } from '../request/json.ts';
import type { Check } from '../terms/forge.ts';

/** A commit status of GitLab's API, of a job of a pipeline or of another system. */
export function readCheck(status: unknown): Check {
  const state = states.get(textAt(status, 'status') ?? '') ?? 'pending';
  const mayFail = at(status, 'allow_failure') === true;
  return {
    name: textAt(status, 'name') ?? 'default',
    state: mayFail && state !== 'success' ? 'neutral' : state,
    url: textAt(status, 'target_url'),
  };
}

/** The states of GitLab's app/models/concerns/ci/has_status.rb; all others are still under way. */
const states: ReadonlyMap<string, Check['state']> = new Map([
  ['success', 'success'],
  ['failed', 'failure'],
  ['canceled', 'failure'],
  ['skipped', 'neutral'],
  ['manual', 'neutral'],
]);
