import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test, vi } from 'vitest';
import { failureOf } from '../../../../src/base/failure.ts';
import type { Credentials } from '../../../../src/git/askpass/credentials.ts';
import { commitAndPush, type Edit } from '../../../../src/git/write/commitAndPush.ts';
import { going, temporaryFolder } from '../repositories.ts';
import { remoteAndClone } from './remotes.ts';

const run = promisify(execFile);

// Each test runs git a hundred times.
vi.setConfig({ testTimeout: 180_000 });

const edit = (): Edit => ({ changes: [{ path: 'a', content: 'x' }], message: 'Change a' });

test('commits are signed with the key of the person, whose passphrase is asked for', async () => {
  const { clone, remote, target } = await remoteAndClone();
  const key = join(await temporaryFolder(), 'key');
  await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', 'open it', '-C', 'ann', '-f', key]);
  await clone.git('config', 'gpg.format', 'ssh');
  await clone.git('config', 'user.signingKey', key);
  await clone.git('config', 'commit.gpgSign', 'true');
  const asked: string[] = [];
  const ask: Credentials['ask'] = (prompt) => {
    asked.push(prompt.kind);
    return Promise.resolve('open it');
  };
  const done = await commitAndPush({ ...target, credentials: { ask } }, { edit }, going);
  expect(done).toMatchObject({ outcome: 'pushed', signed: true });
  expect(asked).toEqual(['passphrase']);
  const { stdout } = await run('ssh-keygen', ['-y', '-P', 'open it', '-f', key]);
  const signers = join(remote.root, 'signers');
  await writeFile(signers, `ann@example.org ${stdout}`);
  await remote.git('config', 'gpg.ssh.allowedSignersFile', signers);
  expect(await remote.git('log', '-1', '--format=%G?', 'main')).toBe('G');
});

test('where signing fails nothing is pushed', async () => {
  const { clone, remote, target } = await remoteAndClone();
  const tip = await remote.git('rev-parse', 'main');
  await clone.git('config', 'gpg.format', 'ssh');
  await clone.git('config', 'user.signingKey', join(clone.root, 'no-such-key'));
  await clone.git('config', 'commit.gpgSign', 'true');
  const error: unknown = await commitAndPush(target, { edit }, going).catch((reason: unknown) => reason);
  expect(failureOf(error)?.code).toBe('signing');
  expect(failureOf(error)?.message).toMatch(/^Making the commit failed: .*no-such-key.* See that signing works: /);
  expect(await remote.git('rev-parse', 'main')).toBe(tip);
});
