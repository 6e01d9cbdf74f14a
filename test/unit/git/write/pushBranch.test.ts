import { expect, test, vi } from 'vitest';
import { failureOf } from '../../../../src/base/failure.ts';
import type { Edit } from '../../../../src/git/write/commitAndPush.ts';
import { pushBranch } from '../../../../src/git/write/pushBranch.ts';
import type { TargetFiles } from '../../../../src/git/write/targetFiles.ts';
import { going } from '../repositories.ts';
import { cloneOf, everythingIn, remoteAndClone } from './remotes.ts';

// Each test runs git a hundred times.
vi.setConfig({ testTimeout: 180_000 });

const head = 'sluice/web-to-production';
const writes =
  (path: string, content: string, message = 'Promote web') =>
  (): Edit => ({ changes: [{ path, content }], message });

test('a branch is made, stays while the change is the same, and is replaced when it is another', async () => {
  const { remote, clone, target, files } = await remoteAndClone({ web: '1', other: '1' });
  const before = await everythingIn(clone.root);
  const first = await pushBranch(target, { head, edit: writes('web', '2') }, going);
  expect(first).toMatchObject({ outcome: 'created', paths: ['web'], commit: await remote.git('rev-parse', head) });
  expect(await pushBranch(target, { head, edit: writes('web', '2') }, going)).toMatchObject({ outcome: 'same' });

  // Its target moved elsewhere: what was reviewed stays.
  const second = await cloneOf(remote);
  await second.commit({ other: '2' });
  await second.git('push', '--quiet', 'origin', 'HEAD:main');
  expect(await pushBranch(target, { head, edit: writes('web', '2') }, going)).toMatchObject({ outcome: 'same' });

  // Another change, or another message, on the target as it is now.
  expect(await pushBranch(target, { head, edit: writes('web', '3') }, going)).toMatchObject({ outcome: 'updated' });
  expect(await files(head)).toEqual({ web: '3', other: '2' });
  expect(await pushBranch(target, { head, edit: writes('web', '3', 'Promote web again') }, going)).toMatchObject({
    outcome: 'updated',
  });
  expect(await remote.git('rev-list', '--count', `main..${head}`)).toBe('1');
  expect(await files()).toEqual({ web: '1', other: '2' });
  expect(await everythingIn(clone.root)).toEqual(before);

  // The target has it: nothing is left to ask for.
  expect(await pushBranch(target, { head, edit: writes('web', '1') }, going)).toMatchObject({ outcome: 'nothing' });
});

test('commits of others in the branch are not lost', async () => {
  const { remote, target } = await remoteAndClone({ web: '1' });
  await pushBranch(target, { head, edit: writes('web', '2') }, going);
  const second = await cloneOf(remote, [`--branch=${head}`]);
  await second.commit({ fix: 'x' });
  await second.git('push', '--quiet', 'origin', `HEAD:${head}`);
  const tip = await remote.git('rev-parse', head);
  const error: unknown = await pushBranch(target, { head, edit: writes('web', '3') }, going).catch(
    (reason: unknown) => reason,
  );
  expect(failureOf(error)).toEqual({
    code: 'foreignCommits',
    message:
      `The branch ${head} of origin holds ${tip.slice(0, 12)} "A change" by Somebody, which would be lost. ` +
      'Merge or close its pull request, or delete the branch, then try again.',
  });
  expect(await remote.git('rev-parse', head)).toBe(tip);
});

test('two machines at once end in one branch with one commit', async () => {
  const { remote, target } = await remoteAndClone({ web: '1' });
  const second = { ...target, root: (await cloneOf(remote)).root };
  const edit = ({ files }: TargetFiles): Edit => writes('web', `${Buffer.from(files.get('web') ?? []).toString()}+`)();
  const done = await Promise.all([target, second].map((one) => pushBranch(one, { head, edit }, going)));
  expect(done.map(({ outcome }) => outcome).sort()).toEqual(['created', 'same']);
  expect(await remote.git('rev-list', '--count', `main..${head}`)).toBe('1');
});

test('somebody else moves the branch meanwhile: it is looked at again', async () => {
  const { remote, target } = await remoteAndClone({ web: '1' });
  await pushBranch(target, { head, edit: writes('web', '2') }, going);
  const second = { ...target, root: (await cloneOf(remote)).root };
  let runs = 0;
  const edit = async (): Promise<Edit> => {
    runs += 1;
    if (runs === 1) await pushBranch(second, { head, edit: writes('web', '3') }, going);
    return writes('web', '4')();
  };
  expect(await pushBranch(target, { head, edit }, going)).toMatchObject({ outcome: 'updated' });
  expect(runs).toBe(2);
  expect(await remote.git('cat-file', 'blob', `${head}:web`)).toBe('4');
});

test('a branch whose name leaves no room for others is said at once', async () => {
  const { remote, target } = await remoteAndClone({ web: '1' });
  await remote.git('branch', 'sluice', 'main');
  const error: unknown = await pushBranch(target, { head, edit: writes('web', '2'), attempts: 1 }, going).catch(
    (reason: unknown) => reason,
  );
  expect(failureOf(error)).toMatchObject({
    code: 'refused',
    message: expect.stringContaining("'refs/heads/sluice' exists") as string,
  });
});
