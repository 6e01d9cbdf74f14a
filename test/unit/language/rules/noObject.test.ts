import { describe, expect, it } from 'vitest';
import { findingsIn, contextOf, judgedFiles, workspaceOf } from '../judge.ts';

const flux =
  'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata:\n  name: apps\n  namespace: flux-system\nspec:\n  path: ./apps\n';
const listing = { 'apps/kustomization.yaml': 'resources: [a.yaml]\n' };

describe('documents that are no objects', () => {
  it.each([
    ['are found where a kustomization lists them', { ...listing, 'apps/a.yaml': '«replicas¦missing-field»: 2\n' }],
    [
      'are found without their apiVersion',
      { ...listing, 'apps/a.yaml': 'kind: «ConfigMap¦missing-field»\nmetadata: {name: a}\n' },
    ],
    [
      'are found where Flux applies all of a folder',
      { 'ks.yaml': flux, 'apps/a.yaml': '«replicas¦missing-field»: 2\n' },
    ],
    [
      'are found beside objects',
      { ...listing, 'apps/a.yaml': 'apiVersion: v1\nkind: A\nmetadata: {name: a}\n---\n«a¦missing-field»: 1\n' },
    ],
    ['may be the block of SOPS', { ...listing, 'apps/a.yaml': 'sops:\n  mac: ENC[a]\n' }],
    ['may be empty', { ...listing, 'apps/a.yaml': '# nothing\n---\n' }],
    [
      'may be values',
      { 'apps/kustomization.yaml': 'configMapGenerator: [{name: a, files: [a.yaml]}]\n', 'apps/a.yaml': 'a: 1\n' },
    ],
    ['may lie where nothing builds them', { 'ks.yaml': flux, 'other/a.yaml': 'a: 1\n' }],
    [
      'may lie beside what a kustomization lists',
      { ...listing, 'ks.yaml': flux, 'apps/b.yaml': 'a: 1\n', 'apps/a.yaml': '' },
    ],
  ])('%s', (_, files) => expect(judgedFiles(files)).toEqual(files));

  it('are a warning where other files may leave them out', () => {
    const files = { 'ks.yaml': flux, 'apps/a.yaml': 'a: 1\n' };
    const context = contextOf({ workspace: workspaceOf(files) });
    expect(findingsIn('a: 1\n', context, '/repo/apps/a.yaml').map(({ severity }) => severity)).toEqual(['warning']);
  });
});
