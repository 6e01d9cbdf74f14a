import { describe, expect, it } from 'vitest';
import { objectKey } from '../../../src/flux/object.ts';
import { parentPathId, parsePathId, pathId, type TreeNode } from '../../../src/tree/pathId.ts';

const apps = objectKey('kustomize.toolkit.fluxcd.io/Kustomization', 'flux-system', 'apps');
const instance = objectKey('fluxcd.controlplane.io/FluxReport', undefined, 'flux');

const nodes: readonly (readonly [string, TreeNode])[] = [
  ['kustomizations', { type: 'group', category: 'kustomizations' }],
  [
    'kustomizations/kustomize.toolkit.fluxcd.io/Kustomization/flux-system/apps',
    { type: 'object', category: 'kustomizations', key: apps },
  ],
  ['other/fluxcd.controlplane.io/FluxReport//flux', { type: 'object', category: 'other', key: instance }],
  [
    'sources/#note/source.toolkit.fluxcd.io/Bucket',
    { type: 'note', category: 'sources', kindId: 'source.toolkit.fluxcd.io/Bucket' },
  ],
  ['sources/#more', { type: 'more', category: 'sources' }],
];

describe('pathId', () => {
  it.each(nodes)('%s', (id, node) => {
    expect(pathId(node)).toBe(id);
    expect(parsePathId(id)).toEqual(node);
  });

  it.each([
    '',
    'apps',
    'apps/a/b/c/d',
    '/',
    '/x',
    'sources/',
    'sources/a/b',
    'sources/a/b/c',
    'sources/a/b/c/',
    'sources/#note/',
    'sources/#note/a/b/c',
  ])('knows no node %j', (id) => {
    expect(parsePathId(id)).toBeUndefined();
  });

  it('is the same for the same object in the same place only', () => {
    const ids = nodes.map(([, node]) => pathId(node));
    expect(new Set(ids).size).toBe(ids.length);
    expect(pathId({ type: 'object', category: 'sources', key: apps })).not.toBe(
      pathId({ type: 'object', category: 'other', key: apps }),
    );
  });
});

describe('parentPathId', () => {
  it('is the group of all but groups', () => {
    expect(nodes.map(([id]) => parentPathId(id))).toEqual([undefined, 'kustomizations', 'other', 'sources', 'sources']);
  });
});
