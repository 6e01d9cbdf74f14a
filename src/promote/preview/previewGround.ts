import { FailureError } from '../../base/failure.ts';
import type { Credentials } from '../../git/askpass/credentials.ts';
import { openRepository } from '../../git/repository.ts';
import type { Stage } from '../../stages/terms/config.ts';
import { branchNames } from '../reading/branches.ts';
import type { Project } from '../reading/project.ts';
import type { Destination } from '../publishing/publishChange.ts';
import { readRemote } from '../reading/readRemote.ts';
import { defaultBranch, remoteOf } from '../reading/remotes.ts';
import type { Tree } from '../reading/trees.ts';

/** The stage that a preview is beside, as the remote has it now. */
export interface PreviewGround {
  readonly destination: Destination & { readonly branch: string };
  readonly target: Tree;
  /** The commit of the feature branch, where one was asked for. */
  readonly commit: string | undefined;
}

/** Branches that a preview may follow, by what is known here: that which is checked out comes first. */
export async function previewBranches(
  { root }: Pick<Project, 'root'>,
  signal: AbortSignal,
): Promise<{ readonly current: string | undefined; readonly others: readonly string[] }> {
  const repository = await openRepository(root, signal);
  const current = repository?.branch;
  const names = repository === undefined ? [] : await branchNames(root, signal);
  return { current, others: names.filter((name) => name !== current && !name.startsWith('sluice/')) };
}

/**
 * Fetches the branch of a stage, and a feature branch, as the remote has them now. Throws a FailureError with a sentence (the
 * remote has no such branch: it has to be pushed first), or the signal's reason.
 */
export async function previewGround(
  { root, config }: Pick<Project, 'root' | 'config'>,
  stage: Stage,
  { branch, credentials }: { readonly branch?: string; readonly credentials: Credentials },
  signal: AbortSignal,
): Promise<PreviewGround> {
  const remote = await remoteOf(root, undefined, signal);
  if (remote === undefined) {
    throw new FailureError({
      code: 'noRemote',
      message: 'There is no remote that a cluster could read a branch from.',
    });
  }
  const base = stage.branch ?? (await defaultBranch(root, remote.name, signal)) ?? 'main';
  const trees = await readRemote(
    { root, remote: remote.name, credentials },
    { from: branch ?? base, to: base },
    signal,
  );
  const destination = { remote, branch: base, way: stage.change, config };
  return { destination, target: trees.to, commit: branch === undefined ? undefined : trees.from.commit };
}
