import { runGit } from './runGit.ts';

/** What a message needs to know of a commit. */
export interface CommitFacts {
  readonly commit: string;
  readonly author: Person;
  readonly committer: Person;
  /** Seconds since 1970, when it was committed. */
  readonly time: number;
  readonly subject: string;
  /** The message below the subject, trailers included. */
  readonly body: string;
  /** In their order, as git finds them: `Co-authored-by`, `Promoted-From`. */
  readonly trailers: readonly Trailer[];
}

/** Whoever wrote or committed, as the repository's .mailmap names them. */
export interface Person {
  readonly name: string;
  readonly email: string;
}

/** A line `Key: value` at a message's end; see git-interpret-trailers(1). */
export interface Trailer {
  readonly key: string;
  readonly value: string;
}

/** Which commits are listed. */
export interface HistoryRange {
  /** What is known already, with all that led to it; absent: from the beginning. */
  readonly from?: string;
  readonly to: string;
  /** Only those that touched something at or below these paths; absent or empty: all. */
  readonly paths?: readonly string[];
  /** How many are listed at most. */
  readonly most?: number;
}

/** What a range holds. */
export interface History {
  /** The newest first. */
  readonly commits: readonly CommitFacts[];
  /** Whether there are more than were asked for. */
  readonly more: boolean;
  /** Whether the clone is shallow, so that there may be more. */
  readonly shallow: boolean;
}

const fields = [
  '%H',
  '%aN',
  '%aE',
  '%cN',
  '%cE',
  '%ct',
  '%s',
  '%b',
  '%(trailers:only,unfold,key_value_separator=%x1f,separator=%x1e)',
];

/**
 * Lists the commits of a range, merges left out where they add nothing of their own. Throws a FailureError with a GitFailure
 * (`gitFailed`: a revision is not there), or the signal's reason.
 */
export async function historyOf(root: string, range: HistoryRange, signal: AbortSignal): Promise<History> {
  const { from, to, paths = [], most = 100 } = range;
  const args = [
    'log',
    '-z',
    '--no-show-signature',
    '--no-ext-diff',
    `--max-count=${most + 1}`,
    `--format=${fields.join('%x1d')}`,
    '--end-of-options',
    ...(from === undefined ? [to] : [`${from}..${to}`]),
    '--',
    // A star in a name is a star.
    ...paths.map((path) => `:(top,literal)${path}`),
  ];
  const [printed, shallow] = await Promise.all([
    runGit({ folder: root, args, signal }),
    runGit({ folder: root, args: ['rev-parse', '--is-shallow-repository'], signal }),
  ]);
  const commits = parseLog(printed);
  return { commits: commits.slice(0, most), more: commits.length > most, shallow: shallow.trim() === 'true' };
}

function parseLog(printed: string): CommitFacts[] {
  return printed.split('\0').flatMap((entry) => {
    const [commit, name = '', email = '', committer = '', address = '', time, subject = '', ...rest] =
      entry.split('\x1d');
    if (commit === undefined || commit === '' || time === undefined) return [];
    const trailers = parseTrailers(rest.pop() ?? '');
    const body = rest.join('\x1d').trim();
    return [
      {
        commit,
        author: { name, email },
        committer: { name: committer, email: address },
        time: Number.parseInt(time, 10),
        subject,
        body,
        trailers,
      },
    ];
  });
}

function parseTrailers(printed: string): Trailer[] {
  return printed.split('\x1e').flatMap((line) => {
    const at = line.indexOf('\x1f');
    return at <= 0 ? [] : [{ key: line.slice(0, at), value: line.slice(at + 1).trim() }];
  });
}

/** How much of a file differs between two commits. */
export interface FileStat {
  readonly path: string;
  /** Lines; undefined where the file is not text. */
  readonly added: number | undefined;
  readonly removed: number | undefined;
}

/** Counts the lines that differ, file by file; a file that moved counts as two. Throws as {@link historyOf}. */
export async function diffStat(
  root: string,
  { from, to, paths = [] }: { readonly from: string; readonly to: string; readonly paths?: readonly string[] },
  signal: AbortSignal,
): Promise<FileStat[]> {
  const shown = paths.map((path) => `:(top,literal)${path}`);
  const args = [
    'diff-tree',
    '-r',
    '-z',
    '--numstat',
    '--no-renames',
    '--no-ext-diff',
    '--no-textconv',
    '--end-of-options',
    from,
    to,
    '--',
    ...shown,
  ];
  const printed = await runGit({ folder: root, args, signal });
  return printed.split('\0').flatMap((line) => {
    const [, added, removed, path] = /^(\d+|-)\t(\d+|-)\t(.+)$/s.exec(line) ?? [];
    if (path === undefined) return [];
    return [{ path, added: count(added), removed: count(removed) }];
  });
}

function count(text: string | undefined): number | undefined {
  return text === undefined || text === '-' ? undefined : Number(text);
}
