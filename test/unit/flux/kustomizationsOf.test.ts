import { describe, expect, it } from 'vitest';
import { kinds } from '../../../src/flux/kinds.ts';
import { concernsKustomizations, kustomizationsOf } from '../../../src/flux/kustomizationsOf.ts';
import type { FluxObject } from '../../../src/flux/object.ts';
import { flux, snapshotOf } from '../tree/fleet.ts';

const spec = { sourceRef: { kind: 'GitRepository', name: 'git' } };
const git = flux('git', { kind: kinds.gitRepository });
const unused = flux('unused', { kind: kinds.gitRepository });
const apps = flux('apps', { spec });
const infra = flux('infra', { spec });
const release = (owner: string): FluxObject => {
  const one = flux('web', { kind: kinds.helmRelease });
  const labels = {
    'kustomize.toolkit.fluxcd.io/name': owner,
    'kustomize.toolkit.fluxcd.io/namespace': 'flux-system',
  };
  return { ...one, raw: { ...one.raw, metadata: { ...one.raw.metadata, labels } } };
};

describe('the Kustomizations of an object', () => {
  const snapshot = (...more: readonly FluxObject[]) => snapshotOf([git, unused, apps, infra, ...more]);

  it('are itself, if it is one', () => {
    expect(kustomizationsOf(apps.key, snapshot())).toEqual([apps.key]);
  });

  it('are those that take their files from a source', () => {
    expect(kustomizationsOf(git.key, snapshot())).toEqual([apps.key, infra.key]);
    expect(kustomizationsOf(unused.key, snapshot())).toEqual([]);
  });

  it('are the one that applies it, if that is there', () => {
    expect(kustomizationsOf(release('apps').key, snapshot(release('apps')))).toEqual([apps.key]);
    expect(kustomizationsOf(release('gone').key, snapshot(release('gone')))).toEqual([]);
  });

  it('are none of what is not there', () => {
    expect(kustomizationsOf(flux('gone').key, snapshot())).toEqual([]);
  });

  it('are looked for only where there may be some', () => {
    const alert = flux('a', { kind: kinds.alert });
    expect([apps, git, release('apps'), alert].map(concernsKustomizations)).toEqual([true, true, true, false]);
  });
});
