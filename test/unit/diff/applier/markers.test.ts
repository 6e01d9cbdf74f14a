import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/flux/object.ts';
import { forcedBy, keptBy, mergedBy, skippedBy } from '../../../../src/diff/applier/markers.ts';
import { configMap } from '../objects.ts';

const plain = configMap({});
const marked = (name: string, value: string, of = 'annotations'): JsonObject =>
  configMap({}, { [of]: { [`kustomize.toolkit.fluxcd.io/${name}`]: value } });

describe('markers', () => {
  it.each<[string, string, { skip?: boolean; onlyIfLive?: boolean; merge?: boolean; force?: boolean; keep?: boolean }]>(
    [
      ['reconcile', 'disabled', { skip: true, keep: true }],
      ['reconcile', 'DISABLED', { skip: true, keep: true }],
      ['reconcile', 'enabled', {}],
      ['ssa', 'ignore', { skip: true, keep: true }],
      ['ssa', 'IfNotPresent', { onlyIfLive: true }],
      ['ssa', 'merge', { merge: true }],
      ['ssa', 'Override', {}],
      ['force', 'Enabled', { force: true }],
      ['prune', 'disabled', { keep: true }],
      ['prune', 'enabled', {}],
    ],
  )('%s: %s', (name, value, { skip = false, onlyIfLive = false, merge = false, force = false, keep = false }) => {
    for (const field of ['annotations', 'labels']) {
      const object = marked(name, value, field);
      expect(skippedBy(object, undefined) !== undefined).toBe(skip);
      expect(skippedBy(object, plain) !== undefined).toBe(skip || onlyIfLive);
      expect(skippedBy(plain, object) !== undefined).toBe(skip);
      expect([mergedBy(object, plain), mergedBy(plain, object)].map((one) => one !== undefined)).toEqual([
        merge,
        merge,
      ]);
      expect([forcedBy(object, plain), forcedBy(plain, object)].map((one) => one !== undefined)).toEqual([
        force,
        force,
      ]);
      expect(keptBy(object) !== undefined).toBe(keep);
    }
  });

  it('names the marker', () => {
    expect(keptBy(marked('prune', 'Disabled'))).toBe('kustomize.toolkit.fluxcd.io/prune: disabled');
  });
});
