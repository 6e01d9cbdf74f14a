import { FailureError } from '../../base/failure.ts';
import { listTreeBy, missingObjects } from '../listTree.ts';
import { noneOn, runGit } from '../runGit.ts';
import { filesAtEach, type SourceFiles } from '../sourceFiles.ts';
import type { WriteRun } from './run.ts';
import { writeError, writeFailureFrom } from './writeFailure.ts';

/** What a branch holds at the moment. */
export interface TargetFiles extends SourceFiles {
  readonly commit: string;
}

/**
 * Reads the files of a commit at or below some paths. In a partial clone what is missing is fetched first, all at once.
 * Throws a FailureError with a WriteFailure, or the signal's reason.
 */
export async function targetFiles(
  run: WriteRun,
  commit: string,
  folders: readonly string[] | undefined,
  signal: AbortSignal,
): Promise<TargetFiles> {
  if (run.partial) await fetchMissing(run, commit, folders ?? [], signal);
  const [files] = await filesAtEach(
    run.root,
    [{ revision: commit, ...(folders !== undefined && { folders }) }],
    signal,
  );
  if (files === undefined) throw writeError('gitFailed', `The repository ${run.root} has no commit ${commit}.`);
  return files;
}

async function fetchMissing(
  run: WriteRun,
  commit: string,
  folders: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const what = 'Fetching files that the partial clone left out';
  // Fetches folders too, where those were left out.
  const list = async (args: readonly string[]): Promise<string> => (await run.git({ what, args })).toString();
  const wanted = (await listTreeBy(list, commit, folders)).filter(({ type }) => type === 'file').map(({ id }) => id);
  const missing = await missingObjects(run.root, commit, signal);
  const ids = [...new Set(wanted)].filter((id) => missing.has(id));
  const remote = await promisorOf(run.root, signal);
  if (ids.length === 0 || remote === undefined) return;
  const args = [
    'fetch',
    '--no-tags',
    '--no-write-fetch-head',
    '--no-recurse-submodules',
    '--no-auto-maintenance',
    '--filter=blob:none',
    '--stdin',
    '--end-of-options',
    remote,
  ];
  const config = [['fetch.negotiationAlgorithm', 'noop']] as const;
  const { exitCode, stderr } = await run.remote({ what, args, remote, config, input: `${ids.join('\n')}\n` });
  if (exitCode !== 0) throw new FailureError(writeFailureFrom({ what }, stderr, exitCode));
}

/** The remote that a partial clone gets objects from. */
async function promisorOf(root: string, signal: AbortSignal): Promise<string | undefined> {
  const args = ['config', '--name-only', '--get-regexp', String.raw`^remote\..*\.promisor$`];
  const printed = await runGit({ folder: root, args, signal }).catch(noneOn(1));
  return /^remote\.(.*)\.promisor$/m.exec(printed)?.[1];
}
