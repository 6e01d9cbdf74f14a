import { chmod, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { env, pid } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { failureOf } from '../../../../src/base/failure.ts';
import type { Credentials } from '../../../../src/git/askpass/credentials.ts';
import type { Prompt } from '../../../../src/git/askpass/prompts.ts';
import { commitAndPush, type Edit, type Target } from '../../../../src/git/write/commitAndPush.ts';
import { going, temporaryFolder } from '../repositories.ts';
import { serveOverHttp, type HttpRemote } from './httpRemote.ts';
import { addHook, ownTemporaryFolder, remoteAndClone, type RemoteAndClone } from './remotes.ts';

// Each test runs git a hundred times.
vi.setConfig({ testTimeout: 180_000 });

const edit = (): Edit => ({ changes: [{ path: 'a', content: 'x' }], message: 'Change a' });

interface Served extends RemoteAndClone {
  readonly server: HttpRemote;
  with(credentials: Credentials): Target;
}

/** A remote that wants a name and a password. */
async function served(logins: readonly string[]): Promise<Served> {
  const all = await remoteAndClone();
  const server = await serveOverHttp(dirname(all.remote.root), logins);
  await all.clone.git('remote', 'set-url', 'origin', `${server.url}/${basename(all.remote.root)}`);
  return { ...all, server, with: (credentials) => ({ ...all.target, credentials }) };
}

/** A helper as people set one up, which writes down what it is told. */
async function addHelper({ clone }: RemoteAndClone, login: string): Promise<() => Promise<string>> {
  const folder = await temporaryFolder();
  const [script, log] = [join(folder, 'helper'), join(folder, 'log')];
  const [name, password] = login.split(':');
  await writeFile(log, '');
  await writeFile(
    script,
    `#!/bin/sh\necho "$1" >>${log}\ncat >>${log}\n[ "$1" = get ] && printf 'username=${name}\\npassword=${password}\\n'\nexit 0\n`,
  );
  await chmod(script, 0o755);
  await clone.git('config', 'credential.helper', script);
  return () => readFile(log, 'utf8');
}

test('who has signed in for the host pushes as that, and no helper hears of it', async () => {
  const all = await served(['token:s3cret']);
  const heard = await addHelper(all, 'old:wrong');
  const asked: unknown[] = [];
  const session: Credentials['session'] = (origin) => {
    asked.push(origin);
    return Promise.resolve({ username: 'token', password: 's3cret' });
  };
  expect(await commitAndPush(all.with({ session }), { edit }, going)).toMatchObject({ outcome: 'pushed' });
  expect(new Set(all.server.seen)).toEqual(new Set(['token:s3cret']));
  expect(asked[0]).toEqual({ protocol: 'http', host: all.server.host });
  expect(await heard()).toBe('');
});

test('a session that is not taken gives way to the helper that the person has set up', async () => {
  const all = await served(['ann:right']);
  await addHelper(all, 'ann:right');
  const session: Credentials['session'] = () => Promise.resolve({ username: 'token', password: 'expired' });
  expect(await commitAndPush(all.with({ session }), { edit }, going)).toMatchObject({ outcome: 'pushed' });
  expect(all.server.seen[0]).toBe('token:expired');
  expect(all.server.seen.at(-1)).toBe('ann:right');
});

test('whoever has nothing is asked, once for all that git does', async () => {
  const all = await served(['ann:right']);
  const asked: Prompt[] = [];
  const ask: Credentials['ask'] = (prompt) => {
    asked.push(prompt);
    return Promise.resolve(prompt.kind === 'username' ? 'ann' : 'right');
  };
  expect(await commitAndPush(all.with({ ask }), { edit }, going)).toMatchObject({ outcome: 'pushed' });
  expect(asked).toMatchObject([
    { kind: 'username', origin: { protocol: 'http', host: all.server.host } },
    { kind: 'password', origin: { protocol: 'http', host: all.server.host }, username: 'ann' },
  ]);
});

test('a wrong password is told, and nobody is asked again and again', async () => {
  const all = await served(['ann:right']);
  let count = 0;
  const ask: Credentials['ask'] = () => Promise.resolve(`wrong${(count += 1)}`);
  const error: unknown = await commitAndPush(all.with({ ask }), { edit }, going).catch((reason: unknown) => reason);
  expect(failureOf(error)?.code).toBe('authentication');
  expect(failureOf(error)?.message).not.toMatch(/wrong/);
  expect(count).toBe(2);
});

test('with nobody to ask, and when who is asked cancels, it ends', async () => {
  const all = await served(['ann:right']);
  const alone: unknown = await commitAndPush(all.with({}), { edit }, going).catch((reason: unknown) => reason);
  expect(failureOf(alone)?.code).toBe('authentication');
  const ask: Credentials['ask'] = () => Promise.resolve(undefined);
  const error: unknown = await commitAndPush(all.with({ ask }), { edit }, going).catch((reason: unknown) => reason);
  expect(failureOf(error)).toEqual({
    code: 'signInCancelled',
    message: 'Fetching main from origin was given up, because signing in was cancelled.',
  });
});

test('a question that is still open when all is cancelled ends with it', async () => {
  const left = await ownTemporaryFolder();
  const all = await served(['ann:right']);
  const controller = new AbortController();
  let stopped = false;
  const ask: Credentials['ask'] = (_, signal) =>
    new Promise((resolve) => {
      signal.addEventListener('abort', () => {
        stopped = true;
        resolve(undefined);
      });
      setTimeout(() => controller.abort(new Error('enough')), 10);
    });
  await expect(commitAndPush(all.with({ ask }), { edit }, controller.signal)).rejects.toThrow('enough');
  expect(stopped).toBe(true);
  expect(await left()).toEqual([]);
  expect(await all.clone.git('for-each-ref', 'refs/sluice/')).toBe('');
});

test('no answer is in an argument, a variable or a file', async () => {
  const left = await ownTemporaryFolder();
  const secret = ['s3', 'cret'].join('-of-this-test-');
  const all = await served([`token:${secret}`]);
  const session: Credentials['session'] = () => Promise.resolve({ username: 'token', password: secret });
  const work = commitAndPush(all.with({ session }), { edit }, going);
  const over = new AbortController();
  const end = work.finally(() => over.abort());
  const found: string[] = [];
  let looked = 0;
  while (!over.signal.aborted) {
    // What git starts is younger than this process.
    const younger = (await readdir('/proc').catch(() => [])).filter((id) => Number(id) > pid);
    const texts = younger.flatMap((id) => ['cmdline', 'environ'].map((what) => join('/proc', id, what)));
    for (const path of texts) {
      const text = await readFile(path, 'latin1').catch(() => '');
      if (text.includes('SLUICE_')) looked += 1;
      if (text.includes(secret)) found.push(path);
    }
    await sleep(20);
  }
  expect(await end).toMatchObject({ outcome: 'pushed' });
  expect(all.server.seen).toContain(`token:${secret}`);
  expect(found).toEqual([]);
  // Only Linux shows them.
  if (process.platform === 'linux') expect(looked).toBeGreaterThan(0);
  expect(await left()).toEqual([]);
});

test('a hook of the repository gets nothing of what somebody signed in with', async () => {
  const all = await served(['token:s3cret']);
  const log = join(await temporaryFolder(), 'log');
  const asks = `"$GIT_ASKPASS" "Password for 'http://token@${all.server.host}': "`;
  await addHook(all.clone, 'pre-push', `echo asked >${log}\n${asks} >>${log} 2>&1\nexit 0`);
  const session: Credentials['session'] = () => Promise.resolve({ username: 'token', password: 's3cret' });
  expect(await commitAndPush(all.with({ session }), { edit }, going)).toMatchObject({ outcome: 'pushed' });
  const heard = await readFile(log, 'utf8');
  expect(heard).toContain('asked');
  expect(heard).not.toContain('s3cret');
});

test('over SSH questions are asked through the same way', async () => {
  const { clone, target, remote } = await remoteAndClone();
  const script = join(await temporaryFolder(), 'ssh');
  // What ssh does with a host that it does not know, and then with a key.
  await writeFile(
    script,
    `#!/bin/sh
answer=$("$SSH_ASKPASS" "The authenticity of host 'git.example.org (192.0.2.1)' can't be established.
Are you sure you want to continue connecting (yes/no/[fingerprint])? ") || { echo "Host key verification failed." >&2; exit 255; }
[ "$SSH_ASKPASS_REQUIRE $answer" = "force yes" ] || exit 255
[ "$("$SSH_ASKPASS" "Enter passphrase for key '/k': ")" = "open it" ] || { echo "git@x: Permission denied (publickey)." >&2; exit 255; }
for last; do :; done
eval "exec $last"
`,
  );
  await chmod(script, 0o755);
  const before = env['GIT_SSH'];
  env['GIT_SSH'] = script;
  onTestFinished(
    () => void (before === undefined ? Reflect.deleteProperty(env, 'GIT_SSH') : (env['GIT_SSH'] = before)),
  );
  await clone.git('remote', 'set-url', 'origin', `ssh://git.example.org${remote.root}`);
  const asked: string[] = [];
  const answers = new Map<string, string>([
    ['hostKey', 'yes'],
    ['passphrase', 'open it'],
  ]);
  const ask: Credentials['ask'] = ({ kind }) => {
    asked.push(kind);
    return Promise.resolve(answers.get(kind));
  };
  expect(await commitAndPush({ ...target, credentials: { ask } }, { edit }, going)).toMatchObject({
    outcome: 'pushed',
  });
  expect(asked).toEqual(['hostKey', 'passphrase']);
  answers.set('passphrase', 'no');
  const error: unknown = await commitAndPush({ ...target, credentials: { ask } }, { edit }, going).catch(
    (reason: unknown) => reason,
  );
  expect(failureOf(error)?.code).toBe('authentication');
});
