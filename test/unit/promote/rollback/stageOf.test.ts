import { expect, test } from 'vitest';
import { kinds } from '../../../../src/flux/kinds.ts';
import { objectKey } from '../../../../src/flux/object.ts';
import { followedSource } from '../../../../src/promote/rollback/followedSource.ts';
import { stageOfObject } from '../../../../src/promote/rollback/stageOf.ts';
import { readConfig } from '../../../../src/stages/config/readConfig.ts';
import { fluxObject } from '../../flux/objects.ts';
import { fluxKustomization } from '../../stages/repository.ts';
import { snapshotOf } from '../../tree/fleet.ts';

const files = new Map([
  ['clusters/staging/web.yaml', fluxKustomization('web', './web')],
  ['clusters/production/web.yaml', fluxKustomization('web', './web')],
  ['clusters/production/shop.yaml', fluxKustomization('shop', './shop')],
]);

function stages(contexts: { readonly staging?: string; readonly production?: string }) {
  const line = (context: string | undefined): string => (context === undefined ? '' : `, context: ${context}`);
  const text = `stages:
  - {name: staging, paths: [clusters/staging]${line(contexts.staging)}}
  - {name: production, paths: [clusters/production]${line(contexts.production)}}
`;
  return { stages: readConfig(text).config?.stages.map((stage) => ({ stage, files })) ?? [] };
}

const web = objectKey(kinds.kustomization, 'flux-system', 'web');
const shop = objectKey(kinds.kustomization, 'flux-system', 'shop');

test('the stage of an object is that of its context, else the only one that can be', () => {
  expect(stageOfObject(stages({ production: 'prod' }), web, 'prod')?.name).toBe('production');
  expect(stageOfObject(stages({ production: 'prod' }), web, 'kind')?.name).toBe('staging');
  expect(stageOfObject(stages({ staging: 'test', production: 'prod' }), shop, 'kind')).toBeUndefined();
  expect(stageOfObject(stages({ staging: 'one', production: 'one' }), shop, 'one')?.name).toBe('production');
  expect(stageOfObject(stages({}), web, 'kind')).toBeUndefined();
  expect(stageOfObject(stages({}), shop, undefined)?.name).toBe('production');
});

test('a source follows a branch, or a push is not enough', () => {
  const source = (kind: string, spec: object) =>
    snapshotOf([
      fluxObject(kinds.kustomization, {
        namespace: 'flux-system',
        name: 'web',
        spec: { sourceRef: { kind, name: 'fleet' } },
      }),
      fluxObject(`source.toolkit.fluxcd.io/${kind}`, { namespace: 'flux-system', name: 'fleet', spec: { ...spec } }),
    ]);
  expect(followedSource(web, source('GitRepository', { ref: { branch: 'live' } }))).toEqual({
    branch: 'live',
    effects: [],
  });
  expect(followedSource(web, source('GitRepository', { ref: { name: 'refs/heads/live' } })).branch).toBe('live');
  const byTag = followedSource(web, source('GitRepository', { ref: { tag: 'v1', branch: 'main' } }));
  expect(byTag.branch).toBeUndefined();
  expect(byTag.effects).toEqual([expect.stringContaining('follows tag v1')]);
  expect(followedSource(web, source('OCIRepository', {})).effects).toEqual([expect.stringContaining('OCI artifact')]);
  expect(followedSource(web, snapshotOf([]))).toEqual({ branch: undefined, effects: [] });
});
