import { deployment, fluxKustomization, helmRelease, kustomization, type Repository } from '../../repository.ts';

/** A constructed repository that is laid out as many public ones are, and what promotions in it come to. */
export interface LayoutShape {
  readonly name: string;
  readonly repository: Repository;
  /** As they are recognised. */
  readonly stages: readonly string[];
  /** From each stage to the next. */
  readonly promotions: readonly {
    readonly asked: number;
    readonly moved: number;
    readonly refused: Readonly<Record<string, number>>;
  }[];
}

const each = (stages: readonly string[], make: (stage: string, index: number) => Repository): Repository =>
  Object.assign({}, ...stages.map(make)) as Repository;
const listing = (...resources: readonly string[]): string =>
  kustomization(`resources:\n${resources.map((one) => `  - ${one}\n`).join('')}`);
const patchOf = (release: string): string => `patches:\n  - path: ${release}\n    target:\n      kind: HelmRelease\n`;
const values = (replicas: number, host: string, tag: string): string =>
  `  values:\n    replicaCount: ${replicas}\n    image:\n      tag: ${tag}\n    ingress:\n      hosts:\n        - host: ${host}\n`;
const versions = ['1.3.0', '1.2.0', '1.1.0'];
const version = (index: number): string => versions[index] ?? '1.0.0';

/** One base, an overlay with values for each cluster, and infrastructure that all read. */
const basesAndOverlays: LayoutShape = {
  name: 'bases, with an overlay of Helm values for each cluster',
  repository: {
    'apps/base/shop/kustomization.yaml': listing('release.yaml'),
    'apps/base/shop/release.yaml': helmRelease('shop', '">=1.0.0"', '  values:\n    replicaCount: 1\n'),
    'infrastructure/controllers/kustomization.yaml': listing('ingress.yaml'),
    'infrastructure/controllers/ingress.yaml': helmRelease('ingress', '4.x'),
    ...each(['staging', 'production'], (stage, index) => ({
      [`clusters/${stage}/infrastructure.yaml`]: fluxKustomization('infrastructure', './infrastructure/controllers'),
      [`clusters/${stage}/apps.yaml`]: fluxKustomization(
        'apps',
        `./apps/${stage}`,
        `  timeout: ${index === 0 ? '10m' : '5m'}\n`,
      ),
      [`apps/${stage}/kustomization.yaml`]: `${listing('../base/shop')}${patchOf('shop-values.yaml')}`,
      [`apps/${stage}/shop-values.yaml`]: helmRelease(
        'shop',
        index === 0 ? '">=1.0.0-alpha"' : '">=1.0.0"',
        values(1 + index, `shop.${stage}.example.org`, version(index)) + (index === 0 ? '    test: true\n' : ''),
      ),
    })),
  },
  stages: ['staging: clusters/staging apps/staging', 'production: clusters/production apps/production'],
  promotions: [{ asked: 7, moved: 5, refused: { ownFolder: 1, range: 1 } }],
};

/** Tenants whose Kustomizations are patched to another path for each cluster. */
const tenants: LayoutShape = {
  name: 'tenants, patched to a path of their own for each cluster',
  repository: {
    'tenants/base/team/kustomization.yaml': listing('sync.yaml'),
    'tenants/base/team/sync.yaml': `${fluxKustomization('team', './base')}---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: team
spec:
  url: https://git.example.org/team
  ref:
    branch: main
`,
    ...each(['staging', 'production'], (stage, index) => ({
      [`clusters/${stage}/tenants.yaml`]: fluxKustomization(
        'tenants',
        `./tenants/${stage}`,
        `  wait: ${index === 0}\n`,
      ),
      [`tenants/${stage}/kustomization.yaml`]: `${listing('../base/team')}patches:\n  - path: team.yaml\n`,
      [`tenants/${stage}/team.yaml`]: `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: team
  namespace: flux-system
spec:
  path: ./${stage}
  retryInterval: ${index + 1}m
`,
    })),
  },
  stages: ['staging: clusters/staging tenants/staging', 'production: clusters/production tenants/production'],
  promotions: [{ asked: 4, moved: 2, refused: { ownFolder: 2 } }],
};

