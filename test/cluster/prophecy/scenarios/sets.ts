import { clusterObject, configMap, kustomization, object, secret, yaml } from '../manifests.ts';
import type { Scenario } from '../scenario.ts';

const widgets = clusterObject('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'widgets.${NS}.example', {
  spec: {
    group: '${NS}.example',
    names: { plural: 'widgets', singular: 'widget', kind: 'Widget', listKind: 'WidgetList' },
    scope: 'Namespaced',
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              spec: {
                type: 'object',
                properties: { size: { type: 'integer' }, color: { type: 'string', default: 'red' } },
              },
            },
          },
        },
      },
    ],
  },
});
const widget = (size: number): ReturnType<typeof object> =>
  object('${NS}.example/v1', 'Widget', 'w', { spec: { size } });

/** Several Kustomizations, and objects that others need. */
export const sets: readonly Scenario[] = [
  {
    name: 'new-child',
    before: { 'main/a.yaml': yaml(configMap('a', {})), 'child/c.yaml': yaml(configMap('c', { KEY: 'one' })) },
    after: { 'main/child.yaml': yaml(kustomization('child', 'new-child', 'child')) },
    expect: { 'Kustomization/child': 'create', 'child:ConfigMap/c': 'create' },
  },
  {
    name: 'changed-child',
    before: {
      'main/child.yaml': yaml(kustomization('child', 'changed-child', 'child')),
      'child/c.yaml': yaml(configMap('c', { KEY: 'one' })),
      'other/c.yaml': yaml(configMap('c', { KEY: 'two' }), configMap('d', {})),
    },
    after: { 'main/child.yaml': yaml(kustomization('child', 'changed-child', 'other')) },
    expect: { 'Kustomization/child': 'change', 'child:ConfigMap/c': 'change', 'child:ConfigMap/d': 'create' },
  },
  {
    name: 'grandchild',
    before: { 'main/a.yaml': yaml(configMap('a', {})), 'leaf/c.yaml': yaml(configMap('c', {})) },
    after: {
      'main/child.yaml': yaml(kustomization('middle', 'grandchild', 'middle')),
      'middle/leaf.yaml': yaml(kustomization('leaf', 'grandchild', 'leaf')),
    },
    expect: { 'middle:Kustomization/leaf': 'create', 'leaf:ConfigMap/c': 'create' },
  },
  {
    name: 'pruned-child',
    before: {
      'main/a.yaml': yaml(configMap('a', {})),
      'main/child.yaml': yaml(kustomization('child', 'pruned-child', 'child')),
      'child/c.yaml': yaml(
        configMap('c', {}),
        configMap('kept', {}, { annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' } }),
      ),
    },
    after: { 'main/child.yaml': null },
    expect: { 'Kustomization/child': 'prune', 'child:ConfigMap/c': 'prune', 'child:ConfigMap/kept': 'orphan' },
  },
  {
    name: 'pruned-suspended',
    before: {
      'main/a.yaml': yaml(configMap('a', {})),
      'main/child.yaml': yaml(kustomization('child', 'pruned-suspended', 'child')),
      'child/c.yaml': yaml(configMap('c', {})),
    },
    after: { 'main/child.yaml': null },
    deeds: [
      {
        as: 'sluice',
        operation: 'update',
        object: object('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', 'child', { spec: { suspend: true } }),
      },
    ],
    expect: { 'Kustomization/child': 'prune', 'child:ConfigMap/c': 'orphan' },
  },
  {
    name: 'pruned-orphaning',
    before: {
      'main/a.yaml': yaml(configMap('a', {})),
      'main/child.yaml': yaml(kustomization('child', 'pruned-orphaning', 'child', { deletionPolicy: 'Orphan' })),
      'child/c.yaml': yaml(configMap('c', {})),
    },
    after: { 'main/child.yaml': null },
    expect: { 'Kustomization/child': 'prune', 'child:ConfigMap/c': 'orphan' },
  },
  {
    name: 'move',
    kustomizations: { left: {}, right: {} },
    before: {
      'left/a.yaml': yaml(configMap('stays', {})),
      'left/b.yaml': yaml(configMap('moves', { KEY: 'one' })),
      'right/a.yaml': yaml(configMap('there', {})),
    },
    after: { 'left/b.yaml': null, 'right/b.yaml': yaml(configMap('moves', { KEY: 'one' })) },
    expect: { 'left:ConfigMap/moves': 'move', 'right:ConfigMap/moves': 'change' },
  },
  {
    name: 'definition',
    before: { 'main/a.yaml': yaml(configMap('a', { KEY: 'one' })) },
    after: { 'main/a.yaml': yaml(configMap('a', { KEY: 'two' }), widgets, widget(3)) },
    expect: {
      'CustomResourceDefinition/widgets.${NS}.example': 'create',
      'Widget/w': 'create',
      'ConfigMap/a': 'change',
    },
  },
  {
    name: 'definition-there',
    before: { 'main/a.yaml': yaml(widgets, widget(3)) },
    after: { 'main/a.yaml': yaml(widgets, widget(4)) },
    expect: { 'Widget/w': 'change', 'CustomResourceDefinition/widgets.${NS}.example': 'unchanged' },
  },
  {
    name: 'namespace',
    before: { 'main/a.yaml': yaml(configMap('a', { KEY: 'one' })) },
    after: {
      'main/a.yaml': yaml(
        configMap('a', { KEY: 'two' }),
        clusterObject('v1', 'Namespace', '${NS}-more'),
        configMap('b', { KEY: 'one' }, { namespace: '${NS}-more' }),
        secret('c', { KEY: 'one' }, { namespace: '${NS}-more' }),
      ),
    },
    expect: {
      'Namespace/${NS}-more': 'create',
      'ConfigMap/b': 'create',
      'Secret/c': 'create',
      'ConfigMap/a': 'change',
    },
  },
  {
    name: 'self',
    before: {
      'main/self.yaml': yaml(kustomization('main', 'self', 'main')),
      'main/a.yaml': yaml(configMap('a', {})),
      'other/self.yaml': yaml(kustomization('main', 'self', 'other')),
      'other/x.yaml': yaml(configMap('x', {})),
    },
    after: { 'main/self.yaml': yaml(kustomization('main', 'self', 'other')) },
    expect: { 'Kustomization/main': 'change', 'ConfigMap/x': 'create', 'ConfigMap/a': 'prune' },
  },
  {
    name: 'move-into-child',
    before: {
      'main/a.yaml': yaml(configMap('stays', {})),
      'main/b.yaml': yaml(configMap('moves', { KEY: 'one' })),
    },
    after: {
      'main/b.yaml': null,
      'main/child.yaml': yaml(kustomization('child', 'move-into-child', 'child')),
      'child/b.yaml': yaml(configMap('moves', { KEY: 'two' })),
    },
    expect: { 'main:ConfigMap/moves': 'move', 'child:ConfigMap/moves': 'change' },
  },
  {
    name: 'move-kept',
    kustomizations: { left: {}, right: {} },
    before: {
      'left/a.yaml': yaml(configMap('stays', {})),
      'left/b.yaml': yaml(
        configMap('moves', { KEY: 'one' }, { annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' } }),
      ),
      'right/a.yaml': yaml(configMap('there', {})),
    },
    after: { 'left/b.yaml': null, 'right/b.yaml': yaml(configMap('moves', { KEY: 'one' })) },
    expect: { 'left:ConfigMap/moves': 'move', 'right:ConfigMap/moves': 'change' },
  },
  {
    name: 'namespace-elsewhere',
    kustomizations: { infra: {}, apps: { dependsOn: [{ name: 'infra' }] } },
    before: { 'infra/a.yaml': yaml(configMap('infra', {})), 'apps/a.yaml': yaml(configMap('apps', {})) },
    after: {
      'infra/b.yaml': yaml(clusterObject('v1', 'Namespace', '${NS}-late'), widgets),
      'apps/b.yaml': yaml(configMap('b', { KEY: 'one' }, { namespace: '${NS}-late' }), widget(1)),
    },
    expect: { 'Namespace/${NS}-late': 'create', 'apps:ConfigMap/b': 'create', 'apps:Widget/w': 'create' },
  },
  {
    name: 'dependency-fails',
    kustomizations: { infra: {}, apps: { dependsOn: [{ name: 'infra' }] } },
    before: { 'infra/a.yaml': yaml(configMap('infra', {})), 'apps/a.yaml': yaml(configMap('apps', { KEY: 'one' })) },
    after: {
      'infra/b.yaml': yaml(object('nowhere.example/v1', 'Nothing', 'b')),
      'apps/a.yaml': yaml(configMap('apps', { KEY: 'two' })),
    },
    expect: { 'Nothing/b': 'error', 'apps:ConfigMap/apps': 'change blocked' },
    fails: ['infra', 'apps'],
  },
  {
    name: 'ready-by-expression',
    given: yaml(kustomization('infra', 'ready-by-expression', 'infra')),
    kustomizations: {
      apps: { dependsOn: [{ name: 'infra', readyExpr: '!has(dep.metadata.labels)' }] },
      more: { dependsOn: [{ name: 'infra', readyExpr: 'dep.metadata.generation == dep.status.observedGeneration' }] },
    },
    before: {
      'infra/a.yaml': yaml(configMap('infra', {})),
      'apps/a.yaml': yaml(configMap('apps', { KEY: 'one' })),
      'more/a.yaml': yaml(configMap('more', { KEY: 'one' })),
    },
    after: {
      'apps/a.yaml': yaml(configMap('apps', { KEY: 'two' })),
      'more/a.yaml': yaml(configMap('more', { KEY: 'two' })),
    },
    deeds: [
      {
        as: 'sluice',
        operation: 'update',
        object: object('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', 'infra', {}, { labels: { team: 'shop' } }),
      },
    ],
    expect: { 'apps:ConfigMap/apps': 'change blocked', 'more:ConfigMap/more': 'change' },
    fails: ['apps'],
  },
  {
    name: 'suspend-child',
    before: {
      'main/child.yaml': yaml(kustomization('child', 'suspend-child', 'child')),
      'child/c.yaml': yaml(configMap('c', { KEY: 'one' })),
    },
    after: {
      'main/child.yaml': yaml(kustomization('child', 'suspend-child', 'child', { suspend: true })),
      'child/c.yaml': yaml(configMap('c', { KEY: 'two' })),
    },
    expect: { 'Kustomization/child': 'change', 'child:ConfigMap/c': 'change blocked' },
    dangers: { 'Kustomization/child': ['suspended'] },
  },
  {
    name: 'blocked-child',
    before: {
      'main/a.yaml': yaml(configMap('a', {})),
      'child/c.yaml': yaml(configMap('c', {})),
    },
    after: {
      'main/child.yaml': yaml(kustomization('child', 'blocked-child', 'child')),
      'main/bad.yaml': yaml(object('nowhere.example/v1', 'Nothing', 'b')),
    },
    expect: { 'Kustomization/child': 'create blocked', 'child:ConfigMap/c': 'create blocked', 'Nothing/b': 'error' },
    fails: ['main'],
  },
  {
    name: 'suspended',
    kustomizations: { main: {}, held: { suspend: true } },
    before: { 'main/a.yaml': yaml(configMap('a', { KEY: 'one' })), 'held/b.yaml': yaml(configMap('b', {})) },
    after: { 'main/a.yaml': yaml(configMap('a', { KEY: 'two' })) },
    expect: { 'ConfigMap/a': 'change', 'held:ConfigMap/b': 'create blocked' },
  },
];
