import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testRepository } from '../../unit/git/repositories.ts';

/** A repository with these files, and the bare one that it pushes to. */
export async function clonedFleet(files: Readonly<Record<string, string>>) {
  const { root, commit } = await testRepository();
  const first = await commit(files);
  const bare = mkdtempSync(join(tmpdir(), 'sluice-bare-'));
  const git = (...args: readonly string[]): string => execFileSync('git', ['-C', root, ...args], { encoding: 'utf8' });
  execFileSync('git', ['clone', '--quiet', '--bare', root, bare]);
  git('config', 'user.name', 'Somebody');
  git('config', 'user.email', 'somebody@example.org');
  git('remote', 'add', 'origin', bare);
  git('fetch', '--quiet', 'origin');
  const inBare = (...args: readonly string[]): string =>
    execFileSync('git', ['-C', bare, ...args], { encoding: 'utf8' });
  const branch = git('symbolic-ref', '--short', 'HEAD').trim();
  return { root, commit, git, bare, inBare, branch, first };
}
