import { configMap, deployment, kustomization, object, secret, service, yaml } from '../manifests.ts';
import type { Scenario } from '../scenario.ts';

const overlay = (rest: string): string =>
  `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nnamespace: \${NS}\nresources: [web.yaml]\n${rest}`;
const encrypted = (text: string, field = 'data'): object => ({
  [field]: { password: `ENC[AES256_GCM,data:${text},iv:aaaa,tag:bbbb,type:str]` },
  sops: { mac: 'ENC[AES256_GCM,data:cccc,iv:dddd,tag:eeee,type:str]', version: '3.9.0', age: [] },
});

/** What kustomize and substitution make of a change. */
export const builds: readonly Scenario[] = [
  {
    name: 'images',
    before: {
      'main/web.yaml': yaml(deployment('web', { image: 'registry.example/web' })),
      'main/kustomization.yaml': overlay('images: [{name: registry.example/web, newTag: 1.4.0}]\n'),
    },
    after: { 'main/kustomization.yaml': overlay('images: [{name: registry.example/web, newTag: 1.5.0}]\n') },
    expect: { 'Deployment/web': 'change' },
  },
  {
    name: 'patch',
    before: {
      'main/web.yaml': yaml(deployment('web', { replicas: 1 }), service('web', {})),
      'main/kustomization.yaml': overlay(''),
    },
    after: {
      'main/kustomization.yaml': overlay(
        'patches:\n- target: {kind: Deployment}\n  patch: \'[{"op": "replace", "path": "/spec/replicas", "value": 3}]\'\n',
      ),
    },
    expect: { 'Deployment/web': 'change', 'Service/web': 'unchanged' },
  },
  {
    name: 'flux-patch',
    before: {
      'main/child.yaml': yaml(kustomization('child', 'flux-patch', 'child', {})),
      'child/web.yaml': yaml(deployment('web', { replicas: 1 })),
    },
    after: {
      'main/child.yaml': yaml(
        kustomization('child', 'flux-patch', 'child', {
          patches: [
            { target: { kind: 'Deployment' }, patch: '[{"op": "replace", "path": "/spec/replicas", "value": 2}]' },
          ],
          commonMetadata: { labels: { team: 'shop' } },
        }),
      ),
    },
    expect: { 'Kustomization/child': 'change', 'child:Deployment/web': 'change' },
  },
  {
    name: 'generator',
    before: {
      'main/web.yaml': yaml(deployment('web', { container: { envFrom: [{ configMapRef: { name: 'settings' } }] } })),
      'main/kustomization.yaml': overlay('configMapGenerator: [{name: settings, literals: [A=1]}]\n'),
    },
    after: { 'main/kustomization.yaml': overlay('configMapGenerator: [{name: settings, literals: [A=2]}]\n') },
    expect: { 'Deployment/web': 'change' },
  },
  {
    name: 'prefix',
    before: {
      'main/web.yaml': yaml(service('web', {})),
      'main/kustomization.yaml': overlay(''),
    },
    after: { 'main/kustomization.yaml': overlay('namePrefix: new-\n') },
    expect: { 'Service/web': 'prune', 'Service/new-web': 'create' },
  },
  {
    name: 'substitute',
    kustomizations: { main: { postBuild: { substitute: { COLOR: 'red' } } } },
    before: { 'main/a.yaml': yaml(configMap('a', { KEY: '${COLOR}', OTHER: '1' })) },
    after: { 'main/a.yaml': yaml(configMap('a', { KEY: '${COLOR}-${SIZE:=big}', OTHER: '$${COLOR}' })) },
    expect: { 'ConfigMap/a': 'change' },
  },
  {
    name: 'substitute-from',
    kustomizations: {
      main: {
        postBuild: {
          substituteFrom: [
            { kind: 'ConfigMap', name: 'vars' },
            { kind: 'Secret', name: 'hidden' },
          ],
        },
      },
    },
    secrets: ['hunter2secret'],
    given: yaml(configMap('vars', { SIZE: 'small' }), secret('hidden', { PIN: 'hunter2secret', COUNT: '3' })),
    before: { 'main/a.yaml': yaml(configMap('a', { KEY: '${SIZE}' })) },
    after: {
      'main/a.yaml': yaml(configMap('a', { KEY: '${SIZE} ${PIN}' })),
      'main/web.yaml': yaml(
        object('apps/v1', 'Deployment', 'web', {
          spec: {
            replicas: '${COUNT}',
            selector: { matchLabels: { app: 'web' } },
            template: {
              metadata: { labels: { app: 'web' } },
              spec: { containers: [{ name: 'web', image: 'registry.example/web:1' }] },
            },
          },
        }),
      ).replace('"${COUNT}"', '${COUNT}'),
    },
    expect: { 'ConfigMap/a': 'change', 'Deployment/web': 'create' },
  },
  {
    name: 'variables-change',
    kustomizations: {
      vars: {},
      main: { postBuild: { substituteFrom: [{ kind: 'ConfigMap', name: 'vars' }] }, dependsOn: [{ name: 'vars' }] },
    },
    before: {
      'vars/vars.yaml': yaml(configMap('vars', { SIZE: 'small' })),
      'main/a.yaml': yaml(configMap('a', { KEY: '${SIZE}' })),
    },
    after: { 'vars/vars.yaml': yaml(configMap('vars', { SIZE: 'large' })) },
    expect: { 'ConfigMap/vars': 'change', 'main:ConfigMap/a': 'change' },
  },
  {
    name: 'missing-variable',
    kustomizations: { main: { postBuild: { substitute: { COLOR: 'red' } } } },
    before: { 'main/a.yaml': yaml(configMap('a', { KEY: '${COLOR}' }), configMap('b', {})) },
    after: { 'main/a.yaml': yaml(configMap('a', { KEY: '${NOWHERE}' })) },
    expect: {},
    fails: ['main'],
  },
  {
    name: 'broken-build',
    before: { 'main/web.yaml': yaml(service('web', {})), 'main/kustomization.yaml': overlay('') },
    after: { 'main/kustomization.yaml': overlay('patches: [{path: nowhere.yaml}]\n') },
    expect: {},
    fails: ['main'],
  },
  {
    name: 'encrypted',
    before: { 'main/a.yaml': yaml(configMap('a', { KEY: 'one' }), configMap('b', {})) },
    after: { 'main/a.yaml': yaml(configMap('a', { KEY: 'two' }), object('v1', 'Secret', 'login', encrypted('xyz'))) },
    expect: { 'Secret/login': 'create blocked', 'ConfigMap/a': 'change blocked', 'ConfigMap/b': 'prune blocked' },
    fails: ['main'],
  },
  {
    name: 'encrypted-text',
    before: { 'main/a.yaml': yaml(configMap('a', { KEY: 'one' })) },
    after: {
      'main/a.yaml': yaml(configMap('a', { KEY: 'two' })),
      'main/b.yaml': yaml(object('v1', 'Secret', 'login', encrypted('xyz', 'stringData'))),
    },
    expect: { 'Secret/login': 'create', 'ConfigMap/a': 'change' },
  },
  {
    name: 'target-namespace',
    kustomizations: { main: { targetNamespace: '${NS}' } },
    before: { 'main/a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {KEY: one}\n' },
    after: {
      'main/a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: elsewhere}\ndata: {KEY: two}\n',
    },
    expect: { 'ConfigMap/a': 'change' },
  },
];