/** Folders of applications with a folder for each stage, whose kustomizations list files across them; with leftovers. */
const manyApplications: LayoutShape = {
  name: 'applications that list the files of each other across folders',
  repository: {
    'apps/shop/shop/kustomization.yaml': listing('shop.yaml'),
    'apps/shop/shop/shop.yaml': helmRelease('shop', '1.0.0'),
    'apps/extra/kustomization.yaml': listing('extra.yaml'),
    'apps/extra/extra.yaml': helmRelease('extra', '2.0.0'),
    ...each(['dev', 'stg', 'prod'], (stage, index) => ({
      [`clusters/${stage}/flux-system/kustomization.yaml`]: listing('sync.yaml'),
      [`clusters/${stage}/flux-system/sync.yaml`]: fluxKustomization('shop', `./apps/shop/${stage}/base`),
      [`apps/shop/${stage}/base/kustomization.yaml`]: `${listing(
        '../../shop',
        `../../keys/${stage}/keys.yaml`,
        ...(index === 0 ? [`../../keys/${stage}/more.yaml`, '../../../extra'] : []),
      )}patches:\n  - path: ../../shop/${stage}.yaml\n`,
      [`apps/shop/shop/${stage}.yaml`]: helmRelease(
        'shop',
        version(index),
        values(2, `shop-${stage}.example.org`, version(index)),
      ),
      [`apps/shop/keys/${stage}/keys.yaml`]: `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: keys\ndata:\n  vault: kv-${stage}\n  level: "${index}"\n`,
      [`apps/shop/keys/${stage}/leftover.yaml`]: helmRelease('shop', version(index)),
      ...(index === 0
        ? { [`apps/shop/keys/${stage}/more.yaml`]: 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: more\n' }
        : {}),
    })),
  },
  stages: [
    'dev: clusters/dev apps/shop/dev apps/shop/keys/dev',
    'stg: clusters/stg apps/shop/stg apps/shop/keys/stg',
    'prod: clusters/prod apps/shop/prod apps/shop/keys/prod',
  ],
  promotions: [
    { asked: 8, moved: 6, refused: { ownFolder: 1, inherited: 1 } },
    { asked: 6, moved: 5, refused: { ownFolder: 1 } },
  ],
};

/** Applications with an overlay for each stage, which something elsewhere builds. */
const overlaysByApplication: LayoutShape = {
  name: 'overlays of each application, without Flux beside them',
  repository: each(['web', 'shop'], (name) => ({
    [`apps/${name}/base/kustomization.yaml`]: listing('deployment.yaml'),
    [`apps/${name}/base/deployment.yaml`]: deployment(name, `ghcr.io/acme/${name}:1.0.0`, '  replicas: 1\n'),
    ...each(['dev', 'staging', 'prod'], (stage, index) => ({
      [`apps/${name}/overlays/${stage}/kustomization.yaml`]: `${listing('../../base')}images:\n  - name: ghcr.io/acme/${name}\n    newTag: ${version(index)}\nreplicas:\n  - name: ${name}\n    count: ${index + 1}\nconfigMapGenerator:\n  - name: ${name}-env\n    literals:\n      - LOG_LEVEL=${['debug', 'info', 'warn'][index] ?? ''}\n`,
    })),
  })),
  stages: ['dev: apps/*/overlays/dev', 'staging: apps/*/overlays/staging', 'prod: apps/*/overlays/prod'],
  promotions: [
    { asked: 6, moved: 6, refused: {} },
    { asked: 6, moved: 6, refused: {} },
  ],
};

/** Clusters that differ by the variables of one ConfigMap. */
const variables: LayoutShape = {
  name: 'clusters that differ by variables',
  repository: {
    'apps/web/web.yaml': `${deployment('web', 'ghcr.io/acme/web:${WEB_TAG}')}---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\ndata:\n  level: \${LEVEL}\n  host: web.\${DOMAIN}\n`,
    'apps/shop/shop.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: shop\ndata:\n  level: ${LEVEL}\n',
    ...each(['staging', 'prod-eu', 'prod-us'], (stage, index) => ({
      [`clusters/${stage}/vars.yaml`]: `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: vars\ndata:\n  WEB_TAG: ${version(index)} # image\n  LEVEL: "${index}"\n  DOMAIN: ${stage}.example.org\n`,
      [`clusters/${stage}/apps.yaml`]: ['web', 'shop']
        .map((name) =>
          fluxKustomization(
            name,
            `./apps/${name}`,
            '  postBuild:\n    substituteFrom:\n      - kind: ConfigMap\n        name: vars\n',
          ),
        )
        .join('---\n'),
    })),
  },
  stages: ['staging: clusters/staging', 'prod-eu: clusters/prod-eu', 'prod-us: clusters/prod-us'],
  promotions: [
    { asked: 6, moved: 4, refused: { common: 2 } },
    { asked: 6, moved: 4, refused: { common: 2 } },
  ],
};

export const layouts: readonly LayoutShape[] = [
  basesAndOverlays,
  tenants,
  manyApplications,
  overlaysByApplication,
  variables,
];
