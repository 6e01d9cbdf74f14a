import { describe, expect, it } from 'vitest';
import { kinds } from '../../../src/flux/kinds.ts';
import type { FluxObject, JsonObject } from '../../../src/flux/object.ts';
import { suspendAnnotations } from '../../../src/flux/suspension.ts';
import type { DescriptionPart } from '../../../src/tree/description.ts';
import { noFilter } from '../../../src/tree/filter.ts';
import { emptyTree, updateTree, type TreeModel } from '../../../src/tree/model.ts';
import { rowAt, type Row } from '../../../src/tree/row.ts';
import { changesBetween, failing, flux, retrying, snapshotOf } from './fleet.ts';

/** The row of the first object, after it went through `values` among the others. */
function rowOf(values: FluxObject | readonly FluxObject[], ...others: readonly FluxObject[]): Row {
  let model: TreeModel = emptyTree;
  const steps = Array.isArray(values) ? (values as readonly FluxObject[]) : [values as FluxObject];
  for (const object of steps) {
    const snapshot = snapshotOf([object, ...others]);
    const changes = changesBetween(model.snapshot, snapshot);
    ({ model } = updateTree(model, { snapshot, changes, filter: noFilter, now: 0 }));
  }
  const key = steps[0]?.key ?? '';
  const row = model.shown.flatMap((category) => rowAt(model, `${category}/${key}`) ?? []).at(0);
  if (row === undefined) throw new Error(`no row for ${key}`);
  return row;
}

const hash = '1f3c9ab0000000000000000000000000000000ff';
const applied: JsonObject = {
  lastAppliedRevision: `main@sha1:${hash}`,
  history: [
    {
      digest: 'sha256:00',
      firstReconciled: '2026-08-01T10:00:00Z',
      lastReconciled: '2026-08-01T12:00:00Z',
      lastReconciledStatus: 'ReconciliationSucceeded',
    },
  ],
};
const running: readonly DescriptionPart[] = [
  { code: 'namespace', text: 'flux-system' },
  { code: 'revision', text: 'main@1f3c9ab' },
  { code: 'since', time: '2026-08-01T10:00:00Z', what: 'applied' },
];
const source = { kind: kinds.gitRepository };
const waitsFor = (...dependsOn: JsonObject[]): FluxObject =>
  failing('payments', { namespace: 'shop', reason: 'DependencyNotReady', message: 'not yet', spec: { dependsOn } });

describe('label', () => {
  it('is the name where a group has one kind, else the kind too', () => {
    expect(rowOf(flux('apps')).label).toBe('apps');
    expect(rowOf(flux('web', { kind: kinds.helmRelease })).label).toBe('web');
    expect(rowOf(flux('git', source)).label).toBe('GitRepository/git');
    expect(rowOf(flux('slack', { kind: kinds.provider })).label).toBe('Provider/slack');
  });
});

