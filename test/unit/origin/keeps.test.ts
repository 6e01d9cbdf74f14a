import { expect, test } from 'vitest';
import { artifactCopy } from '../../../src/flux/artifactCopy.ts';
import { copiedFiles, sparse } from '../../../src/origin/keeps.ts';

const all = ['README.md', 'a.yaml', 'docs/b.md', 'docs/b.yaml', 'web/base/c.yaml', 'web/prod/c.yaml', 'api/base/.env'];

function copied(from: string, copy: object = {}): readonly string[] {
  const read = artifactCopy(from, '@artifact/');
  const { keeps } = copiedFiles(read ?? { from: '' }, { ...copy });
  return all.filter((path) => keeps?.(path) !== false);
}

test.each([
  ['@git/apps', all],
  ['@git/apps/**', all],
  ['@git/apps/*', all],
  ['@git/apps/*.yaml', ['a.yaml']],
  ['@git/apps/*/base', ['web/base/c.yaml', 'api/base/.env']],
  ['@git/apps/[ab]*', ['a.yaml', 'api/base/.env']],
  ['@git/apps/**/*.yaml', ['docs/b.yaml']],
])('%s copies what matches, folders as a whole', (from, kept) => expect(copied(from)).toEqual(kept));

test.each([
  [['*.md'], ['a.yaml', 'docs/b.yaml', 'web/base/c.yaml', 'web/prod/c.yaml', 'api/base/.env']],
  [['docs'], ['README.md', 'a.yaml', 'web/base/c.yaml', 'web/prod/c.yaml', 'api/base/.env']],
  [['apps/web/**'], ['README.md', 'a.yaml', 'docs/b.md', 'docs/b.yaml', 'api/base/.env']],
  [
    ['**/base', '*.{md,env}'],
    ['a.yaml', 'docs/b.yaml', 'web/prod/c.yaml'],
  ],
  [
    ['web/prod/c.yaml', '*.md'],
    ['a.yaml', 'docs/b.yaml', 'web/base/c.yaml', 'api/base/.env'],
  ],
])('without %j, from the source or from the folder on', (exclude, kept) => {
  expect(copied('@git/apps/**', { exclude })).toEqual(kept);
  expect(copied('@git/apps', { exclude })).toEqual(kept);
});

test('a copy that merges or unpacks makes something else of them', () => {
  expect(copiedFiles({ from: '' }, { strategy: 'Merge' })).toMatchObject({ unsure: true });
  expect(copiedFiles({ from: '' }, { exclude: ['{a,b}'.repeat(30)] })).toMatchObject({ unsure: true });
  expect(copiedFiles({ from: '' }, { strategy: 'Overwrite' })).toEqual({});
});

test('a sparse checkout has what begins with a path, as go-git compares', () => {
  const keeps = sparse(['./apps/', 'infra']);
  expect(
    ['apps/a.yaml', 'apps-old/a.yaml', 'infra/b.yaml', 'infra-old/b.yaml', 'README.md'].filter((path) => keeps?.(path)),
  ).toEqual(['apps/a.yaml', 'infra/b.yaml', 'infra-old/b.yaml']);
  expect(sparse([])).toBeUndefined();
});
