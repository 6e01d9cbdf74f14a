import { readFile } from 'node:fs/promises';
import { FailureError, messageOf } from '../base/failure.ts';
import type { Logger } from '../base/logger.ts';
import { createForge } from '../forges/createForge.ts';
import { comparePage } from '../forges/places/comparePage.ts';
import { findForge, type Found } from '../forges/places/findForge.ts';
import { environmentTokens } from '../forges/tokens/environmentTokens.ts';
import type { Credentials } from '../git/askpass/credentials.ts';
import { noneOn, runGit } from '../git/runGit.ts';
import type { PromotionPreview } from './previewPromotion.ts';
import type { PublishOrder, Published } from './publishPromotion.ts';

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
export interface CiForge {
  readonly order: Pick<PublishOrder, 'review' | 'buildNumber'>;
  /** Where a person opens it, if no API does. */
  page(published: Published): string | undefined;
  readonly notes: readonly string[];
  dispose(): void;
}

/** Finds the forge of a promotion's remote. Throws a FailureError with a sentence, or the signal's reason. */
export async function ciForge(
  { remote, pair, branch }: PromotionPreview,
  { root, env, logger }: { readonly root: string; readonly env: Environment; readonly logger: Logger },
  signal: AbortSignal,
): Promise<CiForge> {
  const buildNumber = buildNumberIn(env);
  const build = buildNumber === undefined ? {} : { buildNumber };
  const nothing = { order: build, page: () => undefined, notes: [], dispose: () => undefined };
  if (pair.to.stage.change === 'commit' || remote === undefined) return nothing;
  const way = { proxies: { env }, authorities: await authoritiesOf(root, signal) };
  const configured = Object.fromEntries(
    [...pair.config.forges].map(([host, kind]) => [host, { kind: kind === 'forgejo' ? ('gitea' as const) : kind }]),
  );
  const found = await findForge(remote.url, { configured, way }, signal);
  const page = pageOf(found, branch ?? '');
  const facts = { evidence: [], diffs: [], mostCharacters: 65_000 };
  if (found.state !== 'forge') {
    const why = found.state === 'page' ? 'Its pull requests are opened by hand.' : found.message;
    return { ...nothing, order: { ...build, review: { forge: undefined, facts } }, page, notes: [why] };
  }
  const forge = createForge(found.place, { tokens: environmentTokens(env), way, logger });
  return { order: { ...build, review: { forge, facts } }, page, notes: [], dispose: () => forge.dispose() };
}

function pageOf(found: Found, base: string): CiForge['page'] {
  return ({ branch, title }) =>
    found.state === 'unknown' ? undefined : comparePage(found.place, { base, head: branch, title });
}

/** The number of the run, by the variable that each CI sets. */
function buildNumberIn(env: Environment): string | undefined {
  const names = ['BUILD_NUMBER', 'GITHUB_RUN_NUMBER', 'CI_PIPELINE_IID', 'BUILD_BUILDNUMBER', 'BITBUCKET_BUILD_NUMBER', 'DRONE_BUILD_NUMBER', 'CIRCLE_BUILD_NUM']; // prettier-ignore
  return names.map((name) => env[name]?.trim()).find((value) => value !== undefined && value !== '');
}

/** The certificates that git is told to trust. */
async function authoritiesOf(root: string, signal: AbortSignal): Promise<readonly string[]> {
  const args = ['config', '--type=path', '--get', 'http.sslCAInfo'];
  const path = (await runGit({ folder: root, args, signal }).catch(noneOn(1))).trim();
  if (path === '') return [];
  return [await readFile(path, 'utf8').catch((error: unknown) => unreadable(path, error))];
}

function unreadable(path: string, error: unknown): never {
  const message = `The certificates that git's http.sslCAInfo names cannot be read: ${path}: ${messageOf(error)}.`;
  throw new FailureError({ code: 'certificates', message });
}
