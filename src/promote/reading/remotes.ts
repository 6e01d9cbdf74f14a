import { FailureError } from '../../base/failure.ts';
import { noneOn, runGit } from '../../git/runGit.ts';
import { parseRemotes, resolveRevision } from '../../git/repository.ts';

/** A remote of a repository, as git fetches from it. */
export interface Remote {
  readonly name: string;
  readonly url: string;
}

/** There is nowhere to push to. `why`: sentences about it. */
export function noRemote(why: readonly string[] = []): FailureError {
  const advice = 'Add one: git remote add origin ADDRESS, and push to it what is here: git push -u origin HEAD';
  const message = ['There is no remote to push to.', ...why, advice].join(' ');
  return new FailureError({ code: 'noRemote', message });
}

/**
 * The remote that promotions go to: the one that is named, else `origin`, else the only one; undefined for none. Throws a
 * FailureError with a GitFailure, or the signal's reason.
 */
export async function remoteOf(
  root: string,
  wanted: string | undefined,
  signal: AbortSignal,
): Promise<Remote | undefined> {
  const all = parseRemotes(await runGit({ folder: root, args: ['remote', '-v'], signal }));
  if (wanted !== undefined) return all.find(({ name }) => name === wanted);
  return all.find(({ name }) => name === 'origin') ?? (all.length === 1 ? all[0] : undefined);
}

/**
 * The branch that a remote's clones start with, as far as it is known here without asking: what its HEAD was when it was
 * cloned, else `main` or `master`, else the branch that is checked out, if the remote has these. Undefined where nothing tells.
 */
export async function defaultBranch(root: string, remote: string, signal: AbortSignal): Promise<string | undefined> {
  const symbolic = async (ref: string): Promise<string> =>
    (await runGit({ folder: root, args: ['symbolic-ref', '--quiet', ref], signal }).catch(noneOn(1, 128))).trim();
  const prefix = `refs/remotes/${remote}/`;
  const head = await symbolic(`${prefix}HEAD`);
  if (head.startsWith(prefix)) return head.slice(prefix.length);
  const current = (await symbolic('HEAD')).replace(/^refs\/heads\//, '');
  for (const branch of ['main', 'master', current]) {
    if (branch !== '' && (await resolveRevision(root, `${prefix}${branch}`, signal)) !== undefined) return branch;
  }
  return current === '' ? undefined : current;
}
