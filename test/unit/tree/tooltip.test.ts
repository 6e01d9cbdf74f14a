import { describe, expect, it } from 'vitest';
import { kinds } from '../../../src/flux/kinds.ts';
import type { FluxObject } from '../../../src/flux/object.ts';
import { suspendAnnotations } from '../../../src/flux/suspension.ts';
import { noFilter } from '../../../src/tree/filter.ts';
import { emptyTree, updateTree } from '../../../src/tree/model.ts';
import { safeUrl } from '../../../src/tree/safeUrl.ts';
import { tooltipAt, type Tooltip, type TooltipRow } from '../../../src/tree/tooltip.ts';
import { failing, flux, retrying, snapshotOf } from './fleet.ts';

function tooltipOf(object: FluxObject, ...others: readonly FluxObject[]): Tooltip {
  const { model } = updateTree(emptyTree, { snapshot: snapshotOf([object, ...others]), filter: noFilter, now: 0 });
  const tooltip = model.shown.flatMap((category) => tooltipAt(model, `${category}/${object.key}`) ?? []).at(0);
  if (tooltip === undefined) throw new Error(`no tooltip for ${object.key}`);
  return tooltip;
}

const rowsOf = (tooltip: Tooltip, code: TooltipRow['code']): readonly TooltipRow[] =>
  tooltip.rows.filter((row) => row.code === code);
const hash = '1f3c9ab0000000000000000000000000000000ff';
const git = flux('git', { kind: kinds.gitRepository });
const spec = { sourceRef: { kind: 'GitRepository', name: 'git' }, path: './apps', interval: '10m' };

