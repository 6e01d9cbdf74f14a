import { noneOn, runGit } from '../runGit.ts';

/**
 * Whether a repository is a partial clone, which fetches objects when they are needed. Throws a FailureError with a
 * GitFailure (`notARepository`: it is none), or the signal's reason.
 */
export async function isPartialClone(root: string, signal: AbortSignal): Promise<boolean> {
  await runGit({ folder: root, args: ['rev-parse', '--git-dir'], signal });
  const args = ['config', '--get-regexp', String.raw`^(extensions\.partialclone|remote\..*\.promisor)$`];
  return (await runGit({ folder: root, args, signal }).catch(noneOn(1))).trim() !== '';
}