describe('description', () => {
  const bad: DescriptionPart = { code: 'message', text: 'build failed: no such file' };
  const message = 'build failed:\n  no such file';

  it.each<readonly [string, Row, readonly DescriptionPart[]]>([
    ['what runs and since when', rowOf(flux('a', { status: applied })), running],
    ['why it fails', rowOf(failing('a', { status: {}, message })), [running[0] as DescriptionPart, bad]],
    [
      'a reason without a message',
      rowOf(failing('a', { message: '' })),
      [running[0] as DescriptionPart, { code: 'message', text: 'BuildFailed' }],
    ],
    ['nothing of the namespace of a cluster-scoped object', rowOf(failing('a', { namespace: '', message })), [bad]],
    [
      'a healthy object stays as it is while it is looked at',
      rowOf([flux('a', { status: applied }), retrying('a', { status: applied, message })]),
      running,
    ],
    ['what is going on at first', rowOf(retrying('a', { message })), [running[0] as DescriptionPart, bad]],
    [
      'what is going on while it fails',
      rowOf([failing('a'), retrying('a', { message })]),
      [running[0] as DescriptionPart, bad],
    ],
    ['why it is unknown', rowOf(retrying('a', { reason: 'Odd', message })), [running[0] as DescriptionPart, bad]],
    [
      'why it is unknown though it was ready',
      rowOf([flux('a', { status: applied }), retrying('a', { status: applied, reason: 'Odd', message })]),
      [running[0] as DescriptionPart, bad],
    ],
    [
      'what is deleted and since when',
      rowOf(flux('a', { namespace: '', deleted: '2026-01-01T00:00:00Z' })),
      [{ code: 'terminating', since: '2026-01-01T00:00:00Z' }],
    ],
    [
      'the type of what has no status',
      rowOf(flux('a', { kind: kinds.helmRepository, namespace: '', spec: { type: 'oci' } })),
      [{ code: 'type', text: 'oci' }],
    ],
    [
      'the type of a Provider',
      rowOf(flux('a', { kind: kinds.provider, namespace: '', spec: { type: 'slack' } })),
      [{ code: 'type', text: 'slack' }],
    ],
    ['nothing of an Alert', rowOf(flux('a', { kind: kinds.alert, namespace: '' })), []],
  ])('says %s', (_, row, expected) => {
    expect(row.description).toEqual(expected);
  });

  it('says for how long a source fails, after why', () => {
    const condition = { type: 'Ready', status: 'False', reason: 'GitOperationFailed', message: 'no route' } as const;
    const fetch = {
      ...condition,
      type: 'FetchFailed',
      status: 'True',
      lastTransitionTime: '2026-01-01T00:00:00Z',
    } as const;
    expect(rowOf(failing('git', { ...source, conditions: [condition, fetch] })).description.slice(1)).toEqual([
      { code: 'message', text: 'no route' },
      { code: 'failingSince', time: '2026-01-01T00:00:00Z', precision: 'atLeast' },
    ]);
  });

  it('names what it waits for: the namespace and the kind if they are others', () => {
    const waits = (row: Row): unknown => row.description[1];
    const apps = flux('apps', { namespace: 'shop' });
    expect(waits(rowOf(waitsFor({ name: 'apps' })))).toEqual({ code: 'waitsFor', text: 'apps', key: apps.key });
    expect(waits(rowOf(waitsFor({ name: 'infra', namespace: 'flux-system' })))).toMatchObject({
      text: 'flux-system/infra',
    });
    const chart = { chart: { spec: { chart: 'web', sourceRef: { kind: 'HelmRepository', name: 'stable' } } } };
    const release = failing('web', { kind: kinds.helmRelease, reason: 'SourceNotReady', spec: chart });
    expect(waits(rowOf(release))).toMatchObject({ text: 'HelmChart/flux-system-web' });
  });

  it('gives the message where it is not known what it waits for', () => {
    expect(rowOf(waitsFor({ name: 'apps' }), flux('apps', { namespace: 'shop' })).description[1]).toEqual({
      code: 'message',
      text: 'not yet',
    });
  });

  it('says who suspended it, since when and why, in plain text', () => {
    const annotations = {
      [suspendAnnotations.by]: 'anna\u202e',
      [suspendAnnotations.at]: '2026-01-01T00:00:00Z',
      [suspendAnnotations.reason]: 'migration\nof the database',
    };
    expect(rowOf(flux('a', { suspend: true, annotations })).description[1]).toEqual({
      code: 'suspended',
      by: 'anna',
      since: '2026-01-01T00:00:00Z',
      precision: 'exact',
      reason: 'migration of the database',
    });
    expect(rowOf(flux('a', { suspend: true })).description[1]).toEqual({ code: 'suspended' });
  });

  it('is bounded, whatever the message', () => {
    const row = rowOf(failing('a', { message: 'x '.repeat(16_384) }));
    const [, part] = row.description;
    expect(part?.code === 'message' && part.text.length).toBe(160);
    expect(row.accessibility.message).toHaveLength(160);
  });
});

