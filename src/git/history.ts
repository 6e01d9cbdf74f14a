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
}

/** Whoever wrote or committed, as the repository's .mailmap names them. */
export interface Person {
  readonly name: string;
  readonly email: string;
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

const fields = ['%H', '%aN', '%aE', '%cN', '%cE', '%ct', '%s', '%b'];

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
    const body = rest.join('\x1d').trim();
    return [
      {
        commit,
        author: { name, email },
        committer: { name: committer, email: address },
        time: Number.parseInt(time, 10),
        subject,
        body,
      },
    ];
  });
}
