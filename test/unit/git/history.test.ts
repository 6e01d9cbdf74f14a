import { expect, test } from 'vitest';
import { historyOf } from '../../../src/git/history.ts';
import { going, temporaryFolder, testRepository } from './repositories.ts';

test('the commits that touched some files, with people, trailers and bodies', async () => {
  const { root, git, write } = await testRepository();
  const commit = async (path: string, message: string): Promise<string> => {
    await write({ [path]: message });
    await git('add', '--all');
    await git('-c', 'user.name=Ann', '-c', 'user.email=ann@example.org', 'commit', '--quiet', `--message=${message}`);
    return git('rev-parse', 'HEAD');
  };
  const first = await commit('apps/web/a.yaml', 'First');
  const message =
    'Raise web (SHOP-12)\n\nBecause of #7.\n\nCo-authored-by: Bob <bob@example.org>\nPromoted-From: staging\n  at abc';
  const second = await commit('apps/web/a.yaml', message);
  await commit('apps/api/*.yaml', 'Elsewhere');
  const fourth = await commit('apps/web/b.yaml', 'Add b');

  const paths = ['apps/web'];
  const { commits, more, shallow } = await historyOf(root, { from: first, to: 'main', paths }, going);
  expect(commits.map((one) => one.commit)).toEqual([fourth, second]);
  expect([more, shallow]).toEqual([false, false]);
  const ann = { name: 'Ann', email: 'ann@example.org' };
  expect(commits[1]).toMatchObject({
    author: ann,
    committer: ann,
    subject: 'Raise web (SHOP-12)',
    body: 'Because of #7.\n\nCo-authored-by: Bob <bob@example.org>\nPromoted-From: staging\n  at abc',
  });
  expect(Math.abs((commits[0]?.time ?? 0) - Date.now() / 1000)).toBeLessThan(1000);
  // A star in a path is no pattern.
  expect((await historyOf(root, { to: 'main', paths: ['apps/*/a.yaml'] }, going)).commits).toEqual([]);
  expect(await historyOf(root, { to: 'main', most: 1 }, going)).toMatchObject({
    more: true,
    commits: [{ commit: fourth }],
  });
  await expect(historyOf(root, { to: 'nowhere' }, going)).rejects.toThrow(/nowhere/);
});

test('a shallow clone says that there may be more', async () => {
  const { root, commit } = await testRepository();
  await commit({ a: '1' });
  await commit({ a: '2' });
  const clone = await testRepository(await temporaryFolder());
  await clone.git('fetch', '--quiet', '--depth=1', `file://${root}`, 'main');
  const found = await historyOf(clone.root, { to: 'FETCH_HEAD' }, going);
  expect(found).toMatchObject({ shallow: true, more: false, commits: [{ subject: 'A change' }] });
});
