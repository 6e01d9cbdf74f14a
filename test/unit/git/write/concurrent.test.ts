import { expect, test, vi } from 'vitest';
import { commitAndPush } from '../../../../src/git/write/commitAndPush.ts';
import { going } from '../repositories.ts';
import { cloneOf, everythingIn, remoteAndClone } from './remotes.ts';

vi.setConfig({ testTimeout: 600_000 });

const rounds = 20;

test('two writers at once: every change is there exactly once', async () => {
  const { remote, clone, target } = await remoteAndClone({ list: '', mine: '0', theirs: '0' });
  const other = await cloneOf(remote);
  const before = [await everythingIn(clone.root), await everythingIn(other.root)];

  let replays = 0;
  const write = async (root: string, name: string): Promise<void> => {
    for (let round = 1; round <= rounds; round += 1) {
      const line = `${name} ${round}`;
      const done = await commitAndPush(
        { ...target, root },
        {
          edit: ({ files }) => {
            const list = Buffer.from(files.get('list') ?? []).toString();
            return {
              changes: [
                { path: 'list', content: `${list}${line}\n` },
                { path: name, content: String(round) },
              ],
              message: line,
            };
          },
          attempts: 50,
        },
        going,
      );
      if (done.outcome === 'pushed') replays += done.attempts - 1;
    }
  };
  await Promise.all([write(clone.root, 'mine'), write(other.root, 'theirs')]);

  const expected = ['mine', 'theirs']
    .flatMap((name) => Array.from({ length: rounds }, (_, at) => `${name} ${at + 1}`))
    .sort();
  expect((await remote.git('cat-file', 'blob', 'main:list')).split('\n').sort()).toEqual(expected);
  expect(
    (await remote.git('log', '--format=%s', '--first-parent', 'main', '--skip=0', `--max-count=${2 * rounds}`))
      .split('\n')
      .sort(),
  ).toEqual(expected);
  expect(await remote.git('cat-file', 'blob', 'main:mine')).toBe(String(rounds));
  expect([await everythingIn(clone.root), await everythingIn(other.root)]).toEqual(before);
  // Else nothing was tried here.
  expect(replays).toBeGreaterThan(0);
});
