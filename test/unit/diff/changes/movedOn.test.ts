import { describe, expect, it } from 'vitest';
import { clusterState } from '../../../../src/diff/changes/movedOn.ts';
import { kinds } from '../../../../src/flux/kinds.ts';
import type { FluxObject } from '../../../../src/flux/object.ts';
import { failing, flux, snapshotOf } from '../../tree/fleet.ts';

const spec = { sourceRef: { kind: 'GitRepository', name: 'git' } };
const git = (revision: string): FluxObject =>
  flux('git', { kind: kinds.gitRepository, status: { artifact: { revision } } });
const apps = (revision: string): FluxObject => flux('apps', { spec, status: { lastAppliedRevision: revision } });
const state = (...objects: readonly FluxObject[]): string => clusterState([apps('').key], snapshotOf(objects));

describe('the state of a cluster that a comparison rests on', () => {
  const before = state(git('main@sha1:1'), apps('main@sha1:1'));

  it('changes with the revision that is applied, and with the one that is fetched', () => {
    expect(state(git('main@sha1:1'), apps('main@sha1:2'))).not.toBe(before);
    expect(state(git('main@sha1:2'), apps('main@sha1:1'))).not.toBe(before);
  });

  it('changes with the Kustomization itself', () => {
    const { raw, ...rest } = apps('main@sha1:1');
    const edited = { ...rest, raw: { ...raw, metadata: { ...raw.metadata, generation: 2 } } };
    expect(state(git('main@sha1:1'), edited)).not.toBe(before);
    expect(state(git('main@sha1:1'))).not.toBe(before);
  });

  it('does not change with a reconcile without news, or with others', () => {
    const retried = failing('apps', { spec, status: { lastAppliedRevision: 'main@sha1:1' } });
    expect(state(git('main@sha1:1'), retried)).toBe(before);
    expect(state(git('main@sha1:1'), apps('main@sha1:1'), flux('other'))).toBe(before);
  });
});
