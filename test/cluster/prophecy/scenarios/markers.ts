import { configMap, yaml } from '../manifests.ts';
import type { Scenario } from '../scenario.ts';

const prefix = 'kustomize.toolkit.fluxcd.io';
const marked = (name: string, value: string): { annotations: Record<string, string> } => ({
  annotations: { [`${prefix}/${name}`]: value },
});

/** Labels and annotations that keep Flux away. */
export const markers: readonly Scenario[] = [
  {
    name: 'reconcile-disabled',
    before: { 'main/a.yaml': yaml(configMap('a', { KEY: 'one' })) },
    after: { 'main/a.yaml': yaml(configMap('a', { KEY: 'two' }, marked('reconcile', 'disabled'))) },
    expect: { 'ConfigMap/a': 'skip' },
  },
  {
    name: 'reconcile-disabled-live',
    before: { 'main/a.yaml': yaml(configMap('a', { KEY: 'one' }), configMap('b', {})) },
    after: { 'main/a.yaml': yaml(configMap('a', { KEY: 'two' })) },
    deeds: [
      {
        as: 'sluice',
        operation: 'update',
        object: configMap('a', {}, { labels: { [`${prefix}/reconcile`]: 'Disabled' } }),
      },
      { as: 'sluice', operation: 'update', object: configMap('b', {}, marked('reconcile', 'disabled')) },
    ],
    expect: { 'ConfigMap/a': 'skip', 'ConfigMap/b': 'orphan' },
  },
  {
    name: 'ssa-ignore',
    before: { 'main/a.yaml': yaml(configMap('a', { KEY: 'one' })) },
    after: {
      'main/a.yaml': yaml(configMap('a', { KEY: 'two' }, marked('ssa', 'Ignore'))),
      'main/b.yaml': yaml(configMap('b', {}, marked('ssa', 'ignore'))),
    },
    expect: { 'ConfigMap/a': 'skip', 'ConfigMap/b': 'skip' },
  },
  {
    name: 'if-not-present',
    before: { 'main/a.yaml': yaml(configMap('a', { KEY: 'one' }, marked('ssa', 'IfNotPresent'))) },
    after: {
      'main/a.yaml': yaml(configMap('a', { KEY: 'two' }, marked('ssa', 'IfNotPresent'))),
      'main/b.yaml': yaml(configMap('b', {}, marked('ssa', 'IfNotPresent'))),
    },
    expect: { 'ConfigMap/a': 'skip', 'ConfigMap/b': 'create' },
  },
  {
    name: 'prune-disabled',
    before: {
      'main/a.yaml': yaml(configMap('a', {})),
      'main/b.yaml': yaml(configMap('b', {}, marked('prune', 'Disabled'))),
    },
    after: { 'main/b.yaml': null },
    expect: { 'ConfigMap/b': 'orphan' },
  },
  {
    name: 'prune-disabled-late',
    before: { 'main/a.yaml': yaml(configMap('a', {})), 'main/b.yaml': yaml(configMap('b', {})) },
    after: { 'main/b.yaml': null },
    deeds: [
      {
        as: 'sluice',
        operation: 'update',
        object: configMap('b', {}, { labels: { [`${prefix}/prune`]: 'disabled' } }),
      },
    ],
    expect: { 'ConfigMap/b': 'orphan' },
  },
  {
    name: 'prune-not-ours',
    before: { 'main/a.yaml': yaml(configMap('a', {})), 'main/b.yaml': yaml(configMap('b', {})) },
    after: { 'main/b.yaml': null },
    deeds: [
      { as: 'sluice', operation: 'update', object: configMap('b', {}, { labels: { [`${prefix}/name`]: 'other' } }) },
    ],
    expect: { 'ConfigMap/b': 'orphan' },
  },
  {
    name: 'prune-gone',
    before: { 'main/a.yaml': yaml(configMap('a', {})), 'main/b.yaml': yaml(configMap('b', {})) },
    after: { 'main/b.yaml': null },
    deeds: [{ as: 'sluice', operation: 'delete', object: configMap('b', {}) }],
    expect: { 'ConfigMap/a': 'unchanged' },
  },
];
