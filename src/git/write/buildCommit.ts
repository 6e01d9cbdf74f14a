import { createLimiter } from '../../base/limiter.ts';
import { listTreeBy, type TreeEntry } from '../listTree.ts';
import { checkChanges, filterRefusal, type CheckedChange, type FileChange } from './fileChange.ts';
import type { WriteRun } from './run.ts';
import { writeError } from './writeFailure.ts';

/** What a commit is made of. */
export interface CommitContent {
  /** The commit that it follows. */
  readonly parent: string;
  readonly changes: readonly FileChange[];
  readonly message: string;
  /** Whether it is only looked at: then it is nobody's, and not signed, for which a person may be asked. */
  readonly isTrial?: boolean;
}

/** A commit that is in the repository and in no branch. */
export interface BuiltCommit {
  readonly commit: string;
  /** The paths that differ from its parent's. */
  readonly paths: readonly string[];
  readonly signed: boolean;
}

const nobody = [
  ['user.name', 'Sluice'],
  ['user.email', 'nobody@localhost'],
] as const;

/**
 * Makes a commit without a working tree, in the person's name and signed if `commit.gpgsign` says so. Undefined where the
 * changes change nothing. No hook runs, and of the repository nothing changes but that it has more objects. Throws a
 * FailureError with a WriteFailure, or the signal's reason.
 */
export async function buildCommit(
  run: WriteRun,
  { parent, changes, message, isTrial }: CommitContent,
  signal: AbortSignal,
): Promise<BuiltCommit | undefined> {
  const tree = await treeOf(run, parent);
  const checked = checkChanges(changes, tree);
  if ('refusal' in checked) throw writeError('path', checked.refusal);
  const lines = await indexLines(run, checked.changes, tree, signal);
  if (lines.length === 0) return undefined;
  const what = 'Making the commit';
  await run.git({ what, args: ['read-tree', `${parent}^{tree}`] });
  await run.git({
    what,
    args: ['update-index', '-z', '--index-info'],
    input: lines.map(({ line }) => line).join(''),
  });
  await requireUnfiltered(run, lines, signal);
  const missing = run.partial ? ['--missing-ok'] : [];
  const id = text(await run.git({ what, args: ['write-tree', ...missing] }));
  await requireAllPaths(run, { parent, tree: id, lines });
  const signed = isTrial !== true && (await isSigning(run));
  const args = ['commit-tree', ...(signed ? ['-S'] : []), '-p', parent, '-F', '-', id];
  const config = isTrial === true ? nobody : [];
  const commit = text(await run.git({ what, args, config, input: message.replaceAll('\0', '') }));
  return { commit, paths: lines.map(({ path }) => path), signed };
}

/**
 * Says who would commit, as `Ann <ann@example.org> 1700000000 +0100`. Throws a FailureError (`identity`) where git has not
 * been told.
 */
export async function requireIdentity(run: WriteRun): Promise<void> {
  const what = 'Committing';
  for (const who of ['GIT_AUTHOR_IDENT', 'GIT_COMMITTER_IDENT']) await run.git({ what, args: ['var', who] });
}

async function treeOf(run: WriteRun, commit: string): Promise<ReadonlyMap<string, TreeEntry>> {
  const list = async (args: readonly string[]): Promise<string> =>
    (await run.git({ what: 'Reading the branch', args })).toString();
  return new Map((await listTreeBy(list, commit)).map((entry) => [entry.path, entry]));
}

interface IndexLine {
  readonly path: string;
  /** For `git update-index --index-info -z`. */
  readonly line: string;
  readonly kept: boolean;
}

/** Writes contents as objects and says what of them goes into the index; what is as it was is left out. */
async function indexLines(
  run: WriteRun,
  changes: readonly CheckedChange[],
  tree: ReadonlyMap<string, TreeEntry>,
  signal: AbortSignal,
): Promise<IndexLine[]> {
  const limited = createLimiter(4);
  const lines = changes.map(async ({ path, content, mode }): Promise<IndexLine[]> => {
    const before = tree.get(path);
    if (content === undefined)
      return [{ path, kept: false, line: `0 ${'0'.repeat(before?.id.length ?? 40)}\t${path}\0` }];
    const args = ['hash-object', '-w', '--no-filters', '--stdin'];
    const id = text(await limited(() => run.git({ what: `Writing ${path}`, args, input: content }), signal));
    return id === before?.id ? [] : [{ path, kept: true, line: `${mode} ${id}\t${path}\0` }];
  });
  return (await Promise.all(lines)).flat();
}

/** Attributes are those of the commit that is made, and of the person's own files. */
async function requireUnfiltered(run: WriteRun, lines: readonly IndexLine[], signal: AbortSignal): Promise<void> {
  const input = lines.flatMap(({ path, kept }) => (kept ? [`${path}\0`] : [])).join('');
  if (input === '') return;
  const args = ['check-attr', '--cached', '-z', '--stdin', 'filter'];
  const parts = (await run.git({ what: 'Reading attributes', args, input })).toString().split('\0');
  signal.throwIfAborted();
  for (let at = 0; at + 2 < parts.length; at += 3) {
    const refusal = filterRefusal(parts[at] ?? '', parts[at + 2]);
    if (refusal !== undefined) throw writeError('path', refusal);
  }
}

/** Git passes over names in the index that it would write on no system, such as `git~1`, and says so in no exit code. */
async function requireAllPaths(
  run: WriteRun,
  { parent, tree, lines }: { readonly parent: string; readonly tree: string; readonly lines: readonly IndexLine[] },
): Promise<void> {
  const args = ['diff-tree', '-r', '-z', '--name-only', '--no-renames', '--end-of-options', parent, tree];
  const printed = await run.git({ what: 'Reading the commit', args });
  const written = new Set(printed.toString().split('\0'));
  const missing = lines.find(({ path }) => !written.has(path));
  if (missing !== undefined)
    throw writeError('path', `Git writes no file with the name ${JSON.stringify(missing.path)}.`);
}

async function isSigning(run: WriteRun): Promise<boolean> {
  const args = ['config', '--type=bool', '--default=false', '--get', 'commit.gpgsign'];
  return text(await run.git({ what: 'Reading commit.gpgsign', args })) === 'true';
}

function text(output: Buffer): string {
  return output.toString().trim();
}
