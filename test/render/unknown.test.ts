import { describe, expect, test } from 'vitest';
import { defaultFlags } from '../../src/render/renderer.ts';
import { configMap, kustomization, renderFiles, startRenderer } from './startRenderer.ts';

describe('a remote base', () => {
  test.each([
    ['a file', 'https://example.com/base.yaml'],
    ['a repository', 'https://github.com/acme/base//apps?ref=v1'],
    ['a repository over SSH', 'git@github.com:acme/base.git'],
  ])('that is %s is unknown, with its place', async (_, address) => {
    const files = { 'a.yaml': configMap('a'), 'kustomization.yaml': `resources:\n  - a.yaml\n  - ${address}\n` };
    expect(await renderFiles(startRenderer(), files)).toEqual({
      outcome: 'unknown',
      problems: [
        {
          kind: 'unknown',
          message: expect.stringContaining(`A remote base is not rendered here: ${address}`) as string,
          file: 'kustomization.yaml',
          line: 3,
        },
      ],
      read: ['kustomization.yaml', 'a.yaml'],
    });
  });

  test('is an error where the controller fetches none', async () => {
    const files = { 'kustomization.yaml': 'resources: [https://example.com/base.yaml]\n' };
    const flags = { ...defaultFlags, allowsRemoteBases: false };
    expect(await renderFiles(startRenderer(), files, { flags })).toMatchObject({ outcome: 'failed' });
  });
});

describe('variables', () => {
  const spec = {
    postBuild: { substitute: { own: 'mine' }, substituteFrom: [{ kind: 'Secret', name: 'keys' }] },
  };
  const files = { 'a.yaml': configMap('a', '"${own} ${theirs:=none}"') };

  test('of a source that is not known stay as they are, and are named', async () => {
    const result = await renderFiles(startRenderer(), files, { kustomization: kustomization(spec) });
    expect(result).toMatchObject({
      outcome: 'rendered',
      objects: [{ value: { data: { key: 'mine ${theirs}' } } }],
      problems: [{ kind: 'unknown', message: expect.stringContaining('theirs') as string }],
    });
  });

  test('of a source that is not there are an error', async () => {
    const variables = [{ kind: 'Secret', name: 'keys', state: 'absent' }] as const;
    expect(await renderFiles(startRenderer(), files, { kustomization: kustomization(spec), variables })).toMatchObject({
      outcome: 'failed',
      problems: [{ message: expect.stringContaining('secrets "keys" not found') as string }],
    });
  });
});

test('what SOPS encrypted stays so, and is marked', async () => {
  const text = `${configMap('a', 'ENC[AES256_GCM,data:x,iv:y,tag:z,type:str]')}sops:\n  mac: x\n`;
  expect(await renderFiles(startRenderer(), { 'a.yaml': text })).toMatchObject({ objects: [{ encrypted: true }] });
});

test('objects are told with the file they came from', async () => {
  const files = {
    'apps/kustomization.yaml':
      'namePrefix: x-\nresources: [../base]\nconfigMapGenerator:\n  - name: made\n    literals: [a=b]\n',
    'base/kustomization.yaml': 'resources: [a.yaml]\n',
    'base/a.yaml': configMap('a'),
  };
  const more = { kustomization: kustomization({ path: './apps' }), origins: true };
  expect(await renderFiles(startRenderer(), files, more)).toMatchObject({
    objects: [
      { file: 'apps/kustomization.yaml', value: { metadata: { name: expect.stringMatching(/^x-made-/) as string } } },
      { file: 'base/a.yaml', value: { metadata: { name: 'x-a' } } },
    ],
  });
});