describe('tooltipAt', () => {
  it('tells what the object is, where it comes from, what runs and when it is due', () => {
    const status = {
      lastAppliedRevision: `main@sha1:${hash}`,
      lastAttemptedRevision: `main@sha1:${hash}`,
      history: [
        {
          digest: 'sha256:00',
          firstReconciled: '2026-08-01T10:00:00Z',
          lastReconciled: '2026-08-01T12:00:00Z',
          lastReconciledStatus: 'ReconciliationSucceeded',
        },
      ],
    };
    const time = '2026-08-01T12:00:00Z';
    const ready = { type: 'Ready', status: 'True', reason: 'ReconciliationSucceeded', message: 'Applied' } as const;
    const conditions = [{ ...ready, lastTransitionTime: time }];
    expect(tooltipOf(flux('apps', { spec, status, conditions }), git)).toEqual({
      kind: 'Kustomization',
      name: 'apps',
      namespace: 'flux-system',
      state: 'passed',
      rows: [
        { code: 'source', text: 'GitRepository/flux-system/git', key: git.key, known: true },
        { code: 'path', text: './apps' },
        { code: 'revision', text: `main@sha1:${hash}` },
        { code: 'since', time: '2026-08-01T10:00:00Z', what: 'applied' },
        { code: 'interval', text: '10m' },
        { code: 'due', time: '2026-08-01T12:10:00.000Z' },
      ],
      conditions: [{ type: 'Ready', status: 'True', reason: 'ReconciliationSucceeded', message: 'Applied', time }],
    });
  });

  it('tells what was attempted if that is not what runs', () => {
    const status = { lastAppliedRevision: 'main@sha1:aa', lastAttemptedRevision: 'main@sha1:bb' };
    const tooltip = tooltipOf(failing('apps', { status }));
    expect(rowsOf(tooltip, 'revision')).toEqual([{ code: 'revision', text: 'main@sha1:aa' }]);
    expect(rowsOf(tooltip, 'attempted')).toEqual([{ code: 'attempted', text: 'main@sha1:bb' }]);
  });

  it('links to no object that is not there', () => {
    expect(rowsOf(tooltipOf(flux('apps', { spec })), 'source')).toMatchObject([{ known: false }]);
  });

  it('lists what it depends on, and first what it waits for', () => {
    const dependsOn = Array.from({ length: 30 }, (_, i) => ({ name: `app-${i}` }));
    const waiting = failing('shop', { reason: 'DependencyNotReady', message: 'not yet', spec: { dependsOn } });
    const tooltip = tooltipOf(waiting, flux('app-0'), failing('app-1'));
    expect(tooltip.rows[0]).toMatchObject({ code: 'waitsFor', text: 'Kustomization/flux-system/app-1', known: true });
    expect(rowsOf(tooltip, 'dependsOn')).toHaveLength(20);
  });

  it('tells the Provider of an Alert', () => {
    const alert = flux('alert', { kind: kinds.alert, spec: { providerRef: { name: 'slack' } } });
    expect(rowsOf(tooltipOf(alert), 'provider')).toMatchObject([{ text: 'Provider/flux-system/slack', known: false }]);
  });

  it('tells chart and version of a HelmRelease', () => {
    const chart = { spec: { chart: 'podinfo', version: '>=6.0.0', sourceRef: { kind: 'HelmRepository', name: 'x' } } };
    const release = tooltipOf(flux('web', { kind: kinds.helmRelease, spec: { chart } }));
    expect(rowsOf(release, 'chart')).toEqual([{ code: 'chart', text: 'podinfo >=6.0.0' }]);
    expect(rowsOf(tooltipOf(flux('web', { kind: kinds.helmRelease })), 'chart')).toEqual([]);
  });

  it('tells URL and endpoint of sources without their secrets', () => {
    const url = 'https://user:token@git.example.org/shop/fleet?token=1';
    expect(rowsOf(tooltipOf(flux('git', { kind: kinds.gitRepository, spec: { url } })), 'url')).toEqual([
      { code: 'url', text: 'https://git.example.org/shop/fleet' },
    ]);
    const bucket = flux('b', { kind: kinds.bucket, spec: { endpoint: 'minio.example.org' } });
    expect(rowsOf(tooltipOf(bucket), 'url')).toEqual([{ code: 'url', text: 'minio.example.org' }]);
  });

  it('tells who suspended it and why', () => {
    const annotations = { [suspendAnnotations.reason]: 'migration\u202e' };
    expect(rowsOf(tooltipOf(flux('a', { suspend: true, annotations })), 'suspended')).toEqual([
      { code: 'suspended', reason: 'migration' },
    ]);
  });

  it('tells the verdict before a run', () => {
    const before = updateTree(emptyTree, { snapshot: snapshotOf([failing('a')]), filter: noFilter, now: 0 }).model;
    const { model } = updateTree(before, { snapshot: snapshotOf([retrying('a')]), filter: noFilter, now: 0 });
    expect(tooltipAt(model, `kustomizations/${flux('a').key}`)).toMatchObject({
      state: 'reconciling',
      settled: 'failed',
    });
  });

  it('shows conditions in plain, bounded text', () => {
    const long = { type: 'Ready\n', status: 'False', reason: 'A\u202eB', message: `x\n${'y'.repeat(40_000)}` } as const;
    const conditions = Array.from({ length: 40 }, (_, i) => ({ ...long, type: `T${i}\n` }));
    const shown = tooltipOf(failing('a', { conditions: [long, ...conditions] })).conditions;
    expect(shown).toHaveLength(20);
    expect(shown[0]).toMatchObject({ type: 'Ready', status: 'False', reason: 'AB' });
    expect(shown[0]?.message).toHaveLength(1000);
    expect(shown[0]?.message).not.toContain('\n');
  });

  it('knows no tooltip of what is no object or gone', () => {
    const { model } = updateTree(emptyTree, { snapshot: snapshotOf([flux('a')]), filter: noFilter, now: 0 });
    const ids = ['', 'kustomizations', 'kustomizations/#more', `kustomizations/${flux('b').key}`];
    expect(ids.map((id) => tooltipAt(model, id))).toEqual([undefined, undefined, undefined, undefined]);
  });
});

describe('safeUrl', () => {
  it.each([
    ['https://git.example.org/a/b', 'https://git.example.org/a/b'],
    ['https://user@git.example.org/a', 'https://git.example.org/a'],
    ['https://user:pass@git.example.org/a', 'https://git.example.org/a'],
    ['https://user:p@ss@git.example.org/a', 'https://git.example.org/a'],
    ['HTTP://u:p@git.example.org', 'HTTP://git.example.org'],
    ['https://git.example.org/a?private_token=x#y', 'https://git.example.org/a'],
    ['https://git.example.org/a#token', 'https://git.example.org/a'],
    ['https://git.example.org/@scope/a', 'https://git.example.org/@scope/a'],
    ['ssh://git@git.example.org:22/a', 'ssh://git@git.example.org:22/a'],
    ['ssh://git:pass@git.example.org/a', 'ssh://git@git.example.org/a'],
    ['oci://registry.example.org:5000/a', 'oci://registry.example.org:5000/a'],
    ['git@git.example.org:a/b', 'git@git.example.org:a/b'],
    ['minio.example.org:9000', 'minio.example.org:9000'],
  ])('%s', (url, expected) => {
    expect(safeUrl(url)).toBe(expected);
  });
});
