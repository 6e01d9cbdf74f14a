import { spawn } from 'node:child_process';
import { chmod, mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { env, execPath, pid } from 'node:process';
import { expect, test, vi } from 'vitest';
import { cleanUp } from '../../../../src/git/write/cleanUp.ts';
import { hasLeftovers } from '../../../../src/git/write/leftovers.ts';
import { isOver, newRunName } from '../../../../src/git/write/runName.ts';
import { going, temporaryFolder, testRepository } from '../repositories.ts';
import { everythingIn, ownTemporaryFolder, remoteAndClone } from './remotes.ts';

// Each test runs git a hundred times.
vi.setConfig({ testTimeout: 180_000 });

const day = 24 * 3_600_000;

test('a name says whether its run may still be going', () => {
  const name = newRunName();
  expect(isOver(name)).toBe(false);
  expect(isOver(name, Date.now() + 2 * day)).toBe(true);
  const [host = '', , time = '', word = ''] = name.split('-');
  // No process has this number.
  const dead = (2 ** 31 - 2).toString(36);
  expect(isOver([host, dead, time, word].join('-'))).toBe(true);
  // What runs on another machine is not known.
  const elsewhere = [host === 'aaaaaa' ? 'bbbbbb' : 'aaaaaa', dead, time, word].join('-');
  expect(isOver(elsewhere)).toBe(false);
  expect(isOver(elsewhere, Date.now() + 2 * day)).toBe(true);
  expect(isOver('git-4fX2aQ')).toBeUndefined();
  expect(newRunName()).not.toBe(name);
  expect(name).toContain(`-${pid.toString(36)}-`);
});

test('what others left, and what may still be used, stays', async () => {
  const left = await ownTemporaryFolder();
  const { root, commit, git } = await testRepository();
  const id = await commit({ a: '1' });
  const name = newRunName();
  const [host = '', , time = '', word = ''] = name.split('-');
  const over = [host, (2 ** 31 - 2).toString(36), time, word].join('-');
  for (const ref of [`refs/sluice/${name}/branch`, `refs/sluice/${over}/branch`, 'refs/sluice/mine', 'refs/other/x'])
    await git('update-ref', ref, id);
  await git('pack-refs', '--all');
  await git('update-ref', `refs/sluice/${over}/head`, id);
  await writeFile(join(root, `.git/refs/sluice/${over}/branch.lock`), '');
  for (const folder of [name, over]) await mkdir(join(env['TMPDIR'] ?? '', `sluice-${folder}`));
  await cleanUp(root, going);
  expect((await git('for-each-ref', '--format=%(refname)')).split('\n')).toEqual([
    'refs/heads/main',
    'refs/other/x',
    `refs/sluice/${name}/branch`,
    'refs/sluice/mine',
  ]);
  expect(await left()).toEqual([`sluice-${name}`]);
  expect(await readdir(join(root, '.git/refs/sluice')).catch(() => [])).not.toContain(over);
});

test('what a run left is seen without git: loose, packed, from another worktree, in temporary folders; what goes on is not', async () => {
  await ownTemporaryFolder();
  const { root, commit, git, write } = await testRepository();
  const id = await commit({ 'apps/a': '1' });
  const name = newRunName();
  const [host = '', , time = '', word = ''] = name.split('-');
  const over = [host, (2 ** 31 - 2).toString(36), time, word].join('-');
  const linked = join(await temporaryFolder(), 'linked');
  await git('worktree', 'add', '--quiet', linked);
  const seen = () => Promise.all([root, join(root, 'apps'), linked].map(hasLeftovers));
  await git('update-ref', `refs/sluice/${name}/branch`, id);
  await git('pack-refs', '--all');
  expect(await seen()).toEqual([false, false, false]);
  await git('update-ref', `refs/sluice/${over}/branch`, id);
  expect(await seen()).toEqual([true, true, true]);
  await git('pack-refs', '--all');
  await write({ '.git/refs/sluice/other': id });
  expect(await seen()).toEqual([true, true, true]);
  await cleanUp(linked, going);
  expect(await seen()).toEqual([false, false, false]);
  await mkdir(join(env['TMPDIR'] ?? '', `sluice-${over}`));
  expect(await seen()).toEqual([true, true, true]);
  expect(await hasLeftovers(await temporaryFolder())).toBe(false);
});

/** Where git runs when the process that started it dies, and whether git goes on without it. */
const deaths: [step: string, goesOn: boolean][] = [
  ['fetch', false],
  ['fetch', true],
  ['hash-object', true],
  ['read-tree', true],
  ['update-index', false],
  ['commit-tree', true],
  ['push', false],
  ['push', true],
  ['update-ref', false],
];

test('whoever dies half-way leaves nothing half done, and the next start tidies up', async () => {
  const left = await ownTemporaryFolder();
  const { clone, files } = await remoteAndClone({ list: '' });
  await clone.write({ list: 'typed' });
  const before = await everythingIn(clone.root);
  let pushed = 0;
  for (const [step, goesOn] of deaths) {
    const name = `${step} ${goesOn ? 'goes on' : 'stops'}`;
    expect(await dieAt(clone.root, step, goesOn), name).toBe('SIGKILL');
    if (step === 'update-ref' || (step === 'push' && goesOn)) pushed += 1;
    await expect
      .poll(async () => (await files())['list'], { timeout: 30_000 })
      .toBe('one more\n'.repeat(pushed).trim());
    expect(await left(), name).toHaveLength(1);
    const refs = Object.keys(await everythingIn(clone.root)).filter((path) => !(path in before));
    expect(
      refs.every((path) => path.startsWith('.git/refs/sluice/')),
      name,
    ).toBe(true);
    expect(refs.length > 0, name).toBe(!(step === 'fetch' && !goesOn));
    await cleanUp(clone.root, going);
    expect(await everythingIn(clone.root), name).toEqual(before);
    expect(await left(), name).toEqual([]);
  }
});

/** Commits in a process that is killed where git is to run a step; gives how it ended, once git has ended too. */
async function dieAt(root: string, step: string, goesOn: boolean): Promise<string | null> {
  const folder = await temporaryFolder();
  const done = join(folder, 'done');
  const real = env['PATH'] ?? '';
  await writeFile(
    join(folder, 'git'),
    `#!/bin/sh
PATH='${real}'
[ "$1" = ${step} ] || exec git "$@"
kill -9 $PPID
${goesOn ? 'git "$@" >/dev/null 2>&1' : ''}
: >'${done}'
`,
  );
  await chmod(join(folder, 'git'), 0o755);
  const child = spawn(execPath, [join(import.meta.dirname, 'commitOnce.ts'), root], {
    env: { ...env, PATH: `${folder}${delimiter}${real}` },
    stdio: 'ignore',
  });
  const how = await new Promise<string | null>((resolve) => child.once('exit', (_, signal) => resolve(signal)));
  await expect
    .poll(
      () =>
        utimes(done, new Date(), new Date()).then(
          () => true,
          () => false,
        ),
      { timeout: 30_000 },
    )
    .toBe(true);
  return how;
}
