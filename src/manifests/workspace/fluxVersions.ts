import { kindId } from '../../flux/object.ts';
import { declaredObjects } from './objects.ts';
import type { Workspace } from './workspace.ts';

const deployment = kindId('apps', 'Deployment');

/**
 * The versions of Flux whose kustomize-controller files of the workspace install, e.g. `v2.8.1`: several where clusters
 * differ. `flux install` labels what it writes with its version (fluxcd/flux2, pkg/manifestgen/install).
 */
export function fluxVersions(workspace: Workspace): readonly string[] {
  return declaredObjects(workspace, deployment, 'kustomize-controller').flatMap(({ labels = {} }) => {
    const version = labels['app.kubernetes.io/version'];
    return labels['app.kubernetes.io/part-of'] === 'flux' && version !== undefined ? [version] : [];
  });
}
