import { deployment } from '../../repository.ts';
import type { Shape } from '../shape.ts';
import { copies, overlays } from './parts.ts';

const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;
const base = { 'web.yaml': deployment('web', 'ghcr.io/acme/web:1.0.0') };
const overlay = 'apps/production/kustomization.yaml';
const images = (...lines: readonly string[]): string => `images:\n${lines.map((line) => `  ${line}\n`).join('')}`;
const pod = (image: string): string => deployment('web', image);

/** Images in `images:` of kustomizations and in manifests. */
export const imageShapes: readonly Shape[] = [
  {
    name: 'newTag',
    repository: overlays(
      base,
      images('- name: ghcr.io/acme/web', '  newTag: 1.2.0'),
      images('- name: ghcr.io/acme/web', '  newTag: 1.1.0 # kept'),
    ),
    patch: `${overlay}\n-    newTag: 1.1.0 # kept\n+    newTag: 1.2.0 # kept`,
  },
  {
    name: 'newTag in quotes, which stay',
    repository: overlays(
      base,
      images('- name: ghcr.io/acme/web', "  newTag: '1.2.0'"),
      images('- name: ghcr.io/acme/web', '  newTag: "1.1.0"'),
    ),
    patch: `${overlay}\n-    newTag: "1.1.0"\n+    newTag: "1.2.0"`,
  },
  {
    name: 'newTag that YAML would take for a number',
    repository: overlays(
      base,
      images('- name: ghcr.io/acme/web', '  newTag: "1.10"'),
      images('- name: ghcr.io/acme/web', '  newTag: v1.9'),
    ),
    patch: `${overlay}\n-    newTag: v1.9\n+    newTag: "1.10"`,
  },
  {
    name: 'newTag that is octal, beside values in single quotes',
    repository: overlays(
      base,
      images('- name: ghcr.io/acme/web', "  newTag: '0123'"),
      images("- name: 'ghcr.io/acme/web'", '  newTag: v0122'),
    ),
    patch: `${overlay}\n-    newTag: v0122\n+    newTag: '0123'`,
  },
  {
    name: 'newTag that is a float with an exponent',
    repository: overlays(
      base,
      images('- name: ghcr.io/acme/web', '  newTag: "1e5"'),
      images('- name: ghcr.io/acme/web', '  newTag: v1e4'),
    ),
    patch: `${overlay}\n-    newTag: v1e4\n+    newTag: "1e5"`,
  },
  {
    name: 'digest',
    repository: overlays(
      base,
      images('- name: ghcr.io/acme/web', `  digest: ${digest('b')}`),
      images('- name: ghcr.io/acme/web', `  digest: ${digest('a')}`),
    ),
    patch: `${overlay}\n-    digest: ${digest('a')}\n+    digest: ${digest('b')}`,
  },
  {
    name: 'newTag and digest together',
    repository: overlays(
      base,
      images('- name: ghcr.io/acme/web', '  newTag: 1.2.0', `  digest: ${digest('b')}`),
      images('- name: ghcr.io/acme/web', '  newTag: 1.1.0', `  digest: ${digest('a')}`),
    ),
    patch: `${overlay}\n-    newTag: 1.1.0\n-    digest: ${digest('a')}\n+    newTag: 1.2.0\n+    digest: ${digest('b')}`,
  },
  {
    name: 'a digest that the target has not yet',
    repository: overlays(
      base,
      images('- name: ghcr.io/acme/web', '  newTag: 1.2.0', `  digest: ${digest('b')}`),
      images('- name: ghcr.io/acme/web', '  newTag: 1.1.0'),
    ),
    patch: `${overlay}\n-    newTag: 1.1.0\n+    newTag: 1.2.0\n+    digest: ${digest('b')}`,
  },
  {
    name: 'a digest that the source has no more',
    repository: overlays(
      base,
      images('- name: ghcr.io/acme/web', '  newTag: 1.2.0'),
      images(
        '- name: ghcr.io/acme/web',
        '  newTag: 1.1.0',
        `  digest: ${digest('a')}`,
        '- name: other',
        '  newTag: 1.0.0',
      ),
    ),
    patch: `${overlay}\n-    newTag: 1.1.0\n-    digest: ${digest('a')}\n+    newTag: 1.2.0`,
  },
  {
    name: 'an entry in braces',
    repository: overlays(
      base,
      images('- { name: ghcr.io/acme/web, newTag: 1.2.0 }'),
      images('- { name: ghcr.io/acme/web, newTag: 1.1.0 } # web'),
    ),
    patch: `${overlay}\n-  - { name: ghcr.io/acme/web, newTag: 1.1.0 } # web\n+  - { name: ghcr.io/acme/web, newTag: 1.2.0 } # web`,
  },
  {
    name: 'one of several entries',
    repository: overlays(
      { ...base, 'db.yaml': deployment('db', 'postgres:16.1') },
      images('- name: postgres', '  newTag: "16.1"', '- name: ghcr.io/acme/web', '  newTag: 1.2.0'),
      images(
        '# the database',
        '- name: postgres',
        '  newTag: "16.1"',
        '',
        '- name: ghcr.io/acme/web',
        '  newTag: 1.1.0',
        '  # end',
      ),
    ),
    patch: `${overlay}\n-    newTag: 1.1.0\n+    newTag: 1.2.0`,
  },
  {
    name: 'one entry for several objects',
    repository: overlays(
      { ...base, 'worker.yaml': deployment('worker', 'ghcr.io/acme/web:1.0.0') },
      images('- name: ghcr.io/acme/web', '  newTag: 1.2.0'),
      images('- name: ghcr.io/acme/web', '  newTag: 1.1.0'),
    ),
    patch: `${overlay}\n-    newTag: 1.1.0\n+    newTag: 1.2.0`,
  },
  {
    name: 'a marker of automation, kept where none runs',
    repository: overlays(
      base,
      images('- name: ghcr.io/acme/web', '  newTag: 1.2.0 # {"$imagepolicy": "flux-system:web:tag"}'),
      images('- name: ghcr.io/acme/web', '  newTag: 1.1.0 # {"$imagepolicy": "flux-system:web:tag"}'),
    ),
    patch: `${overlay}\n-    newTag: 1.1.0 # {"$imagepolicy": "flux-system:web:tag"}\n+    newTag: 1.2.0 # {"$imagepolicy": "flux-system:web:tag"}`,
  },
  {
    name: 'an image in a manifest',
    repository: copies(
      'web.yaml',
      pod('ghcr.io/acme/web:1.2.0'),
      pod('ghcr.io/acme/web:1.1.0 # {"$imagepolicy": "a:b"}'),
    ),
    patch:
      'apps/production/web.yaml\n-          image: ghcr.io/acme/web:1.1.0 # {"$imagepolicy": "a:b"}\n+          image: ghcr.io/acme/web:1.2.0 # {"$imagepolicy": "a:b"}',
  },
  {
    name: 'an image of a registry with a port, in quotes',
    repository: copies('web.yaml', pod('"registry.local:5000/web:1.2.0"'), pod("'registry.local:5000/web:1.1.0'")),
    patch:
      "apps/production/web.yaml\n-          image: 'registry.local:5000/web:1.1.0'\n+          image: 'registry.local:5000/web:1.2.0'",
  },
  {
    name: 'an image with tag and digest',
    repository: copies('web.yaml', pod(`web:1.2.0@${digest('b')}`), pod(`web:1.1.0@${digest('a')}`)),
    patch: `apps/production/web.yaml\n-          image: web:1.1.0@${digest('a')}\n+          image: web:1.2.0@${digest('b')}`,
  },
  {
    name: 'an image that gets a digest',
    repository: copies('web.yaml', pod(`web:1.2.0@${digest('b')}`), pod('web:1.1.0 # old')),
    patch: `apps/production/web.yaml\n-          image: web:1.1.0 # old\n+          image: web:1.2.0@${digest('b')} # old`,
  },
  {
    name: 'an image that loses its digest',
    repository: copies('web.yaml', pod('web:1.2.0'), pod(`"web:1.1.0@${digest('a')}"`)),
    patch: `apps/production/web.yaml\n-          image: "web:1.1.0@${digest('a')}"\n+          image: "web:1.2.0"`,
  },
  {
    name: 'an image by digest alone',
    repository: copies('web.yaml', pod(`web@${digest('b')}`), pod(`web@${digest('a')}`)),
    patch: `apps/production/web.yaml\n-          image: web@${digest('a')}\n+          image: web@${digest('b')}`,
  },
  {
    name: 'an image in a folded block',
    repository: copies('web.yaml', pod('web:1.2.0'), pod('>-\n            web:1.1.0')),
    patch: 'apps/production/web.yaml\n-            web:1.1.0\n+            web:1.2.0',
  },
  {
    name: 'an image in the second document of a file',
    repository: copies(
      'web.yaml',
      `${pod('web:1.2.0')}---\n${deployment('db', 'db:1.0.0')}`,
      `# first\n---\n${deployment('db', 'db:1.0.0')}---\n# second\n${pod('web:1.1.0')}`,
    ),
    patch: 'apps/production/web.yaml\n-          image: web:1.1.0\n+          image: web:1.2.0',
  },
  {
    name: 'an image in a patch of the overlay',
    repository: overlays(base, 'patches:\n  - path: web-patch.yaml\n', 'patches:\n  - path: web-patch.yaml\n', {
      'apps/staging/web-patch.yaml': pod('web:1.2.0'),
      'apps/production/web-patch.yaml': pod('web:1.1.0'),
    }),
    patch: 'apps/production/web-patch.yaml\n-          image: web:1.1.0\n+          image: web:1.2.0',
  },
  {
    name: 'an image in an inline patch',
    repository: overlays(
      base,
      `patches:\n  - patch: |\n${pod('web:1.2.0').replaceAll(/^(?=.)/gm, '      ')}`,
      `patches:\n  - patch: |-\n${pod('web:1.1.0').replaceAll(/^(?=.)/gm, '      ')}    target:\n      kind: Deployment\n`,
    ),
    patch: `${overlay}\n-                image: web:1.1.0\n+                image: web:1.2.0`,
  },
  {
    name: 'an image in a JSON6902 patch',
    repository: overlays(
      base,
      'patches:\n  - target: {kind: Deployment}\n    patch: |\n      - op: replace\n        path: /spec/template/spec/containers/0/image\n        value: web:1.2.0\n',
      'patches:\n  - target: {kind: Deployment}\n    patch: |\n      - op: replace\n        path: /spec/template/spec/containers/0/image\n        value: web:1.1.0 # here\n',
    ),
    patch: `${overlay}\n-        value: web:1.1.0 # here\n+        value: web:1.2.0 # here`,
  },
  {
    name: 'an inherited image',
    repository: overlays(base, images('- name: ghcr.io/acme/web', '  newTag: 1.2.0'), ''),
    patch: '',
    refusals: ['inherited'],
    left: 1,
  },
];
