import { clusterObject, configMap, deployment, object, secret, service, yaml } from '../manifests.ts';
import type { Scenario } from '../scenario.ts';

/** What a commit does most of the time. */
export const basics: readonly Scenario[] = [
  {
    name: 'create',
    before: { 'main/a.yaml': yaml(configMap('a', { KEY: 'one' })) },
    after: {
      'main/b.yaml': yaml(configMap('b', { KEY: 'two' }), service('web', {}), secret('login', { password: 'new' })),
    },
    expect: { 'ConfigMap/a': 'unchanged', 'ConfigMap/b': 'create', 'Service/web': 'create', 'Secret/login': 'create' },
  },
  {
    name: 'change',
    before: { 'main/a.yaml': yaml(configMap('a', { KEY: 'one', GONE: 'yes' }), configMap('same', {})) },
    after: { 'main/a.yaml': yaml(configMap('a', { KEY: 'two', MORE: '1' }), configMap('same', {})) },
    expect: { 'ConfigMap/a': 'change', 'ConfigMap/same': 'unchanged' },
  },
  {
    name: 'nothing',
    before: {
      'main/a.yaml': yaml(
        configMap('a', { KEY: 'one' }),
        service('web', {
          ports: [
            { port: 80, name: 'http' },
            { port: 443, name: 'https' },
          ],
        }),
        deployment('web', { container: { resources: { limits: { cpu: '1000m', memory: '1024Mi' } } } }),
      ),
    },
    after: {
      'main/a.yaml': yaml(
        configMap('a', { KEY: 'one' }),
        service('web', {
          ports: [
            { name: 'http', port: 80 },
            { name: 'https', port: 443 },
          ],
        }),
        deployment('web', { container: { resources: { limits: { memory: '1Gi', cpu: 1 } } } }),
      ),
    },
    expect: { 'ConfigMap/a': 'unchanged', 'Service/web': 'unchanged', 'Deployment/web': 'unchanged' },
  },
  {
    name: 'prune',
    before: {
      'main/a.yaml': yaml(configMap('a', { KEY: 'one' })),
      'main/b.yaml': yaml(configMap('b', {}), service('b', {})),
    },
    after: { 'main/b.yaml': null },
    expect: { 'ConfigMap/a': 'unchanged', 'ConfigMap/b': 'prune', 'Service/b': 'prune' },
  },
  {
    name: 'prune-off',
    kustomizations: { main: { prune: false } },
    before: { 'main/a.yaml': yaml(configMap('a', {})), 'main/b.yaml': yaml(configMap('b', {})) },
    after: { 'main/b.yaml': null },
    dangers: { 'ConfigMap/b': ['orphaned'] },
    expect: { 'ConfigMap/b': 'orphan' },
  },
  {
    name: 'rename',
    before: { 'main/a.yaml': yaml(configMap('old', { KEY: 'one' }), configMap('other', {})) },
    after: { 'main/a.yaml': yaml(configMap('new', { KEY: 'one' }), configMap('other', {})) },
    expect: { 'ConfigMap/old': 'prune', 'ConfigMap/new': 'create' },
  },
  {
    name: 'image',
    before: { 'main/a.yaml': yaml(deployment('web', { image: 'registry.example/web:1.4.0', replicas: 2 })) },
    after: { 'main/a.yaml': yaml(deployment('web', { image: 'registry.example/web:1.3.2', replicas: 0 })) },
    dangers: { 'Deployment/web': ['scaledToZero', 'imageLowered'] },
    expect: { 'Deployment/web': 'change' },
  },
  {
    name: 'lists',
    before: {
      'main/a.yaml': yaml(
        service('web', {
          ports: [
            { name: 'http', port: 80 },
            { name: 'admin', port: 8080 },
          ],
        }),
        deployment('web', {
          container: {
            args: ['a', 'b'],
            env: [
              { name: 'A', value: '1' },
              { name: 'B', value: '2' },
            ],
          },
        }),
      ),
    },
    after: {
      'main/a.yaml': yaml(
        service('web', {
          ports: [
            { name: 'admin', port: 8080 },
            { name: 'metrics', port: 9090 },
          ],
        }),
        deployment('web', {
          container: {
            args: ['a', 'c', 'b'],
            env: [
              { name: 'B', value: '3' },
              { name: 'C', value: '4' },
            ],
          },
        }),
      ),
    },
    expect: { 'Service/web': 'change', 'Deployment/web': 'change' },
  },
  {
    name: 'unknown-field',
    before: { 'main/a.yaml': yaml(configMap('a', { KEY: 'one' })) },
    after: { 'main/a.yaml': yaml({ ...configMap('a', { KEY: 'two' }), oops: true }, service('web', { potrs: [] })) },
    expect: { 'ConfigMap/a': 'change', 'Service/web': 'create' },
  },
  {
    name: 'secret',
    secrets: ['quiet-old-word', 'quiet-new-word'],
    before: { 'main/a.yaml': yaml(secret('login', { user: 'shop', password: 'quiet-old-word' })) },
    after: { 'main/a.yaml': yaml(secret('login', { user: 'shop', password: 'quiet-new-word', pin: '1' })) },
    expect: { 'Secret/login': 'change' },
  },
  {
    name: 'secret-same',
    before: { 'main/a.yaml': yaml(secret('login', { user: 'shop' })) },
    after: { 'main/a.yaml': yaml(object('v1', 'Secret', 'login', { data: { user: 'c2hvcA==' } })) },
    expect: { 'Secret/login': 'unchanged' },
  },
  {
    name: 'rights',
    before: {
      'main/a.yaml': yaml(
        object('rbac.authorization.k8s.io/v1', 'Role', 'reader', {
          rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
        }),
      ),
    },
    after: {
      'main/a.yaml': yaml(
        object('rbac.authorization.k8s.io/v1', 'Role', 'reader', {
          rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }],
        }),
        clusterObject('rbac.authorization.k8s.io/v1', 'ClusterRole', '${NS}', { rules: [] }),
      ),
    },
    dangers: { 'Role/reader': ['wildcardRights'] },
    expect: { 'Role/reader': 'change', 'ClusterRole/${NS}': 'create' },
  },
  {
    name: 'quota',
    before: { 'main/a.yaml': yaml(object('v1', 'ResourceQuota', 'all', { spec: { hard: { pods: '10' } } })) },
    after: { 'main/a.yaml': yaml(object('v1', 'ResourceQuota', 'all', { spec: { hard: { pods: '0.02k' } } })) },
    expect: { 'ResourceQuota/all': 'change' },
  },
  {
    name: 'prune-precious',
    before: {
      'main/a.yaml': yaml(configMap('a', {})),
      'main/b.yaml': yaml(
        clusterObject('v1', 'Namespace', '${NS}-old'),
        object('v1', 'PersistentVolumeClaim', 'data', {
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
        }),
      ),
    },
    after: { 'main/b.yaml': null },
    dangers: { 'Namespace/${NS}-old': ['namespaceDeleted'], 'PersistentVolumeClaim/data': ['dataDeleted'] },
    expect: { 'Namespace/${NS}-old': 'prune', 'PersistentVolumeClaim/data': 'prune' },
  },
  {
    name: 'stateful',
    before: { 'main/a.yaml': yaml(stateful(1)) },
    after: { 'main/a.yaml': yaml(stateful(2)) },
    expect: { 'StatefulSet/db': 'change' },
  },
  {
    name: 'empty-values',
    before: {
      'main/a.yaml': yaml(deployment('web', { container: { env: [{ name: 'A', value: '1' }], command: ['run'] } })),
    },
    after: { 'main/a.yaml': yaml(deployment('web', { container: { env: [{ name: 'A', value: '' }], command: [] } })) },
    expect: { 'Deployment/web': 'change' },
  },
  {
    name: 'drift',
    before: { 'main/a.yaml': yaml(configMap('a', { KEY: 'one' }), configMap('b', { KEY: 'one' })) },
    after: { 'main/c.yaml': yaml(configMap('c', {})) },
    deeds: [
      { as: 'sluice', operation: 'update', object: configMap('a', { KEY: 'by hand' }) },
      { as: 'sluice', operation: 'delete', object: configMap('b', {}) },
    ],
    expect: { 'ConfigMap/a': 'change', 'ConfigMap/b': 'create', 'ConfigMap/c': 'create' },
  },
];

function stateful(replicas: number): ReturnType<typeof object> {
  const labels = { app: 'db' };
  return object('apps/v1', 'StatefulSet', 'db', {
    spec: {
      replicas,
      serviceName: 'db',
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'db', image: 'registry.example/db:1' }] } },
      volumeClaimTemplates: [
        {
          metadata: { name: 'data' },
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
        },
      ],
    },
  });
}
