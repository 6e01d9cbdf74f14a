import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { failureOf } from '../../../../src/base/failure.ts';
import { commitAndPush, type Committed, type Edit } from '../../../../src/git/write/commitAndPush.ts';
import type { TargetFiles } from '../../../../src/git/write/targetFiles.ts';
import { going, temporaryFolder } from '../repositories.ts';
import { addHook, cloneOf, everythingIn, ownTemporaryFolder, remoteAndClone } from './remotes.ts';

// Each test runs git a hundred times.
vi.setConfig({ testTimeout: 180_000 });

/** An edit that gives files these contents. */
function writes(changes: Record<string, string | Uint8Array | undefined>, message = 'Promote web\n'): () => Edit {
  const list = Object.entries(changes).map(([path, content]) => ({ path, content }));
  return () => ({ changes: list, message });
}

function textOf({ files }: TargetFiles, path: string): string {
  return Buffer.from(files.get(path) ?? []).toString();
}

async function failure(
  promise: Promise<unknown>,
): Promise<{ readonly code: string; readonly message: string } | undefined> {
  return promise.then(
    () => undefined,
    (error: unknown) => failureOf(error),
  );
}

test('a commit is made and pushed, and whoever works in the clone notices nothing', async () => {
  const left = await ownTemporaryFolder();
  const { remote, clone, target, files } = await remoteAndClone({
    'apps/web.yaml': 'tag: 1\n',
    'run.sh': 'x',
    old: '1',
  });
  await clone.git('config', 'fetch.prune', 'true');
  await clone.git('config', 'core.splitIndex', 'true');
  await clone.git('config', 'core.logAllRefUpdates', 'always');
  await clone.write({ 'apps/web.yaml': 'tag: mine\n' });
  await clone.git('stash');
  await clone.write({ 'apps/web.yaml': 'tag: typed\n', new: 'x' });
  await clone.git('add', 'new');
  const second = await cloneOf(remote);
  await second.commit({ 'run.sh': 'y' });
  await second.git('push', '--quiet', 'origin', 'HEAD:main', 'HEAD:side', 'HEAD:refs/tags/v1');
  const before = await everythingIn(clone.root);

  const changes = { 'apps/web.yaml': 'tag: 2\r\n', 'a/b c/é.yaml': 'é', old: undefined, gone: undefined };
  const done = await commitAndPush(target, { edit: writes(changes) }, going);

  expect(await everythingIn(clone.root)).toEqual(before);
  expect(await left()).toEqual([]);
  const [commit, parent] = (await remote.git('rev-parse', 'main', 'main^')).split('\n');
  expect(done).toEqual({
    outcome: 'pushed',
    commit,
    parent,
    attempts: 1,
    signed: false,
    message: 'Promote web\n',
    paths: ['apps/web.yaml', 'a/b c/é.yaml', 'old'],
  });
  expect(await files()).toEqual({ 'apps/web.yaml': 'tag: 2', 'a/b c/é.yaml': 'é', 'run.sh': 'y' });
  const told = await remote.git('log', '-1', '--format=%an <%ae> %cn %B', 'main');
  expect(told).toBe('Ann Example <ann@example.org> Ann Example Promote web');
});

test('what the branch holds already is not committed again', async () => {
  const { remote, target } = await remoteAndClone();
  const before = await remote.git('rev-parse', 'main');
  const same = await commitAndPush(target, { edit: writes({ 'apps/web.yaml': 'tag: 1\n', gone: undefined }) }, going);
  expect(same).toEqual({ outcome: 'nothing', parent: before });
  expect(await commitAndPush(target, { edit: () => undefined }, going)).toEqual({ outcome: 'nothing', parent: before });
  expect(await remote.git('rev-parse', 'main')).toBe(before);
});

