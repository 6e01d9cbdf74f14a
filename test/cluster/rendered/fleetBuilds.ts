import { asText, valueAt } from '../../../src/flux/fields.ts';
import type { KubernetesObject } from '../../../src/flux/object.ts';
import type { Files } from '../../../src/render/renderer.ts';
import { fleet, fleetKinds } from '../../fixtures/fleet.ts';
import type { ClusterAccess } from '../cluster.ts';
import { fixtureFolder, readTree } from '../fleet/pushFleet.ts';
import { controllerBuild, type ControllerBuild } from './controllerBuilds.ts';

/** The sample fleet's Kustomizations, by name, with the files of their sources. */
export async function fleetBuilds(access: ClusterAccess): Promise<ReadonlyMap<string, ControllerBuild>> {
  const [repository, storefront] = await Promise.all([filesOf('fleet'), filesOf('storefront')]);
  const builds = new Map<string, ControllerBuild>();
  for (const { namespace, name } of fleet.filter(({ kind }) => kind === 'Kustomization')) {
    const path = fleetKinds['Kustomization']?.replace(/\/(\w+)$/, `/namespaces/${namespace}/$1/${name}`) ?? '';
    const kustomization = await access.request<KubernetesObject>('GET', `/apis/${path}`);
    const kind = asText(valueAt(kustomization.spec, 'sourceRef', 'kind'));
    const files = kind === 'GitRepository' ? repository : storefront;
    builds.set(`${namespace}/${name}`, controllerBuild({ files, kustomization }, `fleet-${builds.size}`));
  }
  return builds;
}

async function filesOf(folder: string): Promise<Files> {
  return new Map(Object.entries(await readTree(fixtureFolder(folder))));
}
