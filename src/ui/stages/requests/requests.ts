import type { Disposable } from '../../../base/disposable.ts';
import { createEmitter, type Event } from '../../../base/event.ts';
import {
  readRequests,
  withoutRequest,
  withRequest,
  type FollowedRequest,
} from '../../../promote/requests/followedRequest.ts';
import type { WorkspaceState } from '../../workspaceState.ts';

/** The pull requests of this workspace that are followed; the one owner of what is remembered of them. */
export interface Requests extends Disposable {
  /** The newest first. */
  readonly all: readonly FollowedRequest[];
  readonly onDidChange: Event<undefined>;
  /** Remembers one, instead of what it took the place of. */
  follow(one: FollowedRequest, superseded?: readonly number[]): void;
  /** Forgets one: it landed, was closed, or what became of it was told. */
  forget(one: FollowedRequest): void;
}

/** Reads what was remembered. `report` hears what cannot be written. */
export function createRequests(state: Pick<WorkspaceState, 'get' | 'set'>, report: (error: unknown) => void): Requests {
  const changed = createEmitter<undefined>();
  let all = readRequests(state.get('sluice.pullRequests'), Date.now());
  const keep = (next: readonly FollowedRequest[]): void => {
    all = next;
    void state.set('sluice.pullRequests', next).catch(report);
    changed.fire(undefined);
  };
  return {
    get all() {
      return all;
    },
    onDidChange: changed.event,
    follow: (one, superseded) => keep(withRequest(all, one, superseded)),
    forget: (one) => keep(withoutRequest(all, one)),
    dispose: () => changed.dispose(),
  };
}
