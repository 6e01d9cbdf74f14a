import { expect, it } from 'vitest';
import { listRevisions } from '../../../src/git/listRevisions.ts';
import { going, testRepository } from './repositories.ts';

it('lists branches, tags and commits with their subjects', async () => {
  const repository = await testRepository();
  const commit = await repository.commit({ 'a.yaml': 'a: 1\n' });
  await repository.git('branch', 'topic/web');
  await repository.git('tag', 'v1.0.0');
  const subject = await repository.git('log', '-1', '--format=%s');
  const found = await listRevisions(repository.root, going);
  expect(found.map(({ name, kind }) => [name, kind]).sort()).toEqual(
    [
      ['main', 'branch'],
      ['topic/web', 'branch'],
      ['v1.0.0', 'tag'],
      [commit, 'commit'],
    ].sort(),
  );
  expect(new Set(found.map((one) => one.subject))).toEqual(new Set([subject]));
});

it('lists nothing where nothing was committed', async () => {
  const { root } = await testRepository();
  expect(await listRevisions(root, going)).toEqual([]);
});
