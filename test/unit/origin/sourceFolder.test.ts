import { expect, test } from 'vitest';
import { kinds } from '../../../src/flux/kinds.ts';
import { objectKey } from '../../../src/flux/object.ts';
import { sourceCommit } from '../../../src/flux/sourceCommit.ts';
import { foldersAt } from '../../../src/origin/layers.ts';
import { sourceAddress, sourceFolder, type SourceFolder } from '../../../src/origin/sourceFolder.ts';
import { fluxObject } from '../flux/objects.ts';
import { factsOf, gitRepository, repository } from './sources.ts';

const fleetKey = objectKey(kinds.gitRepository, 'flux-system', 'fleet');

function layersOf(found: SourceFolder): object {
  if (found.state === 'elsewhere') return found.why;
  const layers = found.layers.map(({ folder, at, keeps }) => `${at} <- ${folder}${keeps ? ' (part)' : ''}`);
  return found.missing.length === 0 ? layers : { layers, missing: found.missing };
}

test('a GitRepository is the repository with its remote', () => {
  const found = sourceFolder(fleetKey, factsOf([gitRepository('fleet')], [repository('other'), repository('fleet')]));
  expect(found).toMatchObject({ state: 'here', missing: [], others: [] });
  expect(layersOf(found)).toEqual([' <- /fleet']);
});

test('any remote will do, and of several checkouts the one of the branch comes first', () => {
  const remotes = [
    { name: 'origin', url: 'git@example.net:fork.git' },
    { name: 'upstream', url: 'git@git.example.org:fleet.git' },
  ];
  const repositories = [
    repository('fleet', { root: '/side', branch: 'side' }),
    repository('fleet', { root: '/fork', remotes }),
    repository('fleet', { root: '/detached', branch: undefined }),
  ];
  const found = sourceFolder(fleetKey, factsOf([gitRepository('fleet')], repositories));
  expect(layersOf(found)).toEqual([' <- /fork']);
  expect(found).toMatchObject({ others: ['/side', '/detached'] });
});

test.each([
  [{ branch: 'main' }, { what: 'branch', name: 'main', isCheckedOut: true }],
  [{ branch: 'live' }, { what: 'branch', name: 'live', isCheckedOut: false }],
  [undefined, { what: 'branch', name: 'master', isCheckedOut: false }],
  [
    { tag: 'v1', branch: 'main' },
    { what: 'tag', name: 'v1', isCheckedOut: true },
  ],
  [{ tag: 'v2' }, { what: 'tag', name: 'v2', isCheckedOut: false }],
  [
    { semver: '>=1.0.0', tag: 'v1' },
    { what: 'semver', name: '>=1.0.0', isCheckedOut: false },
  ],
  [{ name: 'refs/heads/main' }, { what: 'branch', name: 'main', isCheckedOut: true }],
  [{ name: 'refs/tags/v3' }, { what: 'tag', name: 'v3', isCheckedOut: false }],
  [{ name: 'refs/pull/7/head' }, { what: 'ref', name: 'refs/pull/7/head', isCheckedOut: false }],
  [
    { commit: 'c'.repeat(40), branch: 'live' },
    { what: 'commit', name: 'c'.repeat(40), isCheckedOut: true },
  ],
])('a source with ref %j', (ref, follows) => {
  const status = { artifact: { revision: `v1.4.0@sha1:${'d'.repeat(40)}` } };
  const facts = factsOf([gitRepository('fleet', { ref }, status)], [repository('fleet', { tags: ['v1'] })]);
  expect(sourceFolder(fleetKey, facts)).toMatchObject({ layers: [{ follows }] });
});

test('what is not here says why', () => {
  const find = (...[objects, repositories]: Parameters<typeof factsOf>) =>
    layersOf(sourceFolder(fleetKey, factsOf(objects, repositories)));
  const address = 'ssh://git@git.example.org/fleet.git';
  expect(find([], [repository('fleet')])).toEqual({ code: 'noSource', source: fleetKey });
  expect(find([gitRepository('fleet')], [])).toEqual({ code: 'nothingOpen', source: fleetKey, address });
  expect(find([gitRepository('fleet')], [repository('other')])).toEqual({
    code: 'otherRepository',
    source: fleetKey,
    address,
  });
});

test('a remembered folder counts before remotes, if it is open still', () => {
  const source = gitRepository('fleet', { url: 'http://mirror.svc/fleet' });
  const remembered = { 'GitRepository http://mirror.svc/fleet': '/here/fleet' };
  expect(sourceAddress(source)).toBe('GitRepository http://mirror.svc/fleet');
  const open = [repository('here'), repository('fleet')];
  expect(layersOf(sourceFolder(fleetKey, factsOf([source], open, remembered)))).toEqual([' <- /here/fleet']);
  expect(layersOf(sourceFolder(fleetKey, factsOf([source], [repository('fleet')], remembered)))).toMatchObject({
    code: 'otherRepository',
  });
});

