import { describe, expect, test } from 'vitest';
import { configMap, kustomization, renderFiles, startRenderer } from './startRenderer.ts';

describe('a folder without a kustomization', () => {
  test('is built from all of its manifests, labelled with the owner', async () => {
    const result = await renderFiles(startRenderer(), { 'b.yaml': configMap('b'), 'a/one.yml': configMap('a') });
    expect(result).toMatchObject({
      outcome: 'rendered',
      digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) as string,
      problems: [],
      objects: [
        { encrypted: false, value: { kind: 'ConfigMap', metadata: { name: 'a' } } },
        {
          value: {
            metadata: {
              name: 'b',
              labels: {
                'kustomize.toolkit.fluxcd.io/name': 'apps',
                'kustomize.toolkit.fluxcd.io/namespace': 'flux-system',
              },
            },
          },
        },
      ],
    });
  });

  test('that is not there is an error, as it is for Flux', async () => {
    const more = { kustomization: kustomization({ path: './nowhere' }) };
    expect(await renderFiles(startRenderer(), { 'a.yaml': configMap('a') }, more)).toEqual({
      outcome: 'failed',
      problems: [{ kind: 'error', message: 'kustomization path not found: stat nowhere: no such file or directory' }],
      read: [],
    });
  });
});

test('what source-controller leaves out of an artifact is told without a build', async () => {
  const files = new Map([
    ['apps/web.yaml', configMap('web')],
    ['apps/notes/a.md', ''],
    ['.git/config', ''],
    ['drafts/x.yaml', ''],
    ['logo.png', ''],
    ['.sourceignore', '/drafts/\n'],
  ]);
  const { signal } = new AbortController();
  const renderer = startRenderer();
  expect([...((await renderer.leftOut(files, 'notes/', signal)) ?? [])].sort()).toEqual([
    '.git/config',
    'apps/notes/a.md',
    'drafts/x.yaml',
  ]);
  files.delete('.sourceignore');
  expect([...((await renderer.leftOut(files, undefined, signal)) ?? [])].sort()).toEqual(['.git/config', 'logo.png']);
});
