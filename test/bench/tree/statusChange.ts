import type { Cluster } from '../../cluster/cluster.ts';
import { makeSeed } from '../../cluster/seed/shapes.ts';
import type { TreeView } from '../../e2e/harness/treeView.ts';
import { objectCount } from '../rig/rig.ts';
import type { MarkedChange } from './marks.ts';

/** A Kustomization. */
export interface ObjectName {
  readonly namespace: string;
  readonly name: string;
}

/** The failing Kustomizations whose rows are in view. */
export async function shownObjects(tree: TreeView): Promise<ObjectName[]> {
  const labels = (await tree.rows()).map(({ label }) => label);
  return labels.flatMap((label) => {
    const [, name, namespace] = /^Kustomization ([\w-]+), namespace ([\w-]+), Failed/.exec(label) ?? [];
    return name === undefined || namespace === undefined ? [] : [{ name, namespace }];
  });
}

/** The failing Kustomizations that are not among `shown`. */
export function othersThan(shown: readonly ObjectName[]): ObjectName[] {
  const names = new Set(shown.map(({ name }) => name));
  return Array.from({ length: objectCount }, (_, index) => makeSeed(index))
    .filter(({ object, status }) => object.kind === 'Kustomization' && JSON.stringify(status).includes('BuildFailed'))
    .map(({ object: { metadata } }) => ({ name: metadata.name, namespace: metadata.namespace ?? '' }))
    .filter(({ name }) => !names.has(name));
}

/** Makes the controller's words hold `mark`; the object fails as before, so its row stays in its place. */
export async function patchStatus(
  cluster: Cluster,
  { namespace, name }: ObjectName,
  mark: number,
  signal: AbortSignal,
): Promise<MarkedChange> {
  const path = `/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/${namespace}/kustomizations/${name}/status`;
  const ready = {
    type: 'Ready',
    status: 'False',
    reason: 'BuildFailed',
    message: `kustomize build failed: mark ${mark}`,
  };
  const conditions = [{ ...ready, lastTransitionTime: '2026-01-05T09:00:00Z', observedGeneration: 1 }];
  await cluster.request('PATCH', `${path}?fieldManager=gotk-controller`, { status: { conditions } }, { signal });
  return { row: `${namespace}/${name}`, mark, at: performance.timeOrigin + performance.now() };
}
