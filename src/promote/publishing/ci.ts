import { FailureError, failureOf } from '../../base/failure.ts';
import type { Logger } from '../../base/logger.ts';
import { noToken } from '../../forges/request/refusal.ts';
import { forgeError } from '../../forges/terms/forgeFailure.ts';
import type { TokenSource } from '../../forges/terms/token.ts';
import { environmentTokens } from '../../forges/tokens/environmentTokens.ts';
import type { Credentials } from '../../git/askpass/credentials.ts';
import type { Destination } from './publishChange.ts';
import { reviewOf, type Review } from './review.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * How git signs in where nobody can be asked: as the person or machine is set up, and with the token that the environment
 * holds for exactly this host.
 */
export function ciCredentials(env: Environment): Credentials {
  const tokens = environmentTokens(env);
  return {
    async session({ protocol, host }, signal) {
      if (!/^https?$/.test(protocol) || !URL.canParse(`${protocol}://${host}`)) return undefined;
      const token = await tokens({ origin: new URL(`${protocol}://${host}`).origin }, signal);
      // GitLab wants this name, GitHub and Gitea take any.
      return 'value' in token ? { username: 'oauth2', password: token.value } : undefined;
    },
  };
}

/** How a pull request is opened from CI. Its owner disposes of it. */
export interface CiForge extends Pick<Review, 'forge' | 'page' | 'commitPage' | 'notes' | 'dispose'> {
  /** Of the run; absent outside of CI. */
  readonly buildNumber: string | undefined;
}

/**
 * Finds the forge of a change's remote, which answers and has got a token: what fails here fails before anything is pushed.
 * Throws a FailureError with a sentence, or the signal's reason.
 */
export async function ciForge(
  destination: Destination,
  { root, env, logger }: { readonly root: string; readonly env: Environment; readonly logger: Logger },
  signal: AbortSignal,
): Promise<CiForge> {
  const buildNumber = buildNumberIn(env);
  const tokens = environmentTokens(env);
  const options = { root, configured: {}, proxies: { env }, tokens: () => tokens, logger };
  const review = await reviewOf(destination, options, signal);
  if (review !== undefined) await requireAnswer(review, { tokens, base: destination.branch ?? '' }, signal);
  const none = { forge: undefined, page: () => undefined, commitPage: undefined, notes: [], dispose: () => undefined };
  return { ...(review ?? none), buildNumber };
}

/** Asks for what costs little. Anybody may read a public repository, so that a token is looked for besides. */
async function requireAnswer(
  { forge, place, dispose }: Review,
  { tokens, base }: { readonly tokens: TokenSource; readonly base: string },
  signal: AbortSignal,
): Promise<void> {
  if (forge === undefined || place === undefined) return;
  try {
    const { origin, host } = new URL(place.web);
    const token = await tokens({ origin }, signal);
    if ('advice' in token) throw forgeError({ code: 'noToken', message: noToken(host, token) });
    await forge.openPullRequests({ base }, signal);
  } catch (error) {
    dispose();
    signal.throwIfAborted();
    const failure = failureOf(error);
    if (failure === undefined) throw error;
    throw new FailureError({ ...failure, message: `${failure.message} Nothing was pushed.` }, { cause: error });
  }
}

/** The number of the run, by the variable that each CI sets. */
function buildNumberIn(env: Environment): string | undefined {
  const names = ['BUILD_NUMBER', 'GITHUB_RUN_NUMBER', 'CI_PIPELINE_IID', 'BUILD_BUILDNUMBER', 'BITBUCKET_BUILD_NUMBER', 'DRONE_BUILD_NUMBER', 'CIRCLE_BUILD_NUM']; // prettier-ignore
  return names.map((name) => env[name]?.trim()).find((value) => value !== undefined && value !== '');
}
