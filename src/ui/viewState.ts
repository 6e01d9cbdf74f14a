import type { SessionState } from '../cluster/session/sessionState.ts';
import type { Snapshot } from '../flux/snapshot.ts';

/**
 * What the view shows: the tree, or one of the welcome texts of package.json, whose `when` clauses compare the context
 * key `sluice.view` with these words.
 */
export const viewStates = [
  'idle',
  'noKubeconfig',
  'noContext',
  'contextMissing',
  'connecting',
  'unreachable',
  'signIn',
  'misconfigured',
  'disconnected',
  'restricted',
  'noFlux',
  'forbidden',
  'empty',
  'filtered',
  'tree',
] as const;
export type ViewState = (typeof viewStates)[number];

/** What to show for a session and what it has received; `visible` is how many objects pass the filter. */
export function viewState(state: SessionState, snapshot: Snapshot, visible: number): ViewState {
  if (state.phase !== 'connected' && hasObjects(snapshot)) return visible === 0 ? 'filtered' : 'tree';
  switch (state.phase) {
    case 'idle':
    case 'noKubeconfig':
    case 'connecting':
      return state.phase;
    case 'noContext':
      return state.missing === undefined ? 'noContext' : 'contextMissing';
    case 'degraded':
      return 'unreachable';
    case 'dormant':
      return dormantViews[state.reason];
    case 'connected':
      return connectedView(snapshot, visible);
  }
}

const dormantViews = {
  authentication: 'signIn',
  configuration: 'misconfigured',
  disconnected: 'disconnected',
  restricted: 'restricted',
} as const;

function connectedView(snapshot: Snapshot, visible: number): ViewState {
  const kinds = [...snapshot.kinds.values()];
  if (visible > 0) return 'tree';
  if (kinds.length === 0) return 'noFlux';
  if (hasObjects(snapshot)) return 'filtered';
  if (kinds.some(({ state }) => state.phase === 'loading')) return 'connecting';
  if (kinds.every(({ state }) => state.phase === 'forbidden')) return 'forbidden';
  return 'empty';
}

function hasObjects(snapshot: Snapshot): boolean {
  for (const { objects } of snapshot.kinds.values()) if (objects.size > 0) return true;
  return false;
}
