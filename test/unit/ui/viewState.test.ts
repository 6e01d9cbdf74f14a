import { describe, expect, it } from 'vitest';
import type { SessionState } from '../../../src/cluster/session/sessionState.ts';
import type { KindState, ServedKind, Snapshot } from '../../../src/flux/snapshot.ts';
import { emptySnapshot } from '../../../src/flux/snapshot.ts';
import { trimObject } from '../../../src/flux/trim.ts';
import { viewState, type ViewState } from '../../../src/ui/viewState.ts';

const served: ServedKind = {
  id: 'kustomize.toolkit.fluxcd.io/Kustomization',
  group: 'kustomize.toolkit.fluxcd.io',
  version: 'v1',
  kind: 'Kustomization',
  plural: 'kustomizations',
  namespaced: true,
};
const connected: SessionState = { phase: 'connected', context: 'c', host: 'h' };
const failure = { code: 'unreachable', message: 'refused' };

function snapshot(state: KindState, objects = 0): Snapshot {
  const entries = Array.from({ length: objects }, (_, index) =>
    trimObject({ metadata: { name: `a${index}` } }, served),
  );
  return {
    kinds: new Map([[served.id, { served, state, objects: new Map(entries.map((entry) => [entry.key, entry])) }]]),
  };
}

describe('viewState', () => {
  it.each<[string, SessionState, Snapshot, number, ViewState]>([
    ['nothing asked', { phase: 'idle' }, emptySnapshot, 0, 'idle'],
    ['no kubeconfig', { phase: 'noKubeconfig', paths: [], failures: [] }, emptySnapshot, 0, 'noKubeconfig'],
    ['several contexts', { phase: 'noContext', contexts: 2 }, emptySnapshot, 0, 'noContext'],
    ['context gone', { phase: 'noContext', contexts: 2, missing: 'x' }, emptySnapshot, 0, 'contextMissing'],
    ['connecting', { phase: 'connecting', context: 'c' }, emptySnapshot, 0, 'connecting'],
    ['unreachable', { phase: 'degraded', context: 'c', failure, retryAt: 0 }, emptySnapshot, 0, 'unreachable'],
    ['sign-in', { phase: 'dormant', context: 'c', reason: 'authentication' }, emptySnapshot, 0, 'signIn'],
    ['disconnected', { phase: 'dormant', context: 'c', reason: 'disconnected' }, emptySnapshot, 0, 'disconnected'],
    ['restricted', { phase: 'dormant', context: 'c', reason: 'restricted' }, emptySnapshot, 0, 'restricted'],
    ['bad kubeconfig', { phase: 'dormant', context: 'c', reason: 'configuration' }, emptySnapshot, 0, 'misconfigured'],
    ['no Flux', connected, emptySnapshot, 0, 'noFlux'],
    ['lists under way', connected, snapshot({ phase: 'loading' }), 0, 'connecting'],
    ['all forbidden', connected, snapshot({ phase: 'forbidden', message: 'no' }), 0, 'forbidden'],
    ['nothing there', connected, snapshot({ phase: 'live' }), 0, 'empty'],
    ['nothing there where one may look', connected, snapshot({ phase: 'live', namespaces: ['shop'] }), 0, 'empty'],
    ['all filtered', connected, snapshot({ phase: 'live' }, 2), 0, 'filtered'],
    ['objects', connected, snapshot({ phase: 'live' }, 2), 2, 'tree'],
    [
      'an outage keeps the tree',
      { phase: 'degraded', context: 'c', failure, retryAt: 0 },
      snapshot({ phase: 'stale', message: '' }, 2),
      2,
      'tree',
    ],
  ])('%s', (_, state, objects, visible, expected) => {
    expect(viewState(state, objects, visible)).toBe(expected);
  });
});
