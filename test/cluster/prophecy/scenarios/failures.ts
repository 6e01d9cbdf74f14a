import { clusterObject, configMap, deployment, object, service, yaml } from '../manifests.ts';
import type { Scenario } from '../scenario.ts';

const job = (image: string): ReturnType<typeof object> =>
  object('batch/v1', 'Job', 'migrate', {
    spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'migrate', image }] } } },
  });
const force = { annotations: { 'kustomize.toolkit.fluxcd.io/force': 'enabled' } };
const nodePort = { type: 'NodePort', ports: [{ name: 'http', port: 80, nodePort: 30411 }] };
const invalid = { ports: [{ name: 'http', port: 99999 }] };

/** What the API server refuses, and what follows for the others. */
export const failures: readonly Scenario[] = [
  {
    name: 'one-fails',
    before: { 'main/a.yaml': yaml(configMap('a', { KEY: 'one' }), configMap('b', {}), service('web', {})) },
    after: { 'main/a.yaml': yaml(configMap('a', { KEY: 'two' }), configMap('c', {}), service('web', invalid)) },
    expect: {
      'ConfigMap/a': 'change blocked',
      'ConfigMap/b': 'prune blocked',
      'ConfigMap/c': 'create blocked',
      'Service/web': 'error',
    },
    fails: ['main'],
  },
  {
    name: 'later-stage-fails',
    before: { 'main/a.yaml': yaml(configMap('a', { KEY: 'one' }), service('web', {})) },
    after: {
      'main/a.yaml': yaml(
        clusterObject('v1', 'Namespace', '${NS}-extra'),
        clusterObject('scheduling.k8s.io/v1', 'PriorityClass', '${NS}', { value: 10 }),
        configMap('a', { KEY: 'two' }),
        service('web', invalid),
      ),
    },
    expect: {
      'Namespace/${NS}-extra': 'create',
      'PriorityClass/${NS}': 'create',
      'ConfigMap/a': 'change blocked',
      'Service/web': 'error',
    },
    fails: ['main'],
  },
  {
    name: 'early-stage-fails',
    before: { 'main/a.yaml': yaml(configMap('a', { KEY: 'one' })) },
    after: {
      'main/a.yaml': yaml(
        clusterObject('v1', 'Namespace', '${NS}-Not-A-Name'),
        clusterObject('scheduling.k8s.io/v1', 'PriorityClass', '${NS}', { value: 10 }),
        configMap('a', { KEY: 'two' }),
      ),
    },
    expect: {
      'Namespace/${NS}-Not-A-Name': 'error',
      'PriorityClass/${NS}': 'create blocked',
      'ConfigMap/a': 'change blocked',
    },
    fails: ['main'],
  },
  {
    name: 'immutable',
    before: { 'main/a.yaml': yaml(deployment('web', {})), 'main/b.yaml': yaml(configMap('b', {})) },
    after: { 'main/a.yaml': yaml(deployment('web', { app: 'renamed' })), 'main/b.yaml': null },
    dangers: { 'Deployment/web': ['immutable'] },
    expect: { 'Deployment/web': 'error', 'ConfigMap/b': 'prune blocked' },
    fails: ['main'],
  },
  {
    name: 'force',
    kustomizations: { main: { force: true } },
    before: { 'main/a.yaml': yaml(deployment('web', {}), configMap('a', { KEY: 'one' })) },
    after: { 'main/a.yaml': yaml(deployment('web', { app: 'renamed' }), configMap('a', { KEY: 'two' })) },
    dangers: { 'Deployment/web': ['recreated'] },
    expect: { 'Deployment/web': 'recreate', 'ConfigMap/a': 'change' },
  },
  {
    name: 'force-marker',
    before: {
      'main/a.yaml': yaml({
        ...job('registry.example/migrate:1'),
        metadata: { namespace: '${NS}', name: 'migrate', ...force },
      }),
    },
    after: {
      'main/a.yaml': yaml({
        ...job('registry.example/migrate:2'),
        metadata: { namespace: '${NS}', name: 'migrate', ...force },
      }),
    },
    expect: { 'Job/migrate': 'recreate' },
  },
  {
    name: 'force-held-port',
    kustomizations: { main: { force: true } },
    before: { 'main/a.yaml': yaml(service('web', { ...nodePort, clusterIP: '10.96.200.11' })) },
    after: { 'main/a.yaml': yaml(service('web', { ...nodePort, clusterIP: '10.96.200.12' })) },
    dangers: { 'Service/web': ['recreated'] },
    expect: { 'Service/web': 'recreate' },
  },
  {
    name: 'force-invalid',
    kustomizations: { main: { force: true } },
    before: { 'main/a.yaml': yaml(service('web', {}), configMap('a', { KEY: 'one' })) },
    after: { 'main/a.yaml': yaml(service('web', invalid), configMap('a', { KEY: 'two' })) },
    dangers: { 'Service/web': ['deletedNotRecreated'] },
    expect: { 'Service/web': 'deleteOnly', 'ConfigMap/a': 'change blocked' },
    fails: ['main'],
  },
  {
    name: 'unknown-kind',
    before: { 'main/a.yaml': yaml(configMap('a', { KEY: 'one' })) },
    after: {
      'main/a.yaml': yaml(configMap('a', { KEY: 'two' })),
      'main/b.yaml': yaml(object('nowhere.example/v1', 'Nothing', 'b')),
    },
    expect: { 'Nothing/b': 'error', 'ConfigMap/a': 'change blocked' },
    fails: ['main'],
  },
  {
    name: 'no-namespace',
    before: { 'main/a.yaml': yaml(configMap('a', { KEY: 'one' })) },
    after: {
      'main/a.yaml': yaml(configMap('a', { KEY: 'two' })),
      'main/b.yaml': yaml(configMap('b', {}, { namespace: '${NS}-nowhere' })),
    },
    expect: { 'ConfigMap/b': 'error', 'ConfigMap/a': 'change blocked' },
    fails: ['main'],
  },
  {
    name: 'custom-unknown-field',
    before: { 'main/a.yaml': yaml(configMap('a', { KEY: 'one' })) },
    after: {
      'main/a.yaml': yaml(
        configMap('a', { KEY: 'two' }),
        object('source.toolkit.fluxcd.io/v1', 'GitRepository', 'b', {
          spec: { url: 'https://example.test', interval: '1h', oops: 1, suspend: true },
        }),
      ),
    },
    expect: { 'GitRepository/b': 'error', 'ConfigMap/a': 'change blocked' },
    fails: ['main'],
  },
];
