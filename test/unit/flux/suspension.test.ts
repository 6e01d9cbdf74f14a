import { describe, expect, it } from 'vitest';
import { kinds } from '../../../src/flux/kinds.ts';
import type { FluxObject } from '../../../src/flux/object.ts';
import { isSuspended, operatorSuspendedBy, suspendAnnotations, suspensionOf } from '../../../src/flux/suspension.ts';
import { fluxObject } from './objects.ts';

const note = {
  [suspendAnnotations.reason]: 'migration',
  [suspendAnnotations.at]: '2026-01-02T03:04:05Z',
  [suspendAnnotations.by]: 'ada',
};

function suspended(annotations: object = {}, suspendOwner?: FluxObject['suspendOwner']): FluxObject {
  const object = fluxObject(kinds.kustomization, { metadata: { annotations }, spec: { suspend: true } });
  return suspendOwner === undefined ? object : { ...object, suspendOwner };
}

it('what cannot be suspended is not', () => {
  const object = fluxObject(kinds.externalArtifact, { spec: { suspend: true } });
  expect(isSuspended(object)).toBe(false);
});

describe('suspensionOf', () => {
  it('is nothing for what is not suspended, whatever it says', () => {
    const object = fluxObject(kinds.kustomization, { metadata: { annotations: note } });
    expect(isSuspended(object)).toBe(false);
    expect(suspensionOf(object)).toBeUndefined();
  });
  it('reads our note', () => {
    const expected = { by: 'ada', since: '2026-01-02T03:04:05Z', precision: 'exact', reason: 'migration' };
    expect(suspensionOf(suspended(note))).toEqual(expected);
    expect(suspensionOf(suspended(note, { manager: 'sluice', time: '2026-02-01T00:00:00Z' }))).toEqual(expected);
  });
  it('does not believe our note if another manager suspended since', () => {
    expect(suspensionOf(suspended(note, { manager: 'flux', time: '2026-03-01T00:00:00Z' }))).toEqual({
      by: 'flux',
      byManager: true,
      since: '2026-03-01T00:00:00Z',
      precision: 'notAfter',
    });
  });
  it('reads the user that Flux Operator noted', () => {
    const owner = { manager: 'flux-operator', time: '2026-03-01T00:00:00Z' };
    expect(suspensionOf(suspended({ [operatorSuspendedBy]: 'grace' }, owner))).toEqual({
      by: 'grace',
      since: '2026-03-01T00:00:00Z',
      precision: 'notAfter',
    });
  });
  it('tells the manager without a time', () => {
    expect(suspensionOf(suspended({}, { manager: 'kubectl-edit' }))).toEqual({ by: 'kubectl-edit', byManager: true });
  });
  it('does not name our own manager as the one who did it', () => {
    expect(suspensionOf(suspended({}, { manager: 'sluice', time: '2026-03-01T00:00:00Z' }))).toEqual({
      since: '2026-03-01T00:00:00Z',
      precision: 'notAfter',
    });
  });
  it('knows nothing without annotations and owner', () => {
    expect(suspensionOf(suspended())).toEqual({});
  });
  it('passes over a time that is none', () => {
    const owner = { manager: 'sluice', time: '2026-03-01T00:00:00Z' };
    expect(suspensionOf(suspended({ ...note, [suspendAnnotations.at]: 'yesterday' }, owner))).toEqual({
      by: 'ada',
      since: '2026-03-01T00:00:00Z',
      precision: 'notAfter',
      reason: 'migration',
    });
  });
});
