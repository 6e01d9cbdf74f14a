import { env } from 'node:process';
import { simpleGit } from 'simple-git';
import { FailureError, failureOf, messageOf, type Failure } from '../base/failure.ts';
import { readingEnvironment } from './environment.ts';

/** Why git gave no answer. */
export interface GitFailure extends Failure<
  /** There is no git program. */
  | 'gitMissing'
  /** The folder lies in no repository. */
  | 'notARepository'
  /** The repository belongs to another user, so that git does not read it. */
  | 'gitRefused'
  /** A revision, an object or a path is not there. */
  | 'gitFailed'
> {
  /** What git ended with; absent where it did not run. */
  readonly exitCode?: number;
}

/** How git is run once. */
export interface GitRun {
  /** Where it runs: a folder of the repository. */
  readonly folder: string;
  /** The command and its arguments, one by one: nothing passes a shell. */
  readonly args: readonly string[];
  readonly signal: AbortSignal;
  /** What it reads from its standard input. */
  readonly input?: string;
  /** Settings that count before the repository's own. */
  readonly config?: readonly (readonly [string, string])[];
}

/**
 * Runs a command of git that only reads and resolves to what it printed. Throws a FailureError with a {@link GitFailure},
 * or the signal's reason once the process is told to end.
 */
export async function runGit({ folder, args, signal, input, config }: GitRun): Promise<string> {
  signal.throwIfAborted();
  const environment = readingEnvironment(env, config);
  let failure: GitFailure | undefined;
  try {
    const git = simpleGit({
      baseDir: folder,
      abort: signal,
      trimmed: false,
      allowEnvironment: Object.keys(environment),
      // What is set here takes programs away; the files of settings are the person's own.
      unsafe: {
        allowUnsafeConfigPaths: true,
        allowUnsafeConfigEnvCount: true,
        allowUnsafeHooksPath: true,
        allowUnsafeFsMonitor: true,
        allowUnsafeFilter: true,
      },
      errors: (error, { exitCode, stdErr }) => {
        if (exitCode > 0) failure = failureFrom(Buffer.concat(stdErr).toString(), exitCode);
        return failure === undefined ? error : Buffer.from(failure.message);
      },
      ...(input !== undefined && { input: () => input }),
    });
    return await git.env(environment).raw([...args]);
  } catch (error) {
    signal.throwIfAborted();
    throw new FailureError(failure ?? startFailure(error), { cause: error });
  }
}

/** The failure of a git that ended with an exit code, told by what it printed. */
export function failureFrom(printed: string, exitCode: number): GitFailure {
  const line = printed.split('\n').find((one) => one.trim() !== '') ?? `git ended with ${exitCode}`;
  const message = line.replace(/^(?:fatal|error): /, '');
  if (/dubious ownership|unsafe repository/i.test(printed)) {
    const remedy = /^[ \t]*(git config --global --add safe\.directory .*)$/m.exec(printed)?.[1];
    const advice = remedy === undefined ? '' : `. If you trust it: ${remedy}`;
    return { code: 'gitRefused', message: `${message}${advice}`, exitCode };
  }
  if (/not a git repository|must be run in a work tree|cannot use bare repository/i.test(printed))
    return { code: 'notARepository', message, exitCode };
  return { code: 'gitFailed', message, exitCode };
}

/** The failure of a git that did not start. */
export function startFailure(error: unknown): GitFailure {
  const message = messageOf(error);
  if (/\bENOENT\b/.test(message)) {
    return { code: 'gitMissing', message: 'The program git was not found. Install Git and see that PATH leads to it.' };
  }
  if (/does not exist/.test(message)) return { code: 'notARepository', message };
  return { code: 'gitFailed', message };
}

/** A handler that answers with nothing where git ended with one of these codes, by which it says that there is nothing. */
export function noneOn(...codes: readonly number[]): (error: unknown) => '' {
  return (error) => {
    const failure = failureOf(error);
    if (failure !== undefined && 'exitCode' in failure && codes.includes(failure.exitCode as number)) return '';
    throw error;
  };
}
