import { fluxKustomization, kustomization, type Repository } from '../../repository.ts';

/** Two clusters, whose Kustomizations build `apps/<stage>`. */
const clusters: Repository = {
  'clusters/staging/apps.yaml': fluxKustomization('apps', './apps/staging'),
  'clusters/production/apps.yaml': fluxKustomization('apps', './apps/production'),
};

/** One file for each stage, which Flux builds with its folder. */
export function copies(file: string, staging: string, production: string): Repository {
  return { ...clusters, [`apps/staging/${file}`]: staging, [`apps/production/${file}`]: production };
}

/** An overlay for each stage over one base. */
export function overlays(base: Repository, staging: string, production: string, more: Repository = {}): Repository {
  const resources = Object.keys(base).map((path) => `  - ${path}\n`);
  const files = Object.entries(base).map(([path, text]) => [`apps/base/${path}`, text] as const);
  return {
    ...clusters,
    ...Object.fromEntries(files),
    'apps/base/kustomization.yaml': kustomization(`resources:\n${resources.join('')}`),
    'apps/staging/kustomization.yaml': kustomization(`resources:\n  - ../base\n${staging}`),
    'apps/production/kustomization.yaml': kustomization(`resources:\n  - ../base\n${production}`),
    ...more,
  };
}
