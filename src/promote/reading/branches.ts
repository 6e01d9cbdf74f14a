import { FailureError } from '../../base/failure.ts';
import { resolveRevision } from '../../git/repository.ts';
import { runGit } from '../../git/runGit.ts';
import { filesAtEach } from '../../git/sourceFiles.ts';
import type { OpenRepository } from '../../origin/openRepository.ts';
import { treeOf, type Tree } from './trees.ts';

/** Names of all branches here and of remotes, each once, without the remote's name. */
export async function branchNames(root: string, signal: AbortSignal): Promise<readonly string[]> {
  const args = ['for-each-ref', '--format=%(refname)', 'refs/heads', 'refs/remotes'];
  const refs = (await runGit({ folder: root, args, signal })).split('\n');
  const names = refs.map((ref) => ref.replace(/^refs\/(?:heads|remotes\/[^/]+)\//, ''));
  return [...new Set(names.filter((name) => name !== '' && name !== 'HEAD'))].sort();
}

/** The files of branches, as a remote had them last, else as they are here. Throws a FailureError for one that is nowhere. */
export async function branchTrees(
  { root, remotes }: Pick<OpenRepository, 'root' | 'remotes'>,
  branches: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, { readonly tree: Tree; readonly place: string }>> {
  const names = remotes.map(({ name }) => name).sort(originFirst);
  const placed = await Promise.all(
    branches.map(async (branch) => ({ branch, place: await placeOf({ root, names }, branch, signal) })),
  );
  const read = await filesAtEach(
    root,
    placed.map(({ place }) => ({ revision: place })),
    signal,
  );
  return new Map(
    placed.flatMap(({ branch, place }, at) => {
      const files = read[at];
      return files === undefined ? [] : [[branch, { tree: treeOf(files.files, files.commit), place }] as const];
    }),
  );
}

/**
 * A branch by the name that Git knows it by: as one of these remotes had it last, else as it is here. Throws a FailureError
 * (`noStages`) for one that is nowhere.
 */
export async function placeOf(
  { root, names }: { readonly root: string; readonly names: readonly string[] },
  branch: string,
  signal: AbortSignal,
): Promise<string> {
  const candidates = [...names.map((remote) => `${remote}/${branch}`), branch];
  for (const candidate of candidates) {
    if ((await resolveRevision(root, candidate, signal)) !== undefined) return candidate;
  }
  const message = `The branch ${branch} of a stage is not here. Fetch it: git fetch ${names[0] ?? 'origin'} ${branch}.`;
  throw new FailureError({ code: 'noStages', message });
}

function originFirst(one: string, other: string): number {
  return Number(other === 'origin') - Number(one === 'origin');
}
