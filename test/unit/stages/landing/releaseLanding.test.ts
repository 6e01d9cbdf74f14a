import { expect, test } from 'vitest';
import { kinds } from '../../../../src/flux/kinds.ts';
import { objectKey, type FluxObject, type JsonObject, type ObjectKey } from '../../../../src/flux/object.ts';
import { landingOf } from '../../../../src/stages/landing/landingOf.ts';
import { condition, fluxObject } from '../../flux/objects.ts';
import { before, commit, differs, factsOf, keyOf, kustomization, releaseKey, source } from './facts.ts';

const key = releaseKey('web');
const values = '/ConfigMap/shop/values' as ObjectKey;
const chart = objectKey(kinds.ociRepository, 'shop', 'chart');

interface ReleaseParts {
  readonly version?: string;
  readonly ready?: object;
  readonly generation?: number;
  readonly history?: readonly object[];
  readonly spec?: JsonObject;
  readonly status?: object;
}

function release({ version = '2', ready, generation = 1, history, spec, status }: ReleaseParts = {}): FluxObject {
  const is = { status: 'True', reason: 'UpgradeSucceeded', ...ready };
  return fluxObject(kinds.helmRelease, {
    name: 'web',
    metadata: { generation },
    spec: {
      interval: '5m',
      chart: { spec: { version } },
      valuesFrom: [{ kind: 'ConfigMap', name: 'values' }],
      ...spec,
    },
    status: {
      observedGeneration: 1,
      conditions: [condition('Ready', is.status, is)],
      history: history ?? [deployed('2026-01-01T10:02:00Z', 'sha256:b'), deployed('2026-01-01T08:00:00Z', 'sha256:a')],
      ...status,
    },
  });
}

function deployed(time: string, configDigest: string, status = 'deployed'): object {
  return { status, configDigest, lastDeployed: time, version: Date.parse(time) };
}

function about(live: FluxObject, changes: Parameters<typeof differs>[0], ...others: readonly FluxObject[]) {
  const objects = [source(commit), kustomization('apps'), live, ...others];
  const kustomizations = [{ key: keyOf('apps'), build: differs(changes) }];
  const landing = landingOf(factsOf({ objects, kustomizations, releases: { [keyOf('apps')]: [key] } }));
  return landing.objects.find((one) => one.key === key);
}

const versions = (from: string, to: string) => ({
  [key]: {
    before: { spec: { chart: { spec: { version: from } } } },
    after: { spec: { chart: { spec: { version: to } } } },
  },
});

test('a release that the commit leaves alone is not spoken of', () => {
  expect(about(release(), {})).toBeUndefined();
});

test('a changed one has landed when Helm has deployed it', () => {
  expect(about(release(), versions('1', '2'))).toMatchObject({ verdict: 'landed', since: '2026-01-01T10:02:00Z' });
  expect(about(release({ generation: 2 }), versions('1', '2'))).toMatchObject({ verdict: 'waiting' });
});

test('one that is seen with its earlier spec waits, however Ready it is', () => {
  expect(about(release({ version: '1' }), versions('1', '2'))).toMatchObject({ verdict: 'waiting' });
});

test.each([
  ['UpgradeFailed', 'Helm upgrade failed: timed out waiting for the condition', 'failed', 'notHealthy'],
  ['UpgradeFailed', 'Helm upgrade failed: execution error at template', 'deployed', 'notApplied'],
  ['RollbackSucceeded', 'Helm rollback to previous release succeeded', 'deployed', 'notApplied'],
  ['TestFailed', 'Helm test failed', 'deployed', 'notHealthy'],
  ['ArtifactFailed', 'no artifact', 'deployed', 'notApplied'],
])('%s (%s) is told apart', (reason, message, status, verdict) => {
  const ready = { status: 'False', reason, message };
  const history = [deployed('2026-01-01T10:02:00Z', 'sha256:b', status)];
  expect(about(release({ ready, history }), versions('1', '2'))).toMatchObject({ verdict, cause: { key, message } });
});

test('changed values have landed with a release of another config digest, not before', () => {
  const change = { [values]: { before: { data: { a: '1' } }, after: { data: { a: '2' } } } };
  expect(about(release(), change)).toMatchObject({ verdict: 'landed' });
  const old = [deployed('2026-01-01T08:00:00Z', 'sha256:a')];
  expect(about(release({ history: old }), change)).toMatchObject({
    verdict: 'waiting',
    sentence: 'Helm has not taken the values of ConfigMap/shop/values yet: it looks at them every 5m.',
  });
  const unrelated = [deployed('2026-01-01T10:02:00Z', 'sha256:a'), ...old];
  expect(about(release({ history: unrelated }), change)).toMatchObject({ verdict: 'waiting' });
});

