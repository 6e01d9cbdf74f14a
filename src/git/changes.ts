import { noneOn, runGit } from './runGit.ts';

/** A path that differs from what is committed. */
export interface ChangedPath {
  /** From the repository's root. */
  readonly path: string;
  /** `deleted`: not in the worktree any more. `untracked`: not known to git yet, nor ignored. */
  readonly change: 'modified' | 'deleted' | 'untracked' | 'submodule';
}

/** How a worktree differs from its commit. */
export interface WorktreeState {
  /** The commit that is checked out; undefined before the first. */
  readonly commit: string | undefined;
  readonly changes: readonly ChangedPath[];
}

/**
 * Compares the worktree, staged or not, with the commit that is checked out, as `git add -A` would find it: untracked
 * files are changes, ignored ones are none. Filters of the repository's attributes, which are programs, do not run. Throws a
 * FailureError with a GitFailure, or the signal's reason.
 */
export async function worktreeState(root: string, signal: AbortSignal): Promise<WorktreeState> {
  const args = [
    'status',
    '--porcelain=v2',
    '-z',
    '--branch',
    '--untracked-files=all',
    '--no-renames',
    '--ignore-submodules=dirty',
  ];
  const config = await withoutFilters(root, signal);
  return parseStatus(await runGit({ folder: root, args, signal, config }));
}

/** Settings that take the programs from all filters that the configuration names. */
async function withoutFilters(root: string, signal: AbortSignal): Promise<(readonly [string, string])[]> {
  const args = ['config', '--null', '--name-only', '--get-regexp', String.raw`^filter\..*\.(clean|process|required)$`];
  const printed = await runGit({ folder: root, args, signal }).catch(noneOn(1));
  return printed.split('\0').flatMap((key) => {
    if (key === '') return [];
    return [[key, key.endsWith('.required') ? 'false' : ''] as const];
  });
}

/** Reads `git status --porcelain=v2 -z --branch`; see git-status(1). */
function parseStatus(printed: string): WorktreeState {
  let commit: string | undefined;
  const changes: ChangedPath[] = [];
  for (const line of printed.split('\0')) {
    if (line.startsWith('# branch.oid ')) commit = /^[0-9a-f]{40,64}$/.exec(line.slice(13))?.[0];
    else if (line.startsWith('? ')) changes.push({ path: line.slice(2), change: 'untracked' });
    else if (line.startsWith('1 ')) changes.push(ordinary(line));
    else if (line.startsWith('u ')) changes.push({ path: fieldsFrom(line, 10).rest, change: 'modified' });
  }
  return { commit, changes: merged(changes) };
}

/** `1 <XY> <sub> <mH> <mI> <mW> <hH> <hI> <path>`: mW is the mode in the worktree, zeros where nothing is there. */
function ordinary(line: string): ChangedPath {
  const { fields, rest } = fieldsFrom(line, 8);
  const isSubmodule = fields[2]?.startsWith('S') ?? false;
  return { path: rest, change: isSubmodule ? 'submodule' : fields[5] === '000000' ? 'deleted' : 'modified' };
}

function fieldsFrom(line: string, count: number): { readonly fields: readonly string[]; readonly rest: string } {
  const parts = line.split(' ');
  return { fields: parts.slice(0, count), rest: parts.slice(count).join(' ') };
}

/** A file that is no longer tracked but still there is told of twice: as deleted and as untracked. The later counts. */
function merged(changes: readonly ChangedPath[]): ChangedPath[] {
  return [...new Map(changes.map((one) => [one.path, one])).values()];
}
