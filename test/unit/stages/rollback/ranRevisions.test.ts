import { expect, test } from 'vitest';
import { kinds } from '../../../../src/flux/kinds.ts';
import { ranRevisions, runsOf } from '../../../../src/stages/rollback/ranRevisions.ts';
import { ranText } from '../../../../src/stages/words/ranText.ts';
import { fluxObject } from '../../flux/objects.ts';

const [c1, c2, c3, c4] = ['1', '2', '3', '4'].map((digit) => digit.repeat(40)) as [string, string, string, string];

const entry = (digest: string, commit: string, status: string, metadata?: object): object => ({
  digest,
  firstReconciled: '2026-01-01T08:00:00Z',
  lastReconciled: '2026-01-01T09:00:00Z',
  lastReconciledStatus: status,
  metadata: metadata ?? { revision: `main@sha1:${commit}` },
});

const kustomization = fluxObject(kinds.kustomization, {
  status: {
    history: [
      entry('sha256:4', c4, 'HealthCheckFailed'),
      entry('sha256:2', c3, 'ReconciliationSucceeded'),
      entry('sha256:1', c1, 'ReconciliationSucceeded'),
      entry('sha256:0', '', 'ReconciliationSucceeded', { revision: 'latest@sha256:00' }),
    ],
  },
});

test('what ran is told by the history, where it names commits', () => {
  expect(runsOf(kustomization).map(({ commit, outcome }) => [commit, outcome])).toEqual([
    [c4, 'notHealthy'],
    [c3, 'healthy'],
    [c1, 'healthy'],
  ]);
  const metadata = { revision: 'latest@sha256:00', originRevision: `main@sha1:${c2}` };
  const artifact = fluxObject(kinds.kustomization, {
    status: { history: [entry('sha256:1', '', 'ReconciliationSucceeded', metadata)] },
  });
  expect(runsOf(artifact).map(({ commit }) => commit)).toEqual([c2]);
});

test('commits that changed the files are listed with what became of them', () => {
  const commits = [c4, c2].map((commit, index) => ({
    commit,
    subject: `Change ${index}`,
    author: 'Ann',
    time: 100 - index,
  }));
  // The third commit changed other files: what ran then are the files of the second.
  const found = ranRevisions(
    runsOf(kustomization),
    commits,
    new Map([
      [c3, c2],
      [c4, c4],
    ]),
  );
  expect(found.map(({ commit, run, isRunning, subject }) => [commit, run?.outcome, isRunning, subject])).toEqual([
    [c4, 'notHealthy', true, 'Change 0'],
    [c2, 'healthy', false, 'Change 1'],
    [c1, 'healthy', false, undefined],
  ]);
  expect(found.map(ranText)).toEqual(['current, running, applied, health checks failed', 'succeeded', 'succeeded']);
});
