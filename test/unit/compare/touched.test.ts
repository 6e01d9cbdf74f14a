import { describe, expect, it } from 'vitest';
import { createRepositories, type Repositories } from '../../../src/compare/repositories.ts';
import { readersOfPaths, readersOfUncommitted } from '../../../src/compare/touched.ts';
import { objectKey, type ObjectKey } from '../../../src/flux/object.ts';
import type { PlacedKustomization } from '../../../src/origin/appliers.ts';
import { going, testRepository, type TestRepository } from '../git/repositories.ts';

const key = (name: string): ObjectKey => objectKey('kustomize.toolkit.fluxcd.io/Kustomization', 'flux-system', name);
const kustomization = (...resources: readonly string[]): string =>
  `resources:\n${resources.map((one) => `  - ${one}\n`).join('')}`;
const configMap = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n';

interface Fleet {
  readonly repository: TestRepository;
  readonly unsaved: Map<string, string>;
  readonly asked: { readonly repositories: Repositories; readonly placed: readonly PlacedKustomization[] };
}

/** Two stages over a base, and a folder that Flux makes a kustomization of. */
async function fleet(): Promise<Fleet> {
  const repository = await testRepository();
  await repository.commit({
    'base/kustomization.yaml': kustomization('web.yaml'),
    'base/web.yaml': configMap,
    'staging/kustomization.yaml': kustomization('../base'),
    'production/kustomization.yaml': kustomization('../base'),
    'plain/app.yaml': configMap,
    'README.md': 'fleet\n',
  });
  const unsaved = new Map<string, string>();
  const repositories = createRepositories({ folders: () => [repository.root], unsaved: () => unsaved });
  const placed = ['staging', 'production', 'plain'].map((name): PlacedKustomization => {
    const why = { code: 'noSource', source: key(name) } as const;
    return {
      key: key(name),
      folders: [`${repository.root}/${name}`],
      components: [],
      source: { state: 'elsewhere', why },
    };
  });
  return { repository, unsaved, asked: { repositories, placed } };
}

const names = (keys: readonly ObjectKey[]): string[] => keys.map((one) => one.slice(one.lastIndexOf('/') + 1)).sort();

describe('the Kustomizations that uncommitted changes touch', () => {
  it('are none where all is committed', async () => {
    const { asked } = await fleet();
    expect(await readersOfUncommitted(asked, going)).toEqual([]);
  });

  it('are all that read a changed file', async () => {
    const { repository, asked } = await fleet();
    await repository.write({ 'base/web.yaml': `${configMap}data: {}\n` });
    expect(names(await readersOfUncommitted(asked, going))).toEqual(['production', 'staging']);
  });

  it('are found by what is typed and not saved', async () => {
    const { repository, unsaved, asked } = await fleet();
    unsaved.set(`${repository.root}/staging/kustomization.yaml`, `${kustomization('../base')}namespace: shop\n`);
    expect(names(await readersOfUncommitted(asked, going))).toEqual(['staging']);
  });

  it('are those that did read a file which is gone or no longer included', async () => {
    const { repository, asked } = await fleet();
    await repository.git('rm', '--quiet', 'plain/app.yaml');
    expect(names(await readersOfUncommitted(asked, going))).toEqual(['plain']);
  });

  it('are those that read a new file', async () => {
    const { repository, asked } = await fleet();
    await repository.write({ 'plain/new.yaml': configMap, 'README.md': 'changed\n' });
    expect(names(await readersOfUncommitted(asked, going))).toEqual(['plain']);
  });
});

describe('the Kustomizations that read paths', () => {
  it('are found upwards from a file', async () => {
    const { repository, asked } = await fleet();
    const of = async (path: string) => names(await readersOfPaths([`${repository.root}/${path}`], asked, going));
    expect(await of('base/web.yaml')).toEqual(['production', 'staging']);
    expect(await of('plain/app.yaml')).toEqual(['plain']);
    expect(await of('README.md')).toEqual([]);
  });

  it('are found from a folder and all within it', async () => {
    const { repository, asked } = await fleet();
    const of = async (path: string) => names(await readersOfPaths([`${repository.root}${path}`], asked, going));
    expect(await of('/staging')).toEqual(['staging']);
    expect(await of('/base')).toEqual(['production', 'staging']);
    expect(await of('')).toEqual(['plain', 'production', 'staging']);
  });

  it('are none outside the repositories that are open', async () => {
    const { asked } = await fleet();
    expect(await readersOfPaths(['/nowhere/web.yaml'], asked, going)).toEqual([]);
  });
});
