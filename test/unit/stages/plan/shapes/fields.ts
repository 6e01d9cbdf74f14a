import { deployment, fluxKustomization, kustomization } from '../../repository.ts';
import type { Choice } from '../promotion.ts';
import type { Shape } from '../shape.ts';
import { copies, overlays } from './parts.ts';

const file = 'apps/production/web.yaml';
const configMap = (...lines: readonly string[]): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\ndata:\n${lines.map((line) => `  ${line}\n`).join('')}`;

/** What a difference says of fields that begin so. */
const field =
  (...starts: readonly string[]): Choice =>
  ({ field: path }) =>
    starts.some((start) => JSON.stringify(path).includes(JSON.stringify(start)));

const all: Choice = (difference) => difference.protected === undefined;
const substitute = (tag: string): string =>
  fluxKustomization('apps', './apps/base', `  postBuild:\n    substitute:\n      web_tag: ${tag}\n`);

/** Configuration: values, what is added and what goes; variables, anchors and templates. */
export const fieldShapes: readonly Shape[] = [
  {
    name: 'a number',
    repository: copies(
      'web.yaml',
      deployment('web', 'web:1.0.0', '  replicas: 3\n'),
      deployment('web', 'web:1.0.0', '  replicas: 2 # two\n'),
    ),
    choose: field('replicas'),
    patch: `${file}\n-  replicas: 2 # two\n+  replicas: 3 # two`,
  },
  {
    name: 'a text that looks like a number',
    repository: copies('web.yaml', configMap('PORT: "9090"'), configMap("PORT: '8080'")),
    choose: all,
    patch: `${file}\n-  PORT: '8080'\n+  PORT: '9090'`,
  },
  {
    name: 'a text that looks like a boolean, where a plain one stood',
    repository: copies('web.yaml', configMap('MODE: "yes"'), configMap('MODE: auto # default')),
    choose: all,
    patch: `${file}\n-  MODE: auto # default\n+  MODE: "yes" # default`,
  },
  {
    name: 'a literal block',
    repository: copies(
      'web.yaml',
      configMap('app.conf: |', '  one = 1', '  two = 2', 'LAST: x'),
      configMap('app.conf: | # kept', '    one = 1', '    two = 3', 'LAST: x'),
    ),
    choose: all,
    patch: `${file}\n-      two = 3\n+      two = 2`,
  },
  {
    name: 'a folded text, which stays folded',
    repository: copies(
      'web.yaml',
      configMap('args: "--a --b --level=debug --c"'),
      configMap('args: >-', '  --a --b', '  --level=info', '  --c'),
    ),
    choose: all,
    patch: `${file}\n-    --level=info\n+    --level=debug`,
  },
  {
    name: 'an entry that the target lacks',
    repository: copies('web.yaml', configMap('A: "1"', 'B: "2"'), configMap('A: "1" # first')),
    choose: all,
    patch: `${file}\n+  B: "2"`,
  },
  {
    name: 'a block with comments that the target lacks',
    repository: copies(
      'web.yaml',
      deployment('web', 'web:1.0.0', '  strategy:\n    # slowly\n    rollingUpdate:\n      maxSurge: 1 # one\n'),
      deployment('web', 'web:1.0.0'),
    ),
    choose: field('strategy'),
    patch: `${file}\n+  strategy:\n+    # slowly\n+    rollingUpdate:\n+      maxSurge: 1 # one`,
  },
  {
    name: 'an entry that only the target has',
    repository: copies('web.yaml', configMap('A: "1"'), configMap('A: "1"', 'B: "2" # old', 'C: "3"')),
    choose: field('B'),
    patch: `${file}\n-  B: "2" # old`,
  },
  {
    name: 'the first and the last entry that only the target has',
    repository: copies('web.yaml', configMap('B: "2"'), configMap('A: "1"', 'B: "2"', 'C: |', '  text')),
    choose: all,
    patch: `${file}\n-  A: "1"\n-  C: |\n-    text`,
  },
  {
    name: 'a container that the target lacks',
    repository: copies(
      'web.yaml',
      `${deployment('web', 'web:1.0.0')}        - name: proxy\n          image: proxy:1.0.0\n`,
      deployment('web', 'web:1.0.0'),
    ),
    choose: all,
    patch: `${file}\n+        - name: proxy\n+          image: proxy:1.0.0`,
  },
  {
    name: 'a container that only the target has',
    repository: copies(
      'web.yaml',
      deployment('web', 'web:1.0.0'),
      `${deployment('web', 'web:1.0.0')}        - name: proxy\n          image: proxy:1.0.0\n`,
    ),
    choose: all,
    patch: `${file}\n-        - name: proxy\n-          image: proxy:1.0.0`,
  },
  {
    name: 'an entry in braces that the target lacks',
    repository: copies(
      'web.yaml',
      configMap().replace('\ndata:\n', '\ndata: {A: "1", B: "2"}\n'),
      configMap().replace('\ndata:\n', '\ndata: {A: "1"} # all\n'),
    ),
    choose: all,
    patch: `${file}\n-data: {A: "1"} # all\n+data: {A: "1", B: "2"} # all`,
  },
  {
    name: 'an entry in braces that only the target has',
    repository: copies(
      'web.yaml',
      configMap().replace('\ndata:\n', '\ndata: {A: "1"}\n'),
      configMap().replace('\ndata:\n', '\ndata: {A: "1", B: "2"}\n'),
    ),
    choose: all,
    patch: `${file}\n-data: {A: "1", B: "2"}\n+data: {A: "1"}`,
  },
  {
    name: 'a list of plain values that differs in length',
    repository: copies(
      'web.yaml',
      deployment('web', 'web:1.0.0').replace('image:', "args: ['--a', '--b']\n          image:"),
      deployment('web', 'web:1.0.0').replace('image:', 'args:\n            - --a\n          image:'),
    ),
    choose: field('args'),
    patch: `${file}\n-          args:\n-            - --a\n+          args: ['--a', '--b']`,
  },
  {
    name: 'a variable in postBuild.substitute',
    repository: {
      'clusters/staging/apps.yaml': substitute('1.3.0'),
      'clusters/production/apps.yaml': substitute('"1.2.0" # tag'),
      'apps/base/web.yaml': deployment('web', 'web:${web_tag}'),
    },
    patch: 'clusters/production/apps.yaml\n-      web_tag: "1.2.0" # tag\n+      web_tag: "1.3.0" # tag',
  },
  {
    name: 'a variable that would become a number',
    repository: {
      'clusters/staging/apps.yaml': substitute('"1.30"'),
      'clusters/production/apps.yaml': substitute('v1.29'),
      'apps/base/web.yaml': deployment('web', 'web:${web_tag}'),
    },
    patch: 'clusters/production/apps.yaml\n-      web_tag: v1.29\n+      web_tag: "1.30"',
  },
  {
    name: 'a variable of a ConfigMap',
    repository: {
      'clusters/staging/apps.yaml': fluxKustomization(
        'apps',
        './apps/base',
        '  postBuild:\n    substituteFrom:\n      - kind: ConfigMap\n        name: vars\n',
      ),
      'clusters/production/apps.yaml': fluxKustomization(
        'apps',
        './apps/base',
        '  postBuild:\n    substituteFrom:\n      - kind: ConfigMap\n        name: vars\n',
      ),
      'clusters/staging/vars.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: vars\n  namespace: flux-system\ndata:\n  WEB_TAG: 1.3.0\n',
      'clusters/production/vars.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: vars\n  namespace: flux-system\ndata:\n  WEB_TAG: 1.2.0 # web\n',
      'apps/base/web.yaml': deployment('web', 'web:${WEB_TAG}'),
    },
    patch: 'clusters/production/vars.yaml\n-  WEB_TAG: 1.2.0 # web\n+  WEB_TAG: 1.3.0 # web',
  },
  {
    name: 'a variable that nothing here gives',
    repository: {
      'clusters/staging/apps.yaml': substitute('1.3.0'),
      'clusters/production/apps.yaml': fluxKustomization(
        'apps',
        './apps/base',
        '  postBuild:\n    substituteFrom:\n      - kind: Secret\n        name: vars\n',
      ),
      'apps/base/web.yaml': deployment('web', 'web:${web_tag}'),
    },
    choose: ({ object }) => object.kind === 'Deployment',
    patch: '',
    refusals: ['variable'],
    left: 1,
  },
  {
    name: 'an anchor that another field shares',
    repository: copies(
      'web.yaml',
      deployment('web', 'web:1.3.0'),
      deployment('web', '&image web:1.2.0')
        .replace('metadata:\n', 'metadata:\n  annotations:\n    image: *image\n')
        .replace(
          /metadata:\n {2}annotations:\n {4}image: \*image\n([^]*)$/,
          'metadata:\n$1        - name: side\n          image: *image\n',
        ),
    ),
    choose: ({ field: path, class: kind }) => kind === 'version' && JSON.stringify(path).includes('app'),
    patch: '',
    refusals: ['anchor'],
    left: 1,
  },
  {
    name: 'an anchor of which all uses take the same',
    repository: copies(
      'web.yaml',
      `${deployment('web', 'web:1.3.0')}        - name: side\n          image: web:1.3.0\n`,
      `${deployment('web', '&image web:1.2.0')}        - name: side\n          image: *image\n`,
    ),
    patch: `${file}\n-          image: &image web:1.2.0\n+          image: &image web:1.3.0`,
  },
  {
    name: 'an anchor that nothing uses',
    repository: copies('web.yaml', deployment('web', 'web:1.3.0'), deployment('web', '&image web:1.2.0')),
    patch: `${file}\n-          image: &image web:1.2.0\n+          image: &image web:1.3.0`,
  },
  {
    name: 'a tagged scalar',
    repository: copies('web.yaml', configMap('A: "2"'), configMap('A: !!str 1')),
    choose: all,
    patch: `${file}\n-  A: !!str 1\n+  A: !!str 2`,
  },
  {
    name: 'an image that automation of the target sets',
    repository: {
      ...copies(
        'web.yaml',
        deployment('web', 'web:1.3.0'),
        deployment('web', 'web:1.2.0 # {"$imagepolicy": "flux-system:web"}'),
      ),
      'clusters/production/automation.yaml': `apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageUpdateAutomation
metadata:
  name: images
  namespace: flux-system
spec:
  interval: 30m
  sourceRef:
    kind: GitRepository
    name: flux-system
  update:
    path: ./apps/production
    strategy: Setters
`,
    },
    patch: '',
    refusals: ['automation'],
    left: 1,
  },
  {
    name: 'an object that the target lacks, with its entry',
    repository: {
      ...copies('web.yaml', deployment('web', 'web:1.0.0'), deployment('web', 'web:1.0.0')),
      'apps/staging/vars.yaml': configMap('A: "1"'),
      'apps/staging/kustomization.yaml': kustomization('resources:\n  - web.yaml\n  - vars.yaml\n'),
      'apps/production/kustomization.yaml': kustomization('resources:\n  - web.yaml # first\n'),
    },
    choose: all,
    patch: `apps/production/kustomization.yaml\n+  - vars.yaml\napps/production/vars.yaml (new)\n${configMap('A: "1"')
      .trimEnd()
      .split('\n')
      .map((line) => `+${line}`)
      .join('\n')}`,
  },
  {
    name: 'an object that only the target has, with its entry',
    repository: {
      ...copies('web.yaml', deployment('web', 'web:1.0.0'), deployment('web', 'web:1.0.0')),
      'apps/production/vars.yaml': configMap('A: "1"'),
      'apps/staging/kustomization.yaml': kustomization('resources:\n  - web.yaml\n'),
      'apps/production/kustomization.yaml': kustomization('resources:\n  - vars.yaml\n  - web.yaml\n'),
    },
    choose: all,
    patch: `apps/production/kustomization.yaml\n-  - vars.yaml\napps/production/vars.yaml (deleted)\n${configMap(
      'A: "1"',
    )
      .trimEnd()
      .split('\n')
      .map((line) => `-${line}`)
      .join('\n')}`,
  },
  {
    name: 'an object in a file with others that the target lacks',
    repository: copies(
      'web.yaml',
      `${deployment('web', 'web:1.0.0')}---\n${configMap('A: "1"')}`,
      deployment('web', 'web:1.0.0'),
    ),
    choose: all,
    patch: `${file}\n+---\n${configMap('A: "1"')
      .trimEnd()
      .split('\n')
      .map((line) => `+${line}`)
      .join('\n')}`,
  },
  {
    name: 'an overlay over values of a base',
    repository: overlays(
      { 'web.yaml': configMap('A: "1"', 'B: x') },
      `patches:\n  - patch: |\n${configMap('A: "2"').replaceAll(/^(?=.)/gm, '      ')}`,
      `patches:\n  - patch: |\n${configMap('B: y').replaceAll(/^(?=.)/gm, '      ')}`,
    ),
    choose: field('A'),
    patch: '',
    refusals: ['inherited'],
    left: 1,
  },
];
