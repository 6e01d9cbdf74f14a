import { createEngine, type EngineOptions } from '../../src/compare/createEngine.ts';
import type { ComparisonListener, Engine } from '../../src/compare/engine.ts';
import type { KustomizationPrediction } from '../../src/diff/terms/prediction.ts';
import { kinds } from '../../src/flux/kinds.ts';
import { objectKey, type FluxObject } from '../../src/flux/object.ts';
import { fluxObject } from '../unit/flux/objects.ts';
import { going, testRepository, type TestRepository } from '../unit/git/repositories.ts';
import { snapshotOf } from '../unit/tree/fleet.ts';
import { configMap, startRenderer } from './startRenderer.ts';

const url = 'https://git.example.org/fleet';

/** The Kustomization of {@link fleet}. */
export const apps = objectKey(kinds.kustomization, 'flux-system', 'apps');

/** A GitRepository that follows main, with the Kustomization that applies `./apps` of it. */
export function fleet(spec: object = {}, ref: object = { branch: 'main' }): readonly FluxObject[] {
  const sourceRef = { kind: 'GitRepository', name: 'fleet' };
  return [
    fluxObject(kinds.gitRepository, { namespace: 'flux-system', name: 'fleet', spec: { url, ref } }),
    fluxObject(kinds.kustomization, {
      namespace: 'flux-system',
      name: 'apps',
      spec: { path: './apps', prune: true, interval: '1h', sourceRef, ...spec },
    }),
  ];
}

/** An engine with what it looks at. */
export interface Open {
  readonly engine: Engine;
  readonly repository: TestRepository;
  readonly unsaved: Map<string, string>;
}

/** An engine on a repository that is what {@link fleet} is applied from; no cluster answers unless one is given. */
export async function open(
  objects: readonly FluxObject[] = fleet(),
  more: Partial<EngineOptions> & { readonly folders?: () => readonly string[] } = {},
): Promise<Open> {
  const repository = await testRepository();
  await repository.git('remote', 'add', 'origin', url);
  await repository.commit({
    'apps/kustomization.yaml': 'resources:\n  - a.yaml\n',
    'apps/a.yaml': configMap('a'),
  });
  const unsaved = new Map<string, string>();
  const snapshot = snapshotOf(objects);
  const { folders = () => [], ...others } = more;
  const engine = createEngine({
    folders: () => [repository.root, ...folders()],
    unsaved: () => unsaved,
    snapshot: () => snapshot,
    cluster: () => {
      throw new Error('nothing here asks the cluster');
    },
    connected: () => undefined,
    remembered: () => new Map(),
    renderer: () => startRenderer(),
    ...others,
  });
  return { engine, repository, unsaved };
}

/** The text of the build of `apps`. */
export async function buildApps({ engine }: Open): Promise<string> {
  return (await engine.build({ kustomization: apps }, going)).preview.text;
}

/** What two revisions declare differently. */
export async function revisionsOf(
  { engine, repository: { root } }: Open,
  from: string,
  to: string,
): Promise<readonly KustomizationPrediction[]> {
  const all: KustomizationPrediction[] = [];
  const listener: ComparisonListener = {
    expect: () => undefined,
    foundObjects: () => undefined,
    found: (prediction) => all.push(prediction),
  };
  await engine.compareRevisions({ root, from, to }, listener, going);
  return all;
}
