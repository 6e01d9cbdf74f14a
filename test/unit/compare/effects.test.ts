import { expect, test } from 'vitest';
import { effectsOf } from '../../../src/compare/effects.ts';
import { kinds } from '../../../src/flux/kinds.ts';
import { objectKey } from '../../../src/flux/object.ts';
import { sourceFolder } from '../../../src/origin/sourceFolder.ts';
import { fluxObject } from '../flux/objects.ts';
import { factsOf, gitRepository, repository } from '../origin/sources.ts';

const kustomization = (kind: string) => ({ spec: { path: './', sourceRef: { kind, name: 'fleet' } } });

function effectsWith(ref: object, open = repository('fleet')): readonly string[] {
  const key = objectKey(kinds.gitRepository, 'flux-system', 'fleet');
  return effectsOf(
    kustomization('GitRepository'),
    sourceFolder(key, factsOf([gitRepository('fleet', { ref })], [open])),
  );
}

test('a push of the branch that the source follows is enough', () => {
  expect(effectsWith({ branch: 'main' })).toEqual([]);
});

test.each([
  [
    { branch: 'live' },
    'The source follows branch live, and branch main is checked out here: this takes effect once it is merged there.',
  ],
  [{ tag: 'v1' }, 'The source follows tag v1: this takes effect once the tag is moved, or the source names another.'],
  [{ semver: '>=1.0.0' }, 'The source follows tags within >=1.0.0: this takes effect once such a tag is made of it.'],
  [
    { commit: 'c'.repeat(40) },
    'The source stays at commit cccccccccccc: this takes effect once the source names another.',
  ],
  [{ name: 'refs/pull/7/head' }, 'The source follows refs/pull/7/head: this takes effect once that leads to it.'],
])('a source with ref %j takes more', (ref, sentence) => {
  expect(effectsWith(ref, repository('fleet', { tags: ['v1'] }))).toEqual([sentence]);
});

test('without a branch that is checked out nothing is on its way', () => {
  expect(effectsWith({ branch: 'main' }, repository('fleet', { branch: undefined }))).toEqual([
    'The source follows branch main, and no branch is checked out here: this takes effect once it is merged there.',
  ]);
});

test('an artifact is to be pushed', () => {
  const oci = fluxObject(kinds.ociRepository, { namespace: 'flux-system', name: 'fleet', spec: { url: 'oci://x/y' } });
  const facts = factsOf([oci], [repository('fleet')], { 'OCIRepository oci://x/y': '/fleet/deploy' });
  expect(effectsOf(kustomization('OCIRepository'), sourceFolder(oci.key, facts))).toEqual([
    'The source is an OCI artifact: this takes effect once the folder is pushed as one.',
  ]);
});

test('nothing is said of what is not here', () => {
  expect(effectsWith({ branch: 'live' }, repository('other'))).toEqual([]);
});