describe('icon', () => {
  it.each([
    ['passed', rowOf(flux('a'))],
    ['failed', rowOf(failing('a'))],
    ['reconciling', rowOf(retrying('a'))],
    ['waiting', rowOf(waitsFor())],
    ['suspended', rowOf(flux('a', { suspend: true }))],
    ['noStatus', rowOf(flux('a', { kind: kinds.alert }))],
    ['unknown', rowOf(retrying('a', { reason: 'Odd' }))],
    ['terminating', rowOf(flux('a', { deleted: '2026-01-01T00:00:00Z' }))],
  ] as const)('%s', (icon, row) => {
    expect(row.icon).toBe(icon);
    expect(row).not.toHaveProperty('settled');
    expect(row.accessibility.state).toBe(icon);
  });

  it('carries the verdict before while a run is in progress', () => {
    expect(rowOf([failing('a'), retrying('a')])).toMatchObject({
      icon: 'reconciling',
      settled: 'failed',
      accessibility: { state: 'reconciling', settled: 'failed' },
    });
  });
});

describe('accessibility', () => {
  it('says what and where it is, and its message if that says more than the state', () => {
    const where = { kind: 'GitRepository', name: 'git', namespace: 'flux-system' };
    expect(rowOf(failing('git', { ...source, message: 'no\nroute' })).accessibility).toEqual({
      ...where,
      state: 'failed',
      message: 'no route',
    });
    expect(rowOf(flux('git', source)).accessibility).toEqual({ ...where, state: 'passed', message: '' });
    expect(rowOf(failing('git', { ...source, message: '' })).accessibility.message).toBe('BuildFailed');
  });
});

function ownedBy(object: FluxObject, name: string): FluxObject {
  const labels = { 'kustomize.toolkit.fluxcd.io/name': name };
  return { ...object, raw: { ...object.raw, metadata: { ...object.raw.metadata, labels } } };
}

describe('flags', () => {
  const spec = { sourceRef: { kind: 'GitRepository', name: 'git' } };
  const git = flux('git', source);
  const built = ['mappable', 'comparable', 'buildable', 'restorable'];

  it.each<readonly [string, Row, readonly string[]]>([
    ['a ready object', rowOf(flux('a')), ['object', 'reconcilable', 'suspendable', ...built]],
    [
      'an object with a source',
      rowOf(flux('a', { spec }), git),
      ['object', 'reconcilable', 'hasSource', 'suspendable', ...built],
    ],
    ['a source that is not there', rowOf(flux('a', { spec })), ['object', 'reconcilable', 'suspendable', ...built]],
    ['a suspended object', rowOf(flux('a', { spec, suspend: true }), git), ['object', 'resumable', ...built]],
    ['a failing object', rowOf(failing('a')), ['object', 'reconcilable', 'suspendable', ...built]],
    ['a HelmRelease', rowOf(flux('a', { kind: kinds.helmRelease })), ['object', 'reconcilable', 'suspendable']],
    [
      'a HelmRelease that a Kustomization applies',
      rowOf(ownedBy(flux('a', { kind: kinds.helmRelease }), 'apps')),
      ['object', 'reconcilable', 'suspendable', 'comparable', 'restorable'],
    ],
    ['an Alert', rowOf(flux('a', { kind: kinds.alert })), ['object', 'suspendable']],
    ['an ExternalArtifact', rowOf(flux('a', { kind: kinds.externalArtifact })), ['object', 'mappable', 'comparable']],
    [
      'a static HelmRepository',
      rowOf(flux('a', { kind: kinds.helmRepository, spec: { type: 'oci' } })),
      ['object', 'suspendable'],
    ],
  ])('%s', (_, row, flags) => {
    expect(row.flags).toEqual(flags);
  });
});

describe('rowAt', () => {
  it('knows no row of what is no object or gone', () => {
    const { model } = updateTree(emptyTree, { snapshot: snapshotOf([flux('a')]), filter: noFilter, now: 0 });
    const ids = ['', 'kustomizations', 'kustomizations/#more', `kustomizations/${flux('b').key}`];
    expect(ids.map((id) => rowAt(model, id))).toEqual([undefined, undefined, undefined, undefined]);
  });
});
