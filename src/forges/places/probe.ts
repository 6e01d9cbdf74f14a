import { isAbort } from '../../base/failure.ts';
import type { Answer } from '../request/answer.ts';
import { createExchange, type Way } from '../request/exchange.ts';
import { at, textAt } from '../request/json.ts';
import type { ForgeKind } from '../terms/forge.ts';

/** What a server was found to be. */
export type Probed =
  | { readonly state: 'forge'; readonly kind: ForgeKind; readonly web: string }
  /** Bitbucket Data Center, whose page to open pull requests is known, and whose API is not spoken here. */
  | { readonly state: 'bitbucket'; readonly web: string }
  | { readonly state: 'unknown'; /** Why, if it could not be asked. */ readonly error?: Error };

/** Paths that say by their answer what is there: read only, and each forge answers its own without a token. */
const questions: readonly {
  readonly path: string;
  readonly means: (answer: Answer) => Probed['state'] | ForgeKind | undefined;
}[] = [
  { path: '/api/v1/version', means: (answer) => (isGitea(answer) ? 'gitea' : undefined) },
  { path: '/api/v4/metadata', means: (answer) => (isGitLab(answer) ? 'gitlab' : undefined) },
  { path: '/api/v3/meta', means: (answer) => (isGitHub(answer) ? 'github' : undefined) },
  {
    path: '/rest/api/1.0/application-properties',
    means: (answer) => (textAt(answer.body, 'displayName') === 'Bitbucket' ? 'bitbucket' : undefined),
  },
];

/**
 * Asks the server at `origin` what it is, at its root and then below the first of `folders`, where forges may live too.
 * No token is sent. Rejects with the signal's reason only.
 */
export async function probe(
  origin: string,
  folders: readonly string[],
  way: Way,
  signal: AbortSignal,
): Promise<Probed> {
  let exchange;
  try {
    exchange = createExchange(origin, way);
    for (const folder of ['', ...folders.slice(0, 1).map((name) => `/${encodeURIComponent(name)}`)]) {
      for (const { path, means } of questions) {
        const headers = { accept: 'application/json', 'user-agent': 'sluice' };
        const found = means(await exchange.send({ method: 'GET', path: `${folder}${path}`, headers }, signal));
        const web = `${origin}${folder}`;
        if (found === 'bitbucket') return { state: 'bitbucket', web };
        if (found === 'gitea' || found === 'gitlab' || found === 'github') return { state: 'forge', kind: found, web };
      }
    }
    return { state: 'unknown' };
  } catch (error) {
    if (signal.aborted || isAbort(error)) throw error;
    return { state: 'unknown', error: error as Error };
  } finally {
    exchange?.dispose();
  }
}

/** Gitea and Forgejo tell their version; where signing in is required, they point to their description. */
function isGitea({ status, body }: Answer): boolean {
  if (status === 200) return textAt(body, 'version') !== undefined && at(body, 'revision') === undefined;
  return (status === 401 || status === 403) && textAt(body, 'url')?.endsWith('/api/swagger') === true;
}

/** GitLab wants a token, and marks all its answers. */
function isGitLab({ status, headers, body }: Answer): boolean {
  if (headers['x-gitlab-meta'] !== undefined) return true;
  return status === 401 ? textAt(body, 'message') === '401 Unauthorized' : textAt(body, 'revision') !== undefined;
}

/** An Enterprise Server tells its version, or in private mode that it wants a token. */
function isGitHub({ status, headers, body }: Answer): boolean {
  if (status === 200) return textAt(body, 'installed_version') !== undefined;
  return (status === 401 || status === 403) && headers['x-github-request-id'] !== undefined;
}