test('modes, bytes and the line ends of the repository stay as they are', async () => {
  const files = {
    '.gitattributes': '* text=auto eol=crlf\n',
    'run.sh': 'one\n',
    'b.bin': Uint8Array.of(0, 1),
    pairs: 'a\n',
  };
  const { remote, clone, target } = await remoteAndClone(files);
  await chmod(join(clone.root, 'run.sh'), 0o755);
  await clone.git('commit', '--quiet', '--all', '--message=Executable');
  await clone.git('push', '--quiet', 'origin', 'HEAD:main');
  const bytes = Uint8Array.from({ length: 256 }, (_, at) => at);
  await commitAndPush(target, { edit: writes({ 'run.sh': 'two\n', 'b.bin': bytes, pairs: 'a\r\nb\n' }) }, going);
  expect(await remote.git('diff-tree', '-r', '--no-commit-id', '--name-only', 'main')).toBe('b.bin\npairs\nrun.sh');
  expect((await remote.git('ls-tree', 'main', 'run.sh')).slice(0, 6)).toBe('100755');
  expect(await remote.git('cat-file', '-s', 'main:b.bin')).toBe('256');
  expect(await remote.git('cat-file', 'blob', 'main:pairs')).toBe('a\r\nb');
});

test('somebody was faster: the change is made anew on what they pushed', async () => {
  const { remote, target, files } = await remoteAndClone({ 'apps/web.yaml': 'tag: 1\n', other: '0' });
  const second = await cloneOf(remote);
  const seen: string[] = [];
  const done = await commitAndPush(
    target,
    {
      folders: ['apps'],
      edit: async (at) => {
        expect([...at.files.keys()]).toEqual(['apps/web.yaml']);
        seen.push(textOf(at, 'apps/web.yaml'));
        if (seen.length < 3) {
          await second.commit({ 'apps/web.yaml': `tag: ${seen.length + 1}\n` });
          await second.git('push', '--quiet', 'origin', 'HEAD:main');
        }
        return writes({ 'apps/web.yaml': `${textOf(at, 'apps/web.yaml')}more\n` })();
      },
    },
    going,
  );
  expect(done).toMatchObject({ outcome: 'pushed', attempts: 3 });
  expect(seen).toEqual(['tag: 1\n', 'tag: 2\n', 'tag: 3\n']);
  expect(await files()).toEqual({ 'apps/web.yaml': 'tag: 3\nmore', other: '0' });
});

test('the remote goes away: before it took the commit that is told, after it the commit is there', async () => {
  const { remote, target, files } = await remoteAndClone();
  await addHook(remote, 'pre-receive', 'kill -9 $PPID');
  const told = await failure(commitAndPush(target, { edit: writes({ a: '1' }) }, going));
  expect(told?.code).toBe('unreachable');
  expect(told?.message).toMatch(/^Pushing main to origin failed: .*hung up/);
  expect(await files()).toEqual({ 'apps/web.yaml': 'tag: 1' });
  await addHook(remote, 'pre-receive', 'exit 0');
  await addHook(remote, 'reference-transaction', '[ "$1" = committed ] && kill -9 $PPID; exit 0');
  const done = await commitAndPush(target, { edit: writes({ a: '1' }) }, going);
  expect(done).toMatchObject({ outcome: 'pushed', attempts: 1, commit: await remote.git('rev-parse', 'main') });
});

test('others are always faster: nothing is changed and that is said', async () => {
  const { remote, target } = await remoteAndClone();
  const second = await cloneOf(remote);
  let theirs = '';
  const edit = async (): Promise<Edit> => {
    theirs = await second.commit({ other: String(Math.random()) });
    await second.git('push', '--quiet', 'origin', 'HEAD:main');
    return writes({ mine: 'x' })();
  };
  expect(await failure(commitAndPush(target, { edit, attempts: 2 }, going))).toEqual({
    code: 'busy',
    message: 'Others pushed to main of origin faster, 2 times. Nothing was changed; try again.',
  });
  expect(await remote.git('rev-parse', 'main')).toBe(theirs);
});

test('a conflict that the edit finds ends everything with nothing pushed', async () => {
  const { remote, clone, target } = await remoteAndClone();
  const [before, tip] = [await everythingIn(clone.root), await remote.git('rev-parse', 'main')];
  const edit = (): never => {
    throw new Error('line 3 is another now');
  };
  await expect(commitAndPush(target, { edit }, going)).rejects.toThrow('line 3 is another now');
  expect(await everythingIn(clone.root)).toEqual(before);
  expect(await remote.git('rev-parse', 'main')).toBe(tip);
});

