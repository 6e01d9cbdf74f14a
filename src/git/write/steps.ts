import { env } from 'node:process';
import { FailureError } from '../../base/failure.ts';
import { createAnswers, type Credentials } from '../askpass/credentials.ts';
import type { Origin } from '../askpass/prompts.ts';
import { startAskpass, type AskpassServer } from '../askpass/server.ts';
import { writingEnvironment, type Writing } from '../environment.ts';
import { execGit, type GitOutput } from '../execGit.ts';
import { writeError, writeFailureFrom } from './writeFailure.ts';

/** How git is run once while something is written. */
export interface Step {
  /** For the sentence where it fails: `Fetching main from origin`. */
  readonly what: string;
  readonly args: readonly string[];
  readonly input?: string | Uint8Array;
  readonly config?: Writing['config'];
}

/** A step that talks to a remote. */
export interface RemoteStep extends Step {
  readonly remote: string;
  /** Whether it pushes: to another address, perhaps, and with the repository's hook pre-push. */
  readonly push?: boolean;
}

/** The ways in which one piece of work runs git. */
export interface Steps {
  /**
   * Runs git without the network, but for objects that a partial clone left out. Throws a FailureError with a WriteFailure
   * where it ends with another code than 0, or the signal's reason.
   */
  git(step: Step): Promise<Buffer>;
  /**
   * Runs git with the network, as the session of the remote's host first and, where that is not taken, as the person's own
   * set-up says. Resolves however git ends. Throws a FailureError where it did not start, took too long or was not answered.
   */
  remote(step: RemoteStep): Promise<GitOutput>;
}

/** What steps work on. */
export interface StepsOptions {
  readonly root: string;
  /** A path for the run's own index, which steps work on: git touches an index that it only reads. */
  readonly index: string;
  /** A folder that only this user can enter. */
  readonly folder: string;
  readonly credentials: Credentials;
  /** Whether objects may have to be fetched when they are needed. */
  readonly partial: boolean;
}

/** Milliseconds that one exchange with a remote may take, waiting for answers included. */
const longestExchange = 600_000;

/** Opens the socket for git's questions. Its owner disposes of the server when no step runs any more. */
export async function startSteps(options: StepsOptions, signal: AbortSignal): Promise<Steps & AskpassServer> {
  const { root, index, folder, credentials, partial } = options;
  const answers = createAnswers(credentials);
  const server = await startAskpass({ folder, answer: answers.answer });

  const start = (step: Step, writing: Writing, stop: AbortSignal): Promise<GitOutput> => {
    const { args, input } = step;
    const variables = { ...server.variables, ...(writing.hooks !== true && { GIT_INDEX_FILE: index }) };
    const config = [...(step.config ?? []), ...(writing.config ?? [])];
    const environment = writingEnvironment(env, { ...writing, variables, config });
    return execGit({ folder: root, args, environment, signal: stop, ...(input !== undefined && { input }) });
  };

  const git: Steps['git'] = async (step) => {
    answers.begin();
    const { exitCode, stdout, stderr } = await start(step, { network: partial }, signal);
    answers.end(exitCode === 0);
    if (exitCode === 0) return stdout;
    if (answers.cancelled()) throw cancelled(step);
    throw new FailureError(writeFailureFrom(step, stderr, exitCode));
  };

  /** Runs a step as the session, or as the person is set up. */
  const exchange = async (step: RemoteStep, session: Session | undefined): Promise<GitOutput> => {
    const limit = AbortSignal.timeout(longestExchange);
    // What the session gives is kept by no helper: they are left out.
    const config: Writing['config'] = session === undefined ? [] : [['credential.helper', '']];
    answers.begin(session);
    const writing = { network: true, hooks: step.push === true, config };
    const output = await start(step, writing, AbortSignal.any([signal, limit])).catch((error: unknown) => {
      if (signal.aborted || !limit.aborted) throw error;
      throw writeError('timeout', `${step.what} took more than ${longestExchange / 60_000} minutes.`);
    });
    answers.end(output.exitCode === 0);
    if (answers.cancelled() && output.exitCode !== 0) throw cancelled(step);
    return output;
  };

  return {
    ...server,
    git,
    async remote(step) {
      const origin = await originOf(git, step);
      const login = origin && (await credentials.session?.(origin, signal));
      if (origin !== undefined && login !== undefined) {
        const output = await exchange(step, { origin, login });
        if (!isDenied(step, output)) return output;
      }
      return exchange(step, undefined);
    },
  };
}

type Session = NonNullable<Parameters<ReturnType<typeof createAnswers>['begin']>[0]>;

function isDenied(step: Step, { exitCode, stderr }: GitOutput): boolean {
  return exitCode !== 0 && writeFailureFrom(step, stderr, exitCode).code === 'authentication';
}

function cancelled({ what }: Step): FailureError {
  return writeError('signInCancelled', `${what} was given up, because signing in was cancelled.`);
}

/** Whom git will ask a user's name and password for; undefined where it asks for none, as over SSH. */
async function originOf(git: Steps['git'], { remote, push }: RemoteStep): Promise<Origin | undefined> {
  const args = ['remote', 'get-url', ...(push === true ? ['--push'] : []), '--', remote];
  const address = (await git({ what: `Reading the address of ${remote}`, args })).toString().trim();
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) return undefined;
  return { protocol: url.protocol.slice(0, -1), host: url.host };
}
