import { configMap, object, yaml } from '../manifests.ts';
import type { Scenario } from '../scenario.ts';

const chart = {
  'chart/Chart.yaml': 'apiVersion: v2\nname: hello\nversion: 0.1.0\n',
  'chart/templates/greeting.yaml':
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: "{{ .Release.Name }}-greeting"}\ndata: {to: world}\n',
};
const release = (scenario: string, spec: object): ReturnType<typeof object> =>
  object('helm.toolkit.fluxcd.io/v2', 'HelmRelease', 'hello', {
    spec: {
      interval: '1h',
      chart: {
        spec: {
          chart: `./${scenario}/chart`,
          sourceRef: { kind: 'GitRepository', name: 'prophecy', namespace: 'prophecy' },
        },
      },
      ...spec,
    },
  });

/** Releases of Helm are objects of their own: what Helm does is a danger, not a prediction. */
export const releases: readonly Scenario[] = [
  {
    name: 'release-new',
    before: { 'main/a.yaml': yaml(configMap('a', {})), ...chart },
    after: { 'main/b.yaml': yaml(release('release-new', {})) },
    expect: { 'HelmRelease/hello': 'create' },
  },
  {
    name: 'release-renamed',
    before: { 'main/a.yaml': yaml(release('release-renamed', { releaseName: 'old' })), ...chart },
    after: { 'main/a.yaml': yaml(release('release-renamed', { releaseName: 'new' })) },
    dangers: { 'HelmRelease/hello': ['releaseReinstalled'] },
    expect: { 'HelmRelease/hello': 'change' },
  },
  {
    name: 'release-pruned',
    before: { 'main/a.yaml': yaml(configMap('a', {})), 'main/b.yaml': yaml(release('release-pruned', {})), ...chart },
    after: { 'main/b.yaml': null },
    dangers: { 'HelmRelease/hello': ['releaseUninstalled'] },
    expect: { 'HelmRelease/hello': 'prune' },
  },
];
