import { describe, expect, it } from 'vitest';
import { layerFiles, type RepositoryFiles } from '../../../src/compare/layerFiles.ts';
import type { SourceNote } from '../../../src/git/sourceFiles.ts';
import type { Layer } from '../../../src/origin/layers.ts';

const content = (text: string): Uint8Array => Buffer.from(text);
const repository = (root: string) => ({ root, remotes: [], branch: 'main', commit: undefined, tags: [] });
const layer = (folder: string, at: string, root = '/fleet', rest: Partial<Layer> = {}): Layer => ({
  folder,
  at,
  repository: repository(root),
  follows: undefined,
  ...rest,
});
const files = (paths: readonly string[], notes: readonly SourceNote[] = []): RepositoryFiles => ({
  files: new Map(paths.map((path) => [path, content(path)])),
  notes,
});
const pathsOf = async (layers: readonly Layer[], of: Record<string, RepositoryFiles>) => {
  const found = await layerFiles(layers, (root) => Promise.resolve(of[root] ?? files([])));
  return { paths: [...found.files.keys()].sort(), uncertain: found.uncertain };
};

describe('the files of a source', () => {
  it('are those of the repository, the same map, where it is the whole of it', async () => {
    const all = files(['apps/web.yaml']);
    const found = await layerFiles([layer('/fleet', '')], () => Promise.resolve(all));
    expect(found.files).toBe(all.files);
  });

  it('are those of a folder, as they lie in the source', async () => {
    const all = { '/fleet': files(['apps/web.yaml', 'apps-old/web.yaml', 'infra/db.yaml']) };
    expect((await pathsOf([layer('/fleet/apps', '')], all)).paths).toEqual(['web.yaml']);
    expect((await pathsOf([layer('/fleet/apps', 'base')], all)).paths).toEqual(['base/web.yaml']);
  });

  it('lie over each other, the later on top', async () => {
    const of = { '/fleet': files(['a.yaml', 'lib/b.yaml']), '/lib': files(['b.yaml', 'c.yaml']) };
    const layers = [layer('/fleet', ''), layer('/lib', 'lib', '/lib')];
    const found = await layerFiles(layers, (root) => Promise.resolve(of[root as keyof typeof of]));
    expect([...found.files.keys()].sort()).toEqual(['a.yaml', 'lib/b.yaml', 'lib/c.yaml']);
    expect(Buffer.from(found.files.get('lib/b.yaml') ?? []).toString()).toBe('b.yaml');
  });

  it('are uncertain where Flux has other content, within the source only', async () => {
    const notes: SourceNote[] = [
      { path: 'apps/big.bin', code: 'tooLarge' },
      { path: 'infra/big.bin', code: 'missing' },
      { path: 'apps/link', code: 'link' },
    ];
    const all = { '/fleet': files(['apps/web.yaml'], notes) };
    expect((await pathsOf([layer('/fleet/apps', '')], all)).uncertain).toEqual(['big.bin']);
  });

  it('are those alone that the source keeps', async () => {
    const all = { '/fleet': files(['apps/a.yaml', 'apps/b.md', 'infra/c.yaml']) };
    const keeps = (path: string): boolean => path.endsWith('.yaml');
    expect((await pathsOf([layer('/fleet', '', '/fleet', { keeps })], all)).paths).toEqual([
      'apps/a.yaml',
      'infra/c.yaml',
    ]);
    expect((await pathsOf([layer('/fleet/apps', 'x', '/fleet', { keeps })], all)).paths).toEqual(['x/a.yaml']);
  });

  it('may be a single one', async () => {
    const all = { '/fleet': files(['apps/a.yaml', 'apps/a.yaml.bak']) };
    const only = layer('/fleet/apps/a.yaml', 'lib/a.yaml', '/fleet', { fileAt: 'lib/all.yaml' });
    expect((await pathsOf([only], all)).paths).toEqual(['lib/all.yaml']);
  });

  it('are uncertain where the source makes something of them', async () => {
    const all = { '/fleet': files(['apps/a.yaml']) };
    const found = await pathsOf([layer('/fleet/apps', 'lib', '/fleet', { unsure: true })], all);
    expect(found.uncertain).toEqual(['lib']);
  });
});
