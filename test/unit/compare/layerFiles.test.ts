import { describe, expect, it } from 'vitest';
import { layerFiles, type LayerPorts, type RepositoryFiles } from '../../../src/compare/layerFiles.ts';
import type { SourceNote } from '../../../src/git/sourceFiles.ts';
import { movedLayers, throughArtifact, type Layer } from '../../../src/origin/layers.ts';

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
const portsOf = (of: Record<string, RepositoryFiles>): LayerPorts => ({
  of: (root) => Promise.resolve(of[root] ?? files([])),
  // Rules are prefixes here; what source-controller makes of them is the renderer's.
  leftOut: (all, ignore) =>
    Promise.resolve(
      ignore === 'broken' ? undefined : new Set([...all.keys()].filter((path) => ignore && path.startsWith(ignore))),
    ),
});
const pathsOf = async (layers: readonly Layer[], of: Record<string, RepositoryFiles>) => {
  const found = await layerFiles(layers, portsOf(of));
  return { paths: [...found.files.keys()].sort(), uncertain: found.uncertain };
};

describe('the files of a source', () => {
  it('are those of the repository, the same map, where it is the whole of it', async () => {
    const all = files(['apps/web.yaml']);
    const found = await layerFiles([layer('/fleet', '')], portsOf({ '/fleet': all }));
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
    const found = await layerFiles(layers, portsOf(of));
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

  it('are without what the artifact leaves out that they came through', async () => {
    const all = { '/base': files(['deploy/web.yaml', 'deploy/docs/a.md', 'docs/b.md']) };
    const through = (ignore: string | undefined) => throughArtifact({ layers: [layer('/base', '', '/base')], ignore });
    const way = { from: 'deploy', to: 'base' };
    expect((await pathsOf(movedLayers(through('deploy/docs/'), way), all)).paths).toEqual(['base/web.yaml']);
    // The rules are bound to the root of that source, not to what is taken from it.
    expect((await pathsOf(movedLayers(through('docs/'), way), all)).paths).toHaveLength(2);
    expect((await pathsOf(movedLayers(through(undefined), way), all)).paths).toHaveLength(2);
  });

  it('come through the artifact of each source on their way', async () => {
    const all = { '/base': files(['a.yaml', 'c.yaml']), '/lib': files(['x/a.yaml', 'x/b.yaml', 'x/c.yaml']) };
    const lib = throughArtifact({ layers: [layer('/lib', '', '/lib')], ignore: 'x/a' });
    const base = [layer('/base', '', '/base'), ...movedLayers(lib, { from: 'x', to: 'lib' })];
    const top = movedLayers(throughArtifact({ layers: base, ignore: 'lib/b' }), { from: '', to: 'base' });
    expect((await pathsOf(top, all)).paths).toEqual(['base/a.yaml', 'base/c.yaml', 'base/lib/c.yaml']);
  });

  it('are uncertain where nobody knows what an artifact leaves out', async () => {
    const through = throughArtifact({ layers: [layer('/base', '', '/base')], ignore: 'broken' });
    const found = await pathsOf(movedLayers(through, { from: '', to: 'base' }), { '/base': files(['a.yaml']) });
    expect(found).toEqual({ paths: ['base/a.yaml'], uncertain: ['base'] });
  });
});
