import type { KubernetesResource } from '../../cluster.ts';
import { configMap, deployment, service, yaml } from '../manifests.ts';
import type { Scenario } from '../scenario.ts';

const lastApplied = { 'kubectl.kubernetes.io/last-applied-configuration': '{}' };

const withSpec = (spec: object): KubernetesResource => {
  const made = deployment('web', {});
  return { ...made, spec: { ...(made['spec'] as object), ...spec } };
};

/** Who else writes fields, and whose are taken over. */
export const managers: readonly Scenario[] = [
  {
    name: 'kubectl-edit',
    before: { 'main/a.yaml': yaml(configMap('a', { KEY: 'one' })) },
    after: { 'main/a.yaml': yaml(configMap('a', { KEY: 'two' })) },
    deeds: [{ as: 'kubectl-edit', operation: 'update', object: configMap('a', { ADDED: 'by hand' }) }],
    expect: { 'ConfigMap/a': 'change' },
  },
  {
    name: 'kubectl-edit-only',
    before: { 'main/a.yaml': yaml(configMap('a', { KEY: 'one' })) },
    after: { 'main/b.yaml': yaml(configMap('b', {})) },
    deeds: [{ as: 'kubectl-edit', operation: 'update', object: configMap('a', { ADDED: 'by hand' }) }],
    expect: { 'ConfigMap/a': 'change' },
  },
  {
    name: 'kubectl-apply',
    given: yaml(configMap('a', { OLD: 'yes' }, { annotations: lastApplied })),
    before: { 'main/b.yaml': yaml(configMap('b', {})) },
    after: { 'main/a.yaml': yaml(configMap('a', { KEY: 'two' })) },
    deeds: [
      {
        as: 'kubectl-client-side-apply',
        operation: 'update',
        object: configMap('a', { CLIENT: 'yes' }, { annotations: { ...lastApplied, 'example.test/team': 'shop' } }),
      },
    ],
    expect: { 'ConfigMap/a': 'change' },
  },
  {
    name: 'kubectl-server-side',
    before: { 'main/a.yaml': yaml(configMap('a', { KEY: 'one' })) },
    after: { 'main/a.yaml': yaml(configMap('a', { KEY: 'two' })) },
    deeds: [{ as: 'kubectl', operation: 'apply', object: configMap('a', { SERVER: 'yes', KEY: 'theirs' }) }],
    expect: { 'ConfigMap/a': 'change' },
  },
  {
    name: 'foreign-update',
    before: { 'main/a.yaml': yaml(configMap('a', { KEY: 'one' })) },
    after: { 'main/a.yaml': yaml(configMap('a', { KEY: 'two' })) },
    deeds: [{ as: 'sluice', operation: 'update', object: configMap('a', { ADDED: 'stays' }) }],
    expect: { 'ConfigMap/a': 'change' },
  },
  {
    name: 'foreign-only',
    before: { 'main/a.yaml': yaml(configMap('a', { KEY: 'one' })) },
    after: { 'main/b.yaml': yaml(configMap('b', {})) },
    deeds: [{ as: 'sluice', operation: 'update', object: configMap('a', { ADDED: 'stays' }) }],
    expect: { 'ConfigMap/a': 'unchanged' },
  },
  {
    name: 'foreign-apply',
    before: { 'main/a.yaml': yaml(configMap('a', { KEY: 'one', SHARED: 'x' })) },
    after: { 'main/a.yaml': yaml(configMap('a', { KEY: 'two' })) },
    deeds: [{ as: 'other', operation: 'apply', object: configMap('a', { SHARED: 'x', THEIRS: 'y' }) }],
    expect: { 'ConfigMap/a': 'change' },
  },
  {
    name: 'kubectl-scale',
    before: { 'main/a.yaml': yaml(deployment('web', {})) },
    after: { 'main/a.yaml': yaml(deployment('web', { image: 'registry.example/web:1.5.0' })) },
    deeds: [{ as: 'kubectl-edit', operation: 'update', object: deployment('web', { replicas: 5 }) }],
    expect: { 'Deployment/web': 'change' },
  },
  {
    name: 'empty-values',
    before: { 'main/a.yaml': yaml(deployment('web', {}), service('web', {}), configMap('a', { EMPTY: 'no' })) },
    after: {
      'main/a.yaml': yaml(
        withSpec({ paused: false, minReadySeconds: 0, revisionHistoryLimit: 0 }),
        service('web', { publishNotReadyAddresses: false, externalIPs: [] }),
        configMap('a', { EMPTY: '' }),
      ),
    },
    deeds: [
      { as: 'other', operation: 'apply', object: withSpec({ paused: true, minReadySeconds: 5 }) },
      {
        as: 'other',
        operation: 'apply',
        object: service('web', {
          publishNotReadyAddresses: true,
          ports: [{ name: 'http', port: 80, targetPort: 8080 }],
        }),
      },
    ],
    expect: { 'Deployment/web': 'change', 'Service/web': 'change', 'ConfigMap/a': 'change' },
  },
  {
    name: 'merge-marker',
    before: {
      'main/a.yaml': yaml(
        configMap('a', { KEY: 'one' }, { annotations: { 'kustomize.toolkit.fluxcd.io/ssa': 'Merge' } }),
      ),
    },
    after: {
      'main/a.yaml': yaml(
        configMap('a', { KEY: 'two' }, { annotations: { 'kustomize.toolkit.fluxcd.io/ssa': 'merge' } }),
      ),
    },
    deeds: [{ as: 'kubectl-edit', operation: 'update', object: configMap('a', { ADDED: 'stays' }) }],
    expect: { 'ConfigMap/a': 'change' },
  },
  {
    name: 'finalizers-only',
    before: { 'main/a.yaml': yaml(configMap('a', { KEY: 'one' }, { finalizers: ['example.test/keep'] })) },
    after: { 'main/a.yaml': yaml(configMap('a', { KEY: 'one' })), 'main/b.yaml': yaml(configMap('b', {})) },
    expect: { 'ConfigMap/a': 'unchanged', 'ConfigMap/b': 'create' },
  },
  {
    name: 'finalizers-too',
    before: { 'main/a.yaml': yaml(configMap('a', { KEY: 'one' }, { finalizers: ['example.test/keep'] })) },
    after: { 'main/a.yaml': yaml(configMap('a', { KEY: 'two' })) },
    expect: { 'ConfigMap/a': 'change' },
  },
  {
    name: 'ignore-foreign',
    kustomizations: { main: { ignore: [{ paths: ['/spec/replicas'], target: { kind: 'Deployment' } }] } },
    before: { 'main/a.yaml': yaml(deployment('web', { replicas: 2 })) },
    after: { 'main/a.yaml': yaml(deployment('web', { replicas: 2, image: 'registry.example/web:1.5.0' })) },
    deeds: [{ as: 'autoscaler', operation: 'apply', object: { ...deployment('web', {}), spec: { replicas: 5 } } }],
    expect: { 'Deployment/web': 'change' },
  },
  {
    name: 'ignore-own',
    kustomizations: { main: { ignore: [{ paths: ['/data/KEY'] }] } },
    before: { 'main/a.yaml': yaml(configMap('a', { KEY: 'one', OTHER: '1' })) },
    after: { 'main/a.yaml': yaml(configMap('a', { KEY: 'two', OTHER: '2' })) },
    expect: { 'ConfigMap/a': 'change' },
  },
  {
    name: 'ignore-equal',
    kustomizations: { main: { ignore: [{ paths: ['/data/KEY'] }] } },
    before: { 'main/a.yaml': yaml(configMap('a', { KEY: 'one', OTHER: '1' })) },
    after: { 'main/a.yaml': yaml(configMap('a', { KEY: 'two', OTHER: '1' })) },
    expect: { 'ConfigMap/a': 'unchanged' },
  },
];
