import { describe, expect, it } from 'vitest';
import { readManifest } from '../../../../src/manifests/manifestFile.ts';
import { declaredObjects, madeObjects, referencesTo } from '../../../../src/manifests/workspace/objects.ts';
import { entriesOf } from '../../../../src/manifests/workspace/persistentMap.ts';
import { summarise } from '../../../../src/manifests/workspace/summarise.ts';
import {
  emptyWorkspace,
  pathKind,
  rootOf,
  withFile,
  withFiles,
  withoutFile,
  withPaths,
  type Workspace,
} from '../../../../src/manifests/workspace/workspace.ts';
import { configMap, fluxKustomization, workspaceOf } from './fixture.ts';

const id = '/ConfigMap';

function file(path: string, text: string) {
  return summarise(readManifest(`/repo/${path}`, text));
}

/** What a workspace holds, whatever came first. */
function content({ files, paths, index }: Workspace): unknown {
  const sorted = (entries: Iterable<readonly [string, unknown]>) =>
    [...entries].map(([key, value]) => [key, value] as const).sort(([one], [other]) => (one < other ? -1 : 1));
  const lists = [...entriesOf(index)].map(
    ([key, list]) => [key, list.map((entry) => JSON.stringify(entry)).sort()] as const,
  );
  return [sorted(entriesOf(files)), sorted(entriesOf(paths)), sorted(lists)];
}

describe('a workspace', () => {
  it('knows what files declare, make and refer to, until they are gone', () => {
    const text = `${configMap('a')}---\n${fluxKustomization('ks', 'path: ./apps, dependsOn: [{name: b}]')}`;
    const workspace = withFile(emptyWorkspace(['/repo']), file('a.yaml', text));
    expect(declaredObjects(workspace, id).map(({ name }) => name)).toEqual(['a']);
    expect(declaredObjects(workspace, id, 'a')[0]).toMatchObject({ path: '/repo/a.yaml', namespace: undefined });
    const kustomization = 'kustomize.toolkit.fluxcd.io/Kustomization';
    expect(referencesTo(workspace, kustomization, 'b')).toMatchObject([{ object: { name: 'ks' } }]);
    const renamed = withFile(workspace, file('a.yaml', configMap('c')));
    expect(declaredObjects(renamed, id).map(({ name }) => name)).toEqual(['c']);
    expect(referencesTo(renamed, kustomization, 'b')).toEqual([]);
    expect(declaredObjects(workspace, id).map(({ name }) => name)).toEqual(['a']);
    expect(declaredObjects(withoutFile(renamed, '/repo/a.yaml'), id)).toEqual([]);
  });

  it('does not take patches and data for declarations', () => {
    const workspace = workspaceOf({
      'kustomization.yaml':
        'resources: [a.yaml]\npatches: [{path: patch.yaml}]\nconfigMapGenerator: [{name: made, files: [data.yaml]}]\n',
      'a.yaml': configMap('a'),
      'patch.yaml': configMap('a'),
      'data.yaml': configMap('b'),
    });
    expect(declaredObjects(workspace, id).map(({ path }) => path)).toEqual(['/repo/a.yaml']);
    expect(madeObjects(workspace, id).map(({ made }) => made.name)).toEqual(['made']);
  });

  it('knows which paths exist, and the deepest root of each', () => {
    const workspace = withPaths(emptyWorkspace(['/repo', '/repo/inner', '/other']), ['/repo/inner/a/b.png']);
    expect(pathKind(workspace, '/repo/inner/a/b.png')).toBe('file');
    expect(pathKind(workspace, '/repo/inner/a')).toBe('folder');
    expect(pathKind(workspace, '/repo')).toBe('folder');
    expect(pathKind(workspace, '/repo/inner/a/c.png')).toBeUndefined();
    expect(rootOf(workspace, '/repo/inner/a/b.png')).toBe('/repo/inner');
    expect(rootOf(workspace, '/repo/innermost')).toBe('/repo');
    expect(rootOf(workspace, '/elsewhere')).toBeUndefined();
  });

  it('is the same by whatever way it came to be', () => {
    const texts = [
      '',
      configMap('a'),
      `${configMap('a')}---\n${configMap('b')}`,
      'resources: [f1.yaml, f2.yaml]',
      'x: [',
      fluxKustomization('k', 'path: f'),
    ];
    let seed = 7;
    const random = (below: number) => (seed = (seed * 48271) % 2147483647) % below;
    let grown = emptyWorkspace(['/repo']);
    const held = new Map<string, string>();
    for (let step = 0; step < 300; step++) {
      const path = random(4) === 0 ? `d${random(3)}/kustomization.yaml` : `d${random(3)}/f${random(4)}.yaml`;
      if (random(4) === 0) {
        grown = withoutFile(grown, `/repo/${path}`);
        held.delete(path);
      } else {
        const text = texts[random(texts.length)] ?? '';
        grown = withFile(grown, file(path, text));
        held.set(path, text);
      }
    }
    const folders = ['/repo/d0/x', '/repo/d1/x', '/repo/d2/x'];
    const bulk = withFiles(
      emptyWorkspace(['/repo']),
      Array.from(held, ([path, text]) => file(path, text)),
    );
    expect(content(withPaths(grown, folders))).toEqual(content(withPaths(bulk, folders)));
  });
});
