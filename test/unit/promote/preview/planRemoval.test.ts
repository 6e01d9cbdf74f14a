import { expect, test } from 'vitest';
import { kinds } from '../../../../src/flux/kinds.ts';
import { planRemoval } from '../../../../src/promote/preview/planRemoval.ts';
import { treeOf } from '../../../../src/promote/reading/trees.ts';
import { condition, fluxObject } from '../../flux/objects.ts';
import { snapshotOf } from '../../tree/fleet.ts';

const preview = {
  name: 'preview-web',
  branch: 'feature/cart',
  path: 'apps/preview-web.yaml',
  text: '',
  kustomizations: [{ namespace: 'flux-system', name: 'preview-web' }],
};
const target = treeOf(new Map([[preview.path, Buffer.from('')]]), 'a'.repeat(40));
const kustomization = (name: string, inventory: readonly string[], ready: 'True' | 'False' = 'True') =>
  fluxObject(kinds.kustomization, {
    namespace: 'flux-system',
    name,
    status: {
      conditions: [condition('Ready', ready)],
      inventory: { entries: inventory.map((id) => ({ id, v: 'v1' })) },
    },
  });
const stage = kustomization('web', ['shop_web_apps_Deployment', '_reader_rbac.authorization.k8s.io_ClusterRole']);

test('a removal says what goes with it', () => {
  const own = kustomization('preview-web', ['preview-web_web_apps_Deployment']);
  expect(planRemoval(preview, target, snapshotOf([stage, own]))).toMatchObject({
    changes: [{ kind: 'delete', path: preview.path }],
    deleted: ['apps/Deployment/preview-web/web'],
    doubts: [],
  });
});

test('one whose branch came to share an object since is refused: it would go with the preview', () => {
  const own = kustomization('preview-web', ['_reader_rbac.authorization.k8s.io_ClusterRole']);
  expect(planRemoval(preview, target, snapshotOf([stage, own]))).toMatchObject({
    changes: [],
    check: { isAllowed: false, shared: [{ of: 'Kustomization/flux-system/web' }] },
  });
});

test('what the cluster does not tell is said', () => {
  expect(planRemoval(preview, target, snapshotOf([stage])).doubts).toEqual([
    expect.stringContaining('is not in this cluster') as string,
  ]);
  const own = kustomization('preview-web', [], 'False');
  expect(planRemoval(preview, target, snapshotOf([stage, own])).doubts).toEqual([
    expect.stringContaining('is not ready') as string,
  ]);
});