test('a protected branch is told in the words of the remote, without a second try', async () => {
  const { remote, clone, target } = await remoteAndClone();
  const log = join(await temporaryFolder(), 'log');
  await addHook(
    remote,
    'pre-receive',
    `echo run >>${log}\necho "Forge: main is protected. Open a pull request." >&2\nexit 1`,
  );
  const before = await everythingIn(clone.root);
  expect(await failure(commitAndPush(target, { edit: writes({ a: '1' }) }, going))).toEqual({
    code: 'refused',
    message:
      'origin did not take the commit to main: Forge: main is protected. Open a pull request. (pre-receive hook declined). ' +
      'Nothing was changed there.',
  });
  expect(await everythingIn(clone.root)).toEqual(before);
});

test('of the hooks of the repository pre-push alone runs, as git runs it', async () => {
  const { clone, target, files } = await remoteAndClone();
  const log = join(await temporaryFolder(), 'log');
  const hooks = [
    'pre-commit',
    'commit-msg',
    'post-commit',
    'reference-transaction',
    'post-index-change',
    'post-checkout',
  ];
  for (const hook of hooks) await addHook(clone, hook, `echo ${hook} >>${log}\nexit 1`);
  await addHook(clone, 'pre-push', `cat >>${log}; echo "no pushing on Fridays" >&2; exit 1`);
  expect(await failure(commitAndPush(target, { edit: writes({ a: '1' }) }, going))).toEqual({
    code: 'refused',
    message: 'The hook pre-push of this repository stopped the push: no pushing on Fridays.',
  });
  await addHook(clone, 'pre-push', 'exit 0');
  const done = (await commitAndPush(target, { edit: writes({ a: '1' }) }, going)) as Committed & { commit: string };
  expect(await files()).toMatchObject({ a: '1' });
  expect(done.outcome).toBe('pushed');
});

test('paths that lead elsewhere are refused, and nothing is pushed', async () => {
  const { remote, target } = await remoteAndClone({ 'a/file': 'x', '.gitattributes': '*.big filter=lfs\n' });
  const tip = await remote.git('rev-parse', 'main');
  const cases: [string, string][] = [
    ['../out', '../out is no path within the repository.'],
    ['movie.big', 'movie.big is kept by Git LFS, which is not written. Change it in a checkout.'],
    // As Windows and macOS read .git.
    ['git~1/config', 'Git writes no file with the name "git~1/config".'],
    ['.g\u200cit/config', 'Git writes no file with the name ".g\u200cit/config".'],
  ];
  for (const [path, message] of cases) {
    const refused = commitAndPush(target, { edit: writes({ [path]: 'x', fine: 'x' }) }, going);
    expect(await failure(refused), path).toEqual({ code: 'path', message });
  }
  expect(await remote.git('rev-parse', 'main')).toBe(tip);
});

test('a branch, a remote and a repository that are not there are told', async () => {
  const { target } = await remoteAndClone();
  const edit = writes({ a: '1' });
  expect(await failure(commitAndPush({ ...target, branch: 'prod' }, { edit }, going))).toEqual({
    code: 'branchMissing',
    message: 'The remote origin has no branch prod. Push it first, or choose another.',
  });
  expect(await failure(commitAndPush({ ...target, branch: 'a..b' }, { edit }, going))).toMatchObject({
    code: 'branchMissing',
  });
  expect(await failure(commitAndPush({ ...target, branch: '-x:y' }, { edit }, going))).toMatchObject({
    code: 'branchMissing',
  });
  expect(await failure(commitAndPush({ ...target, remote: '--upload-pack=x' }, { edit }, going))).toMatchObject({
    code: 'remoteMissing',
  });
  expect(await failure(commitAndPush({ ...target, remote: 'ext::sh -c true' }, { edit }, going))).toMatchObject({
    code: 'remoteMissing',
  });
  expect(await failure(commitAndPush({ ...target, root: await temporaryFolder() }, { edit }, going))).toMatchObject({
    code: 'notARepository',
  });
});