test('a changed OCI chart has landed when the release is made of its digest', () => {
  const change = { [chart]: { before: { spec: { ref: { tag: '1' } } }, after: { spec: { ref: { tag: '2' } } } } };
  const spec = { chartRef: { kind: 'OCIRepository', name: 'chart' } };
  const oci = fluxObject(kinds.ociRepository, {
    name: 'chart',
    status: { observedGeneration: 1, conditions: [condition('Ready', 'True')], artifact: { revision: '2@sha256:0b' } },
  });
  const status = (digest: string) => ({ lastAttemptedRevisionDigest: `sha256:${digest}` });
  expect(about(release({ spec, status: status('0b') }), change, oci)).toMatchObject({ verdict: 'landed' });
  expect(about(release({ spec, status: status('0a') }), change, oci)).toMatchObject({ verdict: 'waiting' });
});

test('one that is new is awaited, one that goes away is awaited', () => {
  const kustomizations = [{ key: keyOf('apps'), build: differs({ [key]: { after: { spec: {} } } }) }];
  const found = (objects: readonly FluxObject[], build = kustomizations) =>
    landingOf(factsOf({ objects: [source(commit), kustomization('apps'), ...objects], kustomizations: build })).verdict;
  expect(found([])).toBe('waiting');
  expect(found([release()])).toBe('landed');
  const removal = [{ key: keyOf('apps'), build: differs({ [key]: { before: { spec: {} } } }) }];
  expect(found([], removal)).toBe('landed');
});

const ownSpec = { chart: { spec: { chart: './charts/web', sourceRef: { kind: 'GitRepository', name: 'fleet' } } } };

interface Charted {
  readonly files: readonly string[] | null;
  /** What the HelmChart is made of. */
  readonly of?: string;
  readonly strategy?: string;
  /** The version that it offers, and the newest that Helm deployed. */
  readonly offers?: string;
  readonly runs?: string;
}

/** What became of a commit that changes files, at a release whose chart lies in `charts/web`; its build is the same. */
function ofChart({ files, of = commit, strategy = 'ChartVersion', offers = '2.0.0', runs = offers }: Charted) {
  const live = release({
    spec: ownSpec,
    history: [
      { ...deployed('2026-01-01T10:02:00Z', 'sha256:a'), chartVersion: runs },
      { ...deployed('2026-01-01T08:00:00Z', 'sha256:a'), chartVersion: '1.0.0' },
    ],
    status: { lastAttemptedRevision: runs },
  });
  const chartObject = fluxObject(kinds.helmChart, {
    name: 'shop-web',
    spec: { ...ownSpec.chart.spec, reconcileStrategy: strategy },
    status: {
      observedGeneration: 1,
      conditions: [condition('Ready', 'True')],
      observedSourceArtifactRevision: `main@sha1:${of}`,
      artifact: { revision: offers },
    },
  });
  const objects = [source(commit), kustomization('apps'), live, chartObject];
  const kustomizations = [{ key: keyOf('apps'), build: { state: 'same' as const } }];
  return landingOf(factsOf({ objects, kustomizations, files, releases: { [keyOf('apps')]: [key] } }));
}

test.each<[string, Charted, string]>([
  ['that the commit leaves alone', { files: ['docs/web.md', 'charts/website/Chart.yaml'] }, 'notAffected'],
  ['of which nothing tells whether it changes', { files: null }, 'unknown'],
  ['that is not packed of the commit yet', { files: ['charts/web/Chart.yaml'], of: before }, 'waiting'],
  ['that Helm has not taken', { files: ['charts/web/Chart.yaml'], runs: '1.0.0' }, 'waiting'],
  ['that Helm has taken', { files: ['charts/web/Chart.yaml'] }, 'landed'],
  ['whose version stays', { files: ['charts/web/templates/web.yaml'] }, 'notApplied'],
  ['that is packed for each revision', { files: ['charts/web/values.yaml'], strategy: 'Revision' }, 'landed'],
  ['whose version may be as before', { files: ['charts/web/Chart.yaml'], offers: '1.0.0' }, 'unknown'],
])('a release of a chart in the repository %s', (_, charted, verdict) => {
  expect(ofChart(charted).verdict).toBe(verdict);
});

test('a chart of a repository that no Kustomization reads is none of the commit', () => {
  const elsewhere = { chart: { spec: { chart: './charts/web', sourceRef: { kind: 'GitRepository', name: 'other' } } } };
  const objects = [source(commit), kustomization('apps'), release({ spec: elsewhere })];
  const kustomizations = [{ key: keyOf('apps'), build: { state: 'same' as const } }];
  const files = ['charts/web/Chart.yaml'];
  const given = { objects, kustomizations, files, releases: { [keyOf('apps')]: [key] } };
  expect(landingOf(factsOf(given)).verdict).toBe('notAffected');
});
