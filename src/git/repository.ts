import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { failureOf } from '../base/failure.ts';
import { slashed } from '../files/slashes.ts';
import type { OpenRepository } from '../origin/openRepository.ts';
import { noneOn, runGit } from './runGit.ts';

/**
 * The repository that a folder lies in; undefined outside any. Throws a FailureError with a GitFailure where git does not
 * answer, or the signal's reason.
 */
export async function openRepository(folder: string, signal: AbortSignal): Promise<OpenRepository | undefined> {
  const root = await rootOf(folder, signal);
  if (root === undefined) return undefined;
  const git = (...args: readonly string[]): Promise<string> => runGit({ folder: root, args, signal });
  const [remotes, branch, commit, tags] = await Promise.all([
    git('remote', '-v').then(parseRemotes),
    git('symbolic-ref', '--quiet', '--short', 'HEAD').catch(noneOn(1)),
    git('rev-parse', '--verify', '--quiet', 'HEAD^{commit}').catch(noneOn(1)),
    git('tag', '--points-at', 'HEAD').catch(noneOn(128, 129)),
  ]);
  return {
    root,
    remotes,
    branch: branch.trim() || undefined,
    commit: commit.trim() || undefined,
    tags: tags.split('\n').filter((tag) => tag !== ''),
  };
}

/** Git tells the top with all links resolved; people know it as the folder that they opened spells it. */
async function rootOf(folder: string, signal: AbortSignal): Promise<string | undefined> {
  try {
    const args = ['rev-parse', '--show-toplevel', '--show-cdup'];
    const [top = '', up = ''] = (await runGit({ folder, args, signal })).split('\n');
    const spelled = slashed(join(folder, up));
    return (await realPathOf(spelled)) === (await realPathOf(top)) ? spelled : slashed(top);
  } catch (error) {
    if (failureOf(error)?.code === 'notARepository') return undefined;
    throw error;
  }
}

async function realPathOf(path: string): Promise<string> {
  return realpath(path).catch(() => path);
}

/** The remotes that `git remote -v` lists, for fetching: `origin<tab>https://example.org/fleet.git (fetch)`. */
export function parseRemotes(printed: string): OpenRepository['remotes'][number][] {
  return printed.split('\n').flatMap((line) => {
    const [, name, url] = /^([^\t]+)\t(.*) \(fetch\)(?: \[[^\]]*\])?$/.exec(line) ?? [];
    return name === undefined || url === undefined || url === '' ? [] : [{ name, url }];
  });
}

/**
 * The commit that a revision names: a branch, a tag, `HEAD~2`, a hash or the start of one; undefined for none. Throws as
 * {@link openRepository}.
 */
export async function resolveRevision(
  root: string,
  revision: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`];
  const printed = await runGit({ folder: root, args, signal }).catch(noneOn(1, 128));
  return /^[0-9a-f]{40,64}$/.exec(printed.trim())?.[0];
}

/**
 * Whether one commit is another or lies in its history. Undefined where that cannot be told: a commit is not here, or the
 * clone is shallow and its history ends before. Throws as {@link openRepository}.
 */
export async function isAncestor(
  root: string,
  { ancestor, of }: { readonly ancestor: string; readonly of: string },
  signal: AbortSignal,
): Promise<boolean | undefined> {
  const [from, to] = await Promise.all([resolveRevision(root, ancestor, signal), resolveRevision(root, of, signal)]);
  if (from === undefined || to === undefined) return undefined;
  const git = (...args: readonly string[]): Promise<string> => runGit({ folder: root, args, signal });
  try {
    await git('merge-base', '--is-ancestor', from, to);
    return true;
  } catch (error) {
    noneOn(1)(error);
    return (await git('rev-parse', '--is-shallow-repository')).trim() === 'true' ? undefined : false;
  }
}
