import { describe, expect, it } from 'vitest';
import { anyKind, judgedFiles } from '../judge.ts';

const sync = (
  name: string,
  path: string,
  more = '',
  namespace = 'flux-system',
) => `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: ${name}
  namespace: ${namespace}
spec:
  path: ${path}
  sourceRef: {kind: GitRepository, name: flux-system}
${more}`;

const namespace = (name: string, more = '') => `apiVersion: v1
kind: Namespace
metadata:
  name: ${name}
${more}`;

const kinds = [
  anyKind('v1 Namespace', { namespaced: false, custom: false }),
  anyKind('v1 ConfigMap', { custom: false }),
  anyKind('v1 Secret', { custom: false }),
];

const root = sync('flux-system', './clusters');

describe('a Kustomization that prunes its own namespace', () => {
  const files = (prune: string, space: string) => ({
    'clusters/root.yaml': root,
    'clusters/apps.yaml': sync('apps', './apps', `  prune: ${prune}\n`, 'shop'),
    'apps/namespace.yaml': space,
  });

  it.each([
    ['«true¦prunes-own-namespace»', namespace('shop')],
    ['false', namespace('shop')],
    ['true', namespace('other')],
    ['true', namespace('shop', '  annotations: {kustomize.toolkit.fluxcd.io/prune: disabled}\n')],
    ['true', namespace('shop', '  labels: {app.kubernetes.io/part-of: flux}\n')],
  ])('%s: %s', (prune, space) => {
    const given = files(prune, space);
    expect(judgedFiles(given, { kinds })).toEqual(given);
  });
});

describe('encrypted objects', () => {
  const secret = (mark: string) =>
    `apiVersion: v1\nkind: Secret\nmetadata: {name: a, namespace: b}\ndata: {a: "ENC[AES256_GCM,data:x]"}\n${mark}: {mac: x}\n`;

  it.each([
    ['', '«sops¦encrypted-without-decryption»'],
    ['  decryption: {provider: sops}\n', 'sops'],
  ])('under a Kustomization with "%s"', (decryption, mark) => {
    const given = {
      'clusters/root.yaml': root,
      'clusters/apps.yaml': sync('apps', './apps', decryption),
      'apps/secret.yaml': secret(mark),
    };
    expect(judgedFiles(given, { kinds })).toEqual(given);
  });

  it('are left alone where nothing applies them', () => {
    const given = { 'secret.yaml': secret('sops') };
    expect(judgedFiles(given, { kinds })).toEqual(given);
  });
});

const configMap = (name: string, more = '') => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n${more}`;

describe('objects that come twice', () => {
  it('into one kustomization are duplicates', () => {
    const given = {
      'a/kustomization.yaml': 'resources: [one.yaml, two.yaml]\n',
      'a/one.yaml': configMap('«web¦duplicate-object»'),
      'a/two.yaml': `${configMap('«web¦duplicate-object»')}---\n${configMap('other')}`,
      'b/three.yaml': configMap('web'),
    };
    expect(judgedFiles(given, { kinds })).toEqual(given);
  });

  it('by two bases are duplicates, if nothing tells them apart', () => {
    const given = (affix: string, mark: (name: string) => string) => ({
      'all/kustomization.yaml': 'resources: [../one, ../two]\n',
      'one/kustomization.yaml': 'resources: [../base]\n',
      'two/kustomization.yaml': `resources: [../base]\n${affix}`,
      'base/kustomization.yaml': 'resources: [web.yaml]\n',
      'base/web.yaml': configMap(mark('web')),
    });
    const twice = given('', (name) => `«${name}¦duplicate-object»`);
    expect(judgedFiles(twice, { kinds })).toEqual(twice);
    for (const affix of ['namePrefix: x-\n', 'namespace: x\n', 'transformers: [x.yaml]\n']) {
      const once = given(affix, (name) => name);
      expect(judgedFiles(once, { kinds })).toEqual({ ...once, 'two/kustomization.yaml': expect.any(String) as string });
    }
  });

  it('are not Namespaces that their kustomizations name', () => {
    const given = {
      'clusters/root.yaml': root,
      'clusters/apps.yaml': sync('apps', './apps'),
      'apps/one/kustomization.yaml': 'namespace: one\nresources: [namespace.yaml]\n',
      'apps/one/namespace.yaml': namespace('_'),
      'apps/two/kustomization.yaml': 'namespace: two\ncomponents: [../../common]\n',
      'common/kustomization.yaml': 'kind: Component\nresources: [namespace.yaml]\n',
      'common/namespace.yaml': namespace('_'),
      'apps/three/kustomization.yaml': 'namespace: three\ncomponents: [../../common]\n',
    };
    expect(judgedFiles(given, { kinds })).toEqual(given);
  });

  it('by two Kustomizations of a cluster undo each other', () => {
    const given = {
      'clusters/root.yaml': root,
      'clusters/one.yaml': sync('one', './one'),
      'clusters/two.yaml': sync('two', './two'),
      'one/web.yaml': configMap('«web¦applied-twice»', '  namespace: shop\n'),
      'two/web.yaml': configMap('«web¦applied-twice»', '  namespace: shop\n'),
    };
    expect(judgedFiles(given, { kinds })).toEqual(given);
  });

  it('are different objects in other namespaces, clusters and names', () => {
    const web = configMap('web', '  namespace: shop\n');
    const unclear = { 'one/web.yaml': configMap('web'), 'two/web.yaml': configMap('web') };
    const variants: Record<string, string>[] = [
      { 'one/web.yaml': web, 'two/web.yaml': configMap('web', '  namespace: other\n') },
      unclear,
      {
        'one/web.yaml': web,
        'two/web.yaml': web,
        'clusters/two.yaml': sync('two', './two', '  kubeConfig: {secretRef: {name: x}}\n'),
      },
      { 'one/web.yaml': web, 'two/web.yaml': web, 'clusters/two.yaml': sync('two', './two', '  targetNamespace: x\n') },
      { 'one/web.yaml': web.replace('web', '${X}'), 'two/web.yaml': web.replace('web', '${X}') },
    ];
    for (const variant of variants) {
      const given = {
        'clusters/root.yaml': root,
        'clusters/one.yaml': sync('one', './one'),
        'clusters/two.yaml': sync('two', './two'),
        ...variant,
      };
      const marks = JSON.stringify(judgedFiles(given, { kinds }));
      expect(marks).not.toContain('applied-twice');
      expect(marks).not.toContain('duplicate-object');
    }
  });

  it('are the same in two clusters of one repository', () => {
    const given = {
      'clusters/staging/root.yaml': sync('flux-system', './clusters/staging'),
      'clusters/staging/apps.yaml': sync('apps', './apps'),
      'clusters/production/root.yaml': sync('flux-system', './clusters/production'),
      'clusters/production/apps.yaml': sync('apps', './apps'),
      'apps/kustomization.yaml': 'resources: [web.yaml]\n',
      'apps/web.yaml': configMap('web', '  namespace: shop\n'),
    };
    expect(judgedFiles(given, { kinds })).toEqual(given);
  });
});