test('what a GitRepository includes lies over it', () => {
  const include = [
    { repository: { name: 'base' }, fromPath: './deploy/kubernetes', toPath: 'base' },
    { repository: { name: 'lib' } },
  ];
  const objects = [
    gitRepository('fleet', { include, sparseCheckout: ['apps'] }),
    gitRepository('base'),
    gitRepository('lib'),
  ];
  const found = sourceFolder(fleetKey, factsOf(objects, [repository('fleet'), repository('base')]));
  expect(layersOf(found)).toEqual({
    layers: [' <- /fleet (part)', 'base <- /base/deploy/kubernetes'],
    missing: [
      {
        code: 'otherRepository',
        source: objectKey(kinds.gitRepository, 'flux-system', 'lib'),
        address: 'ssh://git@git.example.org/lib.git',
      },
    ],
  });
  const layers = found.state === 'here' ? found.layers : [];
  expect(foldersAt(layers, './base/web')).toEqual(['/base/deploy/kubernetes/web', '/fleet/base/web']);
  expect(foldersAt(layers, undefined)).toEqual(['/fleet']);
  expect(foldersAt(layers, '/../../apps/')).toEqual(['/fleet/apps']);
});

test('what a source includes comes through the artifact of the other', () => {
  const include = [{ repository: { name: 'base' } }, { repository: { name: 'lib' } }];
  const objects = [
    gitRepository('fleet', { include, ignore: 'docs/' }),
    gitRepository('base', { ignore: '/*\n!/deploy\n' }),
    gitRepository('lib'),
  ];
  const open = [repository('fleet'), repository('base'), repository('lib')];
  const found = sourceFolder(fleetKey, factsOf(objects, open));
  const layers = found.state === 'here' ? found.layers : [];
  expect(layers.map(({ at, through }) => [at, through?.map(({ artifact }) => artifact.ignore)])).toEqual([
    ['', undefined],
    ['base', ['/*\n!/deploy\n']],
    ['lib', [undefined]],
  ]);
  expect(layers[1]?.through?.[0]?.pathOf('deploy/web.yaml')).toBe('deploy/web.yaml');
});

test('sources that include each other end', () => {
  const one = gitRepository('fleet', { include: [{ repository: { name: 'base' } }] });
  const other = gitRepository('base', { include: [{ repository: { name: 'fleet' } }] });
  const facts = factsOf([one, other], [repository('fleet'), repository('base')]);
  expect(layersOf(sourceFolder(fleetKey, facts))).toEqual({
    layers: [' <- /fleet', 'base <- /base'],
    missing: [{ code: 'cycle', source: fleetKey }],
  });
});

const oci = fluxObject(kinds.ociRepository, { name: 'fleet', spec: { url: 'oci://ghcr.io/shop/fleet' } });

test('an OCIRepository is to be mapped by a person, or was', () => {
  const address = 'oci://ghcr.io/shop/fleet';
  const facts = factsOf([oci], [repository('fleet')]);
  expect(layersOf(sourceFolder(oci.key, facts))).toEqual({ code: 'notMapped', source: oci.key, address });
  const remembered = { 'OCIRepository oci://ghcr.io/shop/fleet': '/fleet/deploy' };
  expect(layersOf(sourceFolder(oci.key, factsOf([oci], [repository('fleet')], remembered)))).toEqual([
    ' <- /fleet/deploy',
  ]);
});

test('a Bucket is known by its endpoint, name and prefix', () => {
  const spec = { endpoint: 'minio.example.org', bucketName: 'fleet', prefix: 'x' };
  expect(sourceAddress(fluxObject(kinds.bucket, { spec }))).toBe('Bucket minio.example.org/fleet/x');
});

test('an ExternalArtifact is what its generator copies', () => {
  const artifact = fluxObject(kinds.externalArtifact, {
    name: 'web',
    spec: {
      sourceRef: { apiVersion: 'source.extensions.fluxcd.io/v1beta1', kind: 'ArtifactGenerator', name: 'split' },
    },
  });
  const generator = fluxObject(kinds.artifactGenerator, {
    name: 'split',
    spec: {
      sources: [
        { alias: 'git', kind: 'GitRepository', name: 'fleet', namespace: 'flux-system' },
        { alias: 'oci', kind: 'OCIRepository', name: 'fleet' },
      ],
      artifacts: [
        { name: 'other', copy: [{ from: '@git/x', to: '@artifact/' }] },
        {
          name: 'web',
          copy: [
            { from: '@git/apps/web/**', to: '@artifact/' },
            { from: '@git/apps/base', to: '@artifact/lib', exclude: ['*.md'] },
            { from: '@oci/**', to: '@artifact/oci/' },
          ],
        },
      ],
    },
  });
  const facts = factsOf([artifact, generator, gitRepository('fleet'), oci], [repository('fleet')]);
  expect(layersOf(sourceFolder(artifact.key, facts))).toEqual({
    layers: [' <- /fleet/apps/web', 'lib/base <- /fleet/apps/base (part)'],
    missing: [{ code: 'notMapped', source: oci.key, address: 'oci://ghcr.io/shop/fleet' }],
  });
  expect(layersOf(sourceFolder(artifact.key, factsOf([artifact], [repository('fleet')])))).toEqual({
    code: 'noGenerator',
    source: artifact.key,
  });
});

test('the commit of a source', () => {
  const hash = 'a'.repeat(40);
  expect(sourceCommit(gitRepository('x', {}, { artifact: { revision: `main@sha1:${hash}` } }))).toBe(hash);
  const artifact = (revision: string, metadata?: object) =>
    fluxObject(kinds.ociRepository, { status: { artifact: { revision, metadata } } });
  expect(sourceCommit(artifact(`latest@sha256:${'b'.repeat(64)}`))).toBeUndefined();
  expect(sourceCommit(artifact('latest@sha256:b', { 'org.opencontainers.image.revision': `main@sha1:${hash}` }))).toBe(
    hash,
  );
  expect(sourceCommit(artifact('latest@sha256:b', { 'org.opencontainers.image.revision': hash }))).toBe(hash);
});
