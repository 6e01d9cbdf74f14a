import { FailureError } from '../../base/failure.ts';
import { slashed } from '../../files/slashes.ts';
import { openRepository } from '../../git/repository.ts';
import { filesAt, type SourceFileMap, type SourceNote } from '../../git/sourceFiles.ts';
import { worktreeFiles } from '../../git/worktreeFiles.ts';
import type { Workspace } from '../../manifests/workspace/workspace.ts';
import type { OpenRepository } from '../../origin/openRepository.ts';
import { indexFiles } from '../fileIndex.ts';
import type { RepositoryFiles } from '../layerFiles.ts';

/** A repository at one moment, with what its files say to each other. */
export interface RepositoryAt {
  /** Absolute, with slashes. */
  readonly root: string;
  readonly repository: OpenRepository;
  readonly files: SourceFileMap;
  readonly notes: readonly SourceNote[];
  /** Paths in it are absolute. */
  readonly workspace: Workspace;
}

/**
 * Reads the repository that a folder lies in: the worktree as a commit of everything would hold it or, without a checkout,
 * a revision. Throws a FailureError where there is no repository or no such revision, or the signal's reason.
 */
export async function readRepository(
  folder: string,
  revision: string | undefined,
  signal: AbortSignal,
): Promise<RepositoryAt> {
  const repository = await openRepository(folder, signal);
  if (repository === undefined) {
    const message = `${folder} lies in no Git repository, from whose root Flux counts paths: name a folder of a clone.`;
    throw new FailureError({ code: 'noRepository', message });
  }
  const root = slashed(repository.root);
  const read = revision === undefined ? await worktreeFiles(root, signal) : await filesAt(root, revision, signal);
  return repositoryWith({ ...repository, root }, read, signal);
}

/** A repository with files that were read before. */
export async function repositoryWith(
  repository: OpenRepository,
  { files, notes }: RepositoryFiles,
  signal: AbortSignal,
): Promise<RepositoryAt> {
  const { root } = repository;
  const remotes = new Map([[root, repository.remotes.map(({ url }) => url)]]);
  const workspace = { ...(await indexFiles(root, files, signal)), remotes };
  return { root, repository, files, notes, workspace };
}
