import { deployment, fluxKustomization, helmRelease, kustomization, type Repository } from '../../repository.ts';
import type { Choice } from '../promotion.ts';
import type { Shape } from '../shape.ts';
import { copies, overlays } from './parts.ts';

const whole: Choice = ({ field }) => field.length === 0;
const all: Choice = (difference) => difference.protected === undefined;
const configMap = (name: string, body = '  A: "1"\n'): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\ndata:\n${body}`;
const encrypted = (name: string, age: string): string =>
  `apiVersion: v1\nkind: Secret\nmetadata:\n  name: ${name}\nstringData:\n  a: ENC[AES256_GCM,data:x,iv:x,tag:x,type:str]\nsops:\n  age:\n    - recipient: ${age}\n      enc: x\n  mac: ENC[AES256_GCM,data:x,iv:x,tag:x,type:str]\n`;

const listing = (...resources: readonly string[]): string =>
  kustomization(`resources:\n${resources.map((one) => `  - ${one}\n`).join('')}`);

/** Stages whose kustomizations list files of other folders, and folders that several stages may read. */
const spread = (staging: string, production: string, more: Repository): Repository => ({
  'clusters/staging/apps.yaml': fluxKustomization('web', './apps/staging/web'),
  'clusters/production/apps.yaml': fluxKustomization('web', './apps/production/web'),
  'apps/staging/web/kustomization.yaml': staging,
  'apps/production/web/kustomization.yaml': production,
  'apps/base/kustomization.yaml': listing('base.yaml'),
  'apps/base/base.yaml': configMap('base'),
  ...more,
});

/** Whole objects that only one stage has, and why some of them do not move. */
function resourceSet(...inputs: readonly string[]): string {
  const lines = inputs.map((line) => `    ${line}\n`).join('');
  return `apiVersion: fluxcd.controlplane.io/v1\nkind: ResourceSet\nmetadata:\n  name: apps\nspec:\n  inputs:\n${lines}`;
}

function provider(tag: string): string {
  return `apiVersion: fluxcd.controlplane.io/v1\nkind: ResourceSetInputProvider\nmetadata:\n  name: apps\nspec:\n  type: Static\n  defaultValues:\n    tag: "${tag}"\n`;
}

export const wholeShapes: readonly Shape[] = [
  {
    name: 'an object whose file a kustomization of another folder lists',
    repository: spread(listing('../../base', '../extra/extra.yaml'), listing('../../base # kept'), {
      'apps/staging/extra/extra.yaml': configMap('extra'),
    }),
    choose: whole,
    patch: `apps/production/extra/extra.yaml (new)\n${configMap('extra')
      .trimEnd()
      .replaceAll(/^/gm, '+')}\napps/production/web/kustomization.yaml\n+  - ../extra/extra.yaml`,
  },
  {
    name: 'an object of a folder that several stages may read: its entry is offered',
    repository: spread(listing('../../base', '../../more'), listing('../../base'), {
      'apps/more/kustomization.yaml': listing('more.yaml'),
      'apps/more/more.yaml': configMap('more'),
    }),
    choose: whole,
    patch: '',
    refusals: ['inherited'],
    left: 1,
  },
  {
    name: 'an object named after its stage',
    repository: copies('web.yaml', `${configMap('web')}---\n${configMap('staging-extra')}`, configMap('web')),
    choose: whole,
    patch: '',
    refusals: ['stageName'],
    left: 1,
  },
  {
    name: 'an object in a namespace named after its stage',
    repository: copies(
      'web.yaml',
      `${configMap('web')}---\n${configMap('extra').replace('  name: extra\n', '  name: extra\n  namespace: staging\n')}`,
      configMap('web'),
    ),
    choose: whole,
    patch: '',
    refusals: ['stageName'],
    left: 1,
  },
  {
    name: 'an object that a patch of its stage names',
    repository: {
      ...overlays({ 'base.yaml': configMap('base') }, 'patches:\n  - path: patch.yaml\n', ''),
      'apps/staging/kustomization.yaml': kustomization(
        'resources:\n  - ../base\n  - extra.yaml\npatches:\n  - path: patch.yaml\n',
      ),
      'apps/staging/extra.yaml': deployment('extra', 'extra:1.0.0'),
      'apps/staging/patch.yaml': deployment('extra', 'extra:1.1.0'),
    },
    choose: whole,
    patch: '',
    refusals: ['patched'],
    left: 1,
  },
  {
    name: 'a generated ConfigMap that the target lacks',
    repository: overlays(
      { 'base.yaml': configMap('base') },
      'configMapGenerator:\n  - name: made\n    literals:\n      - A=1\n',
      '',
    ),
    choose: whole,
    patch: '',
    refusals: ['generated'],
    left: 1,
  },
  {
    name: 'an object in a list of several',
    repository: copies(
      'web.yaml',
      'apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: ConfigMap\n    metadata:\n      name: web\n  - apiVersion: v1\n    kind: ConfigMap\n    metadata:\n      name: extra\n',
      'apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: ConfigMap\n    metadata:\n      name: web\n',
    ),
    choose: whole,
    patch: '',
    refusals: ['noPlace'],
    left: 1,
  },
  {
    name: 'values of objects in a list',
    repository: copies(
      'web.yaml',
      'apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: ConfigMap\n    metadata:\n      name: web\n    data:\n      MODE: fast\n',
      'apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: ConfigMap\n    metadata:\n      name: web\n    data:\n      MODE: slow # kept\n',
    ),
    choose: all,
    patch: 'apps/production/web.yaml\n-      MODE: slow # kept\n+      MODE: fast # kept',
  },
  {
    name: 'an encrypted Secret that no file of the target has the keys of',
    repository: {
      ...copies('web.yaml', configMap('web'), configMap('web')),
      'apps/staging/s.yaml': encrypted('s', 'age1'),
    },
    choose: whole,
    patch: '',
    refusals: ['encrypted'],
    left: 1,
  },
  {
    name: 'a Flux Kustomization that builds a folder of its stage',
    repository: {
      ...copies('web.yaml', configMap('web'), configMap('web')),
      'apps/staging/more.yaml': fluxKustomization('more', './apps/staging/inner'),
      'apps/staging/inner/x.yaml': configMap('x'),
    },
    choose: ({ field }, { kind, key }) => field.length === 0 && kind === 'kustomization' && key === 'more',
    patch: '',
    refusals: ['ownFolder'],
    left: 1,
  },
  {
    name: 'the folder that a Flux Kustomization builds',
    repository: copies('web.yaml', configMap('web'), configMap('web')),
    choose: ({ field }) => JSON.stringify(field) === '["spec","path"]',
    patch: '',
    refusals: ['ownFolder'],
    left: 1,
  },
  {
    name: 'a branch that a source follows',
    repository: copies(
      'source.yaml',
      'apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata:\n  name: shop\nspec:\n  url: https://git.example.org/shop\n  ref:\n    branch: main\n',
      'apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata:\n  name: shop\nspec:\n  url: https://git.example.org/shop\n  ref:\n    branch: stable\n',
    ),
    patch: '',
    refusals: ['moving'],
    left: 1,
  },
  {
    name: 'a file of JSON that a kustomization names',
    repository: {
      ...overlays({ 'base.yaml': configMap('base') }, '', ''),
      'apps/staging/kustomization.yaml': kustomization('resources:\n  - ../base\n  - web.json\n'),
      'apps/production/kustomization.yaml': kustomization('resources:\n  - ../base\n  - web.json\n'),
      'apps/staging/web.json':
        '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"web"},"data":{"MODE":"fast"}}\n',
      'apps/production/web.json':
        '{\n  "apiVersion": "v1",\n  "kind": "ConfigMap",\n  "metadata": { "name": "web" },\n  "data": { "MODE": "slow" }\n}\n',
    },
    choose: all,
    patch: 'apps/production/web.json\n-  "data": { "MODE": "slow" }\n+  "data": { "MODE": "fast" }',
  },
  {
    name: 'a variable that several applications of the stage take, all of which are chosen',
    repository: {
      ...Object.fromEntries(
        ['staging', 'production'].flatMap((stage) => [
          [
            `clusters/${stage}/apps.yaml`,
            ['web', 'shop']
              .map((name) =>
                fluxKustomization(
                  name,
                  `./apps/${name}`,
                  '  postBuild:\n    substituteFrom:\n      - kind: ConfigMap\n        name: vars\n',
                ),
              )
              .join('---\n'),
          ],
          [`clusters/${stage}/vars.yaml`, configMap('vars', `  level: ${stage === 'staging' ? 'debug' : 'info'}\n`)],
        ]),
      ),
      'apps/web/web.yaml': configMap('web', '  LEVEL: ${level}\n'),
      'apps/shop/shop.yaml': configMap('shop', '  LEVEL: ${level}\n'),
    },
    choose: all,
    patch: 'clusters/production/vars.yaml\n-  level: info\n+  level: debug',
  },
  {
    name: 'a component of the stage alone',
    repository: {
      ...overlays(
        { 'base.yaml': deployment('web', 'ghcr.io/acme/web:1.0.0') },
        'components:\n  - part\n',
        'components:\n  - part\n',
      ),
      'apps/staging/part/kustomization.yaml':
        'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nimages:\n  - name: ghcr.io/acme/web\n    newTag: 1.2.0\n',
      'apps/production/part/kustomization.yaml':
        'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nimages:\n  - name: ghcr.io/acme/web\n    newTag: 1.1.0\n',
    },
    patch: 'apps/production/part/kustomization.yaml\n-    newTag: 1.1.0\n+    newTag: 1.2.0',
  },
  {
    name: 'values of a HelmRelease from a ConfigMap in a file of its own',
    repository: copies(
      'web.yaml',
      `${helmRelease('web', '1.0.0', '  valuesFrom:\n    - kind: ConfigMap\n      name: web-values\n')}---\n${configMap('web-values', '  values.yaml: |\n    image:\n      repository: web\n      tag: 2.1.0\n')}`,
      `${helmRelease('web', '1.0.0', '  valuesFrom:\n    - kind: ConfigMap\n      name: web-values\n')}---\n${configMap('web-values', '  values.yaml: |\n    # kept\n    image:\n      repository: web\n      tag: 2.0.0 # kept\n')}`,
    ),
    patch: 'apps/production/web.yaml\n-      tag: 2.0.0 # kept\n+      tag: 2.1.0 # kept',
  },
  {
    name: 'inputs of a ResourceSet',
    repository: copies(
      'set.yaml',
      resourceSet('- tenant: web', '  tag: 1.2.0'),
      resourceSet('- tenant: web', '  tag: 1.1.0'),
    ),
    patch: 'apps/production/set.yaml\n-      tag: 1.1.0\n+      tag: 1.2.0',
  },
  {
    name: 'a moving input of a ResourceSet',
    repository: copies(
      'set.yaml',
      resourceSet('- tenant: web', '  tag: 1.2.0'),
      resourceSet('- tenant: web', '  tag: stable'),
    ),
    patch: '',
    refusals: ['resourceSetInput'],
    left: 1,
  },
  {
    name: 'a version that would become a moving input',
    repository: copies(
      'set.yaml',
      resourceSet('- tenant: web', '  tag: main'),
      resourceSet('- tenant: web', '  tag: 1.2.0'),
    ),
    patch: '',
    refusals: ['moving'],
    left: 1,
  },
  {
    name: 'inputs of a ResourceSet in another order, which are not mixed up',
    repository: copies(
      'set.yaml',
      resourceSet('- tenant: web', '  tag: 1.2.0', '- tenant: api', '  tag: 3.2.0'),
      resourceSet('- tenant: api', '  tag: 3.1.0', '- tenant: web', '  tag: 1.1.0'),
    ),
    patch: '',
  },
  {
    name: 'values of a static provider of inputs',
    repository: copies('provider.yaml', provider('6.5.1'), provider('6.5.0')),
    patch: 'apps/production/provider.yaml\n-    tag: "6.5.0"\n+    tag: "6.5.1"',
  },
];