test('without a name for commits git says what is missing', async () => {
  const { clone, target } = await remoteAndClone();
  await clone.git('config', '--unset', 'user.name');
  const told = await failure(commitAndPush(target, { edit: writes({ a: '1' }) }, going));
  expect(told?.code).toBe('identity');
  expect(told?.message).toMatch(/Set user\.name and user\.email in the git configuration\.$/);
});

test('clones that are shallow, partial, hashed by SHA-256, worktrees or opened in a folder', async () => {
  const kinds = [
    { clone: ['--depth=1'] },
    { clone: ['--filter=blob:none', '--no-checkout'] },
    { clone: ['--filter=tree:0', '--no-checkout'] },
    { init: ['--object-format=sha256'] },
  ];
  for (const kind of kinds) {
    const name = JSON.stringify(kind);
    const { remote, clone, target, files } = await remoteAndClone(
      { 'apps/web.yaml': 'tag: 1\n', 'lib/x/y': 'z' },
      kind,
    );
    const second = await cloneOf(remote);
    await second.commit({ 'apps/web.yaml': 'tag: 2\n' });
    await second.git('push', '--quiet', 'origin', 'HEAD:main');
    const edit = (at: TargetFiles): Edit => writes({ 'apps/web.yaml': `${textOf(at, 'apps/web.yaml')}tag: 3\n` })();
    const before = await everythingIn(clone.root);
    expect(await commitAndPush(target, { edit, folders: ['apps/'] }, going), name).toMatchObject({ outcome: 'pushed' });
    expect(await files(), name).toEqual({ 'apps/web.yaml': 'tag: 2\ntag: 3', 'lib/x/y': 'z' });
    expect(await everythingIn(clone.root), name).toEqual(before);
  }
  const { clone, target, files } = await remoteAndClone();
  const folder = join(await temporaryFolder(), 'tree');
  await clone.git('worktree', 'add', '--quiet', '-b', 'side', folder);
  await commitAndPush({ ...target, root: folder }, { edit: writes({ a: '1' }) }, going);
  await commitAndPush({ ...target, root: join(folder, 'apps') }, { edit: writes({ b: '2' }) }, going);
  expect(await files()).toEqual({ 'apps/web.yaml': 'tag: 1', a: '1', b: '2' });
});

test('a remote of any name is pushed to alone', async () => {
  const { remote, clone, target } = await remoteAndClone();
  const own = await remoteAndClone();
  await clone.git('remote', 'add', 'sluice', own.remote.root);
  await clone.git('fetch', '--quiet', 'sluice');
  const before = await clone.git('for-each-ref');
  const tips = (): Promise<string[]> => Promise.all([remote, own.remote].map((one) => one.git('rev-parse', 'main')));
  const [first, second] = await tips();
  expect(await commitAndPush(target, { edit: writes({ a: '1' }) }, going)).toMatchObject({ outcome: 'pushed' });
  const [after] = await tips();
  expect(after).not.toBe(first);
  expect(await tips()).toEqual([after, second]);
  const there = { ...target, remote: 'sluice' };
  expect(await commitAndPush(there, { edit: writes({ a: '2' }) }, going)).toMatchObject({ outcome: 'pushed' });
  expect((await tips())[1]).not.toBe(second);
  expect(await clone.git('for-each-ref')).toBe(before);
});

test('what a partial clone lacks is fetched at once', async () => {
  const files = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`apps/${index}.yaml`, `tag: ${index}\n`]));
  const { clone, target } = await remoteAndClone(files, { clone: ['--filter=blob:none', '--no-checkout'] });
  const packs = async (): Promise<number> =>
    Number(/^packs: (\d+)$/m.exec(await clone.git('count-objects', '-v'))?.[1]);
  const before = await packs();
  const edit = (at: TargetFiles): Edit => writes({ 'apps/7.yaml': `${textOf(at, 'apps/7.yaml')}more: 1\n` })();
  expect(await commitAndPush(target, { edit, folders: ['apps/'] }, going)).toMatchObject({ outcome: 'pushed' });
  expect((await packs()) - before).toBeLessThanOrEqual(2);
});
