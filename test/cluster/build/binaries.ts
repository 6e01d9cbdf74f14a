import { join } from 'node:path';
import { clusterFailure } from '../failures.ts';
import type { GiteaFiles } from '../forge/gitea.ts';
import type { ControllerName } from '../parts/fluxControllers.ts';
import { buildTools, type BuildOptions } from './buildTools.ts';
import { exists } from '../../../scripts/go/cacheFolder.ts';
import { binaryName, controlPlaneRecipe, forgeRecipe, type KubernetesTool } from './recipes.ts';

/** Paths of what the control plane is started from. */
export interface ControlPlaneFiles {
  readonly tool: (name: KubernetesTool) => string;
  readonly controller: (name: ControllerName) => string;
  /** The folder of the Flux CRDs, YAML. */
  readonly crds: string;
}

const required = ['etcd', 'kube-apiserver', 'kubectl'] as const;

/**
 * Builds the control plane, or finds it in the cache. If KUBEBUILDER_ASSETS is set, etcd, kube-apiserver, kubectl
 * and, where it is there, kube-controller-manager are taken from that folder.
 */
export async function ensureControlPlane(options: BuildOptions): Promise<ControlPlaneFiles> {
  const assets = process.env['KUBEBUILDER_ASSETS'];
  const elsewhere = assets === undefined || assets === '' ? new Set<KubernetesTool>() : await toolsIn(assets);
  const folder = await buildTools(controlPlaneRecipe(elsewhere), options);
  return {
    tool: (name) => (elsewhere.has(name) ? join(assets ?? '', name) : join(folder, 'bin', binaryName(name))),
    controller: (name) => join(folder, 'bin', name),
    crds: join(folder, 'crds'),
  };
}

/** Builds Gitea, or finds it in the cache. */
export async function ensureForge(options: BuildOptions): Promise<GiteaFiles> {
  const folder = await buildTools(forgeRecipe, options);
  return { binary: join(folder, 'bin', 'gitea'), assets: join(folder, 'assets') };
}

async function toolsIn(folder: string): Promise<Set<KubernetesTool>> {
  const found = new Set<KubernetesTool>();
  for (const tool of [...required, 'kube-controller-manager'] as const) {
    if (await exists(join(folder, tool))) found.add(tool);
  }
  const missing = required.filter((tool) => !found.has(tool));
  if (missing.length === 0) return found;
  throw clusterFailure(
    'assetsIncomplete',
    `KUBEBUILDER_ASSETS is ${folder}, and ${missing.join(', ')} cannot be found there. Complete the folder, or unset ` +
      'the variable to have everything built.',
  );
}
