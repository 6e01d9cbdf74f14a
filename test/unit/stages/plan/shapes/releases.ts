import { helmRelease, kustomization } from '../../repository.ts';
import type { Shape } from '../shape.ts';
import { copies, overlays } from './parts.ts';

const release = (version: string, ...values: readonly string[]): string =>
  helmRelease(
    'web',
    version,
    values.length === 0 ? '' : `  values:\n${values.map((line) => `    ${line}\n`).join('')}`,
  );

const source = (kind: string, ref: string): string => `apiVersion: source.toolkit.fluxcd.io/v1
kind: ${kind}
metadata:
  name: web
  namespace: apps
spec:
  interval: 10m
  url: oci://ghcr.io/acme/web
  ref:
${ref}`;

const file = 'apps/production/web.yaml';

/** Charts, images in Helm values, and what sources follow. */
export const releaseShapes: readonly Shape[] = [
  {
    name: 'a chart version',
    repository: copies('web.yaml', release('1.3.0'), release('1.2.0 # pinned')),
    patch: `${file}\n-      version: 1.2.0 # pinned\n+      version: 1.3.0 # pinned`,
  },
  {
    name: 'a chart version in single quotes',
    repository: copies('web.yaml', release('"1.3.0"'), release("'1.2.0'")),
    patch: `${file}\n-      version: '1.2.0'\n+      version: '1.3.0'`,
  },
  {
    name: 'an image in values by repository and tag',
    repository: copies(
      'web.yaml',
      release('1.2.0', 'image:', '  repository: ghcr.io/acme/web', '  tag: v2.0.0'),
      release('1.2.0', 'image:', '  repository: ghcr.io/acme/web', '  tag: v1.9.0 # {"$imagepolicy": "a:b:tag"}'),
    ),
    patch: `${file}\n-      tag: v1.9.0 # {"$imagepolicy": "a:b:tag"}\n+      tag: v2.0.0 # {"$imagepolicy": "a:b:tag"}`,
  },
  {
    name: 'a tag in values that is a number without quotes',
    repository: copies(
      'web.yaml',
      release('1.2.0', 'image:', '  repository: web', '  tag: "2.10"'),
      release('1.2.0', 'image:', '  repository: web', '  tag: 2.9.1'),
    ),
    patch: `${file}\n-      tag: 2.9.1\n+      tag: "2.10"`,
  },
  {
    name: 'an image in values on one line',
    repository: copies(
      'web.yaml',
      release('1.2.0', 'image: ghcr.io/acme/web:v2.0.0'),
      release('1.2.0', 'image: "ghcr.io/acme/web:v1.9.0"'),
    ),
    patch: `${file}\n-    image: "ghcr.io/acme/web:v1.9.0"\n+    image: "ghcr.io/acme/web:v2.0.0"`,
  },
  {
    name: 'an image in values in braces',
    repository: copies(
      'web.yaml',
      release('1.2.0', 'image: {repository: web, tag: v2.0.0}'),
      release('1.2.0', 'image: {repository: web, tag: v1.9.0, pullPolicy: Always}'),
    ),
    patch: `${file}\n-    image: {repository: web, tag: v1.9.0, pullPolicy: Always}\n+    image: {repository: web, tag: v2.0.0, pullPolicy: Always}`,
  },
  {
    name: 'tag and digest in values',
    repository: copies(
      'web.yaml',
      release('1.2.0', 'image:', '  repository: web', '  tag: v2.0.0', `  digest: sha256:${'b'.repeat(64)}`),
      release('1.2.0', 'image:', '  repository: web', '  tag: v1.9.0', `  digest: sha256:${'a'.repeat(64)}`),
    ),
    patch: `${file}\n-      tag: v1.9.0\n-      digest: sha256:${'a'.repeat(64)}\n+      tag: v2.0.0\n+      digest: sha256:${'b'.repeat(64)}`,
  },
  {
    name: 'chart and image at once',
    repository: copies(
      'web.yaml',
      release('1.3.0', 'replicas: 1', 'image:', '  repository: web', '  tag: v2.0.0'),
      release('1.2.0', '# ours', 'replicas: 3', 'image:', '  repository: web', '  tag: v1.9.0'),
    ),
    patch: `${file}\n-      version: 1.2.0\n+      version: 1.3.0\n-      tag: v1.9.0\n+      tag: v2.0.0`,
  },
  {
    name: 'values in a patch of an overlay',
    repository: overlays(
      { 'web.yaml': release('1.0.0', 'image:', '  repository: web', '  tag: v1.0.0') },
      'patches:\n  - path: values.yaml\n    target:\n      kind: HelmRelease\n',
      'patches:\n  - path: values.yaml\n    target:\n      kind: HelmRelease\n',
      {
        'apps/staging/values.yaml': release('1.3.0', 'image:', '  tag: v2.0.0'),
        'apps/production/values.yaml': release('1.2.0', 'image:', '  tag: v1.9.0'),
      },
    ),
    patch:
      'apps/production/values.yaml\n-      version: 1.2.0\n+      version: 1.3.0\n-      tag: v1.9.0\n+      tag: v2.0.0',
  },
  {
    name: 'a chart whose version the target has from the base',
    repository: overlays(
      { 'web.yaml': release('1.0.0') },
      'patches:\n  - path: values.yaml\n',
      'patches:\n  - path: values.yaml\n',
      {
        'apps/staging/values.yaml': release('1.3.0'),
        'apps/production/values.yaml': helmRelease('web', '1.0.0').replace(/ {2}chart:[^]*$/, '  timeout: 5m\n'),
      },
    ),
    patch: '',
    refusals: ['inherited'],
    left: 1,
  },
  {
    name: 'a chart that follows a range',
    repository: copies('web.yaml', release('1.3.0'), release('">=1.0.0 <2.0.0"')),
    patch: '',
    refusals: ['range'],
    left: 1,
  },
  {
    name: 'an OCI tag',
    repository: copies(
      'web.yaml',
      source('OCIRepository', '    tag: 1.3.0\n'),
      source('OCIRepository', '    tag: 1.2.0\n'),
    ),
    patch: `${file}\n-    tag: 1.2.0\n+    tag: 1.3.0`,
  },
  {
    name: 'an OCI digest',
    repository: copies(
      'web.yaml',
      source('OCIRepository', `    digest: sha256:${'b'.repeat(64)}\n`),
      source('OCIRepository', `    digest: sha256:${'a'.repeat(64)}\n`),
    ),
    patch: `${file}\n-    digest: sha256:${'a'.repeat(64)}\n+    digest: sha256:${'b'.repeat(64)}`,
  },
  {
    name: 'a Git tag',
    repository: copies(
      'web.yaml',
      source('GitRepository', '    tag: v1.3.0\n'),
      source('GitRepository', '    tag: v1.2.0 # release\n'),
    ),
    patch: `${file}\n-    tag: v1.2.0 # release\n+    tag: v1.3.0 # release`,
  },
  {
    name: 'a Git commit that is all digits',
    repository: copies(
      'web.yaml',
      source('GitRepository', '    commit: "1234567890123456789012345678901234567890"\n'),
      source('GitRepository', '    commit: abcdefabcdefabcdefabcdefabcdefabcdefabcd\n'),
    ),
    patch: `${file}\n-    commit: abcdefabcdefabcdefabcdefabcdefabcdefabcd\n+    commit: "1234567890123456789012345678901234567890"`,
  },
  {
    name: 'a moving OCI tag',
    repository: copies(
      'web.yaml',
      source('OCIRepository', '    tag: latest\n'),
      source('OCIRepository', '    tag: latest-stable\n'),
    ),
    patch: '',
    refusals: ['moving'],
    left: 1,
  },
  {
    name: 'a semver range of an OCIRepository',
    repository: copies(
      'web.yaml',
      source('OCIRepository', '    semver: ">=1.3.0-0"\n'),
      source('OCIRepository', '    semver: ">=1.0.0"\n'),
    ),
    patch: '',
    refusals: ['range'],
    left: 1,
  },
  {
    name: 'images in the values of a generated ConfigMap',
    repository: {
      ...copies(
        'release.yaml',
        helmRelease('web', '1.2.0', '  valuesFrom:\n    - kind: ConfigMap\n      name: web-values\n'),
        helmRelease('web', '1.2.0', '  valuesFrom:\n    - kind: ConfigMap\n      name: web-values\n'),
      ),
      'apps/staging/values.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web-values\n  namespace: apps\ndata:\n  values.yaml: |\n    image:\n      repository: web\n      tag: v2.0.0\n    replicas: 1\n',
      'apps/production/values.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web-values\n  namespace: apps\ndata:\n  values.yaml: |\n    # production\n    replicas: 3\n    image:\n      repository: web\n      tag: v1.9.0 # here\n',
      'apps/staging/kustomization.yaml': kustomization('resources:\n  - release.yaml\n  - values.yaml\n'),
      'apps/production/kustomization.yaml': kustomization('resources:\n  - release.yaml\n  - values.yaml\n'),
    },
    patch: 'apps/production/values.yaml\n-      tag: v1.9.0 # here\n+      tag: v2.0.0 # here',
  },
];
