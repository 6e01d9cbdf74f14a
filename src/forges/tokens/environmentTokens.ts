import type { NoToken, Token, TokenSource } from '../terms/token.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Tokens from environment variables, for CI. Each is for one site and is given for no other:
 * - `SLUICE_TOKEN_<HOST>`: for that host ({@link variableFor});
 * - `GITHUB_TOKEN` and `GH_TOKEN`: for GITHUB_SERVER_URL, which GitHub's Actions set, else github.com;
 * - `GITLAB_TOKEN`: for CI_SERVER_URL, which GitLab's CI sets, else gitlab.com;
 * - `GITEA_TOKEN` and `FORGEJO_TOKEN`: for GITEA_SERVER_URL, FORGEJO_SERVER_URL or (in their Actions) GITHUB_SERVER_URL,
 *   else gitea.com and codeberg.org.
 */
export function environmentTokens(env: Environment): TokenSource {
  return ({ origin }) => Promise.resolve(find(origin, env));
}

/**
 * The variable for a site: `https://git.example.org` is SLUICE_TOKEN_GIT_EXAMPLE_ORG. A hyphen is written as two
 * underscores (an underscore as three), so that no two hosts share a variable; a port other than that of https is added, of http always, so that
 * a token meant for https does not go unencrypted.
 */
export function variableFor(origin: string): string {
  const { protocol, hostname, port } = new URL(origin);
  const name = hostname
    .replace(/^\[|\]$/g, '')
    .toUpperCase()
    .replaceAll('_', '___')
    .replaceAll('-', '__')
    .replace(/[.:]/g, '_');
  const written = port === '' && protocol === 'http:' ? '80' : port;
  return `SLUICE_TOKEN_${name}${written === '' ? '' : `_${written}`}`;
}

function find(origin: string, env: Environment): Token | NoToken {
  const own = variableFor(origin);
  const named = [{ variable: own, site: origin }, ...conventional(env)];
  for (const { variable, site } of named) {
    const value = env[variable]?.trim();
    if (value && site === origin) return { value, source: variable };
  }
  return { advice: advice(origin, own, env) };
}

/** Variables that others set, and the site that each is for. */
function conventional(env: Environment): readonly { readonly variable: string; readonly site: string | undefined }[] {
  const isGitea = env['GITEA_ACTIONS'] === 'true' || env['FORGEJO_ACTIONS'] === 'true';
  const actions = env['GITHUB_SERVER_URL'];
  const github = originOf(actions, 'https://github.com');
  const gitea = env['GITEA_SERVER_URL'] ?? (isGitea ? actions : undefined);
  const forgejo = env['FORGEJO_SERVER_URL'] ?? (isGitea ? actions : undefined);
  return [
    { variable: 'GITHUB_TOKEN', site: github },
    { variable: 'GH_TOKEN', site: github },
    { variable: 'GITLAB_TOKEN', site: originOf(env['CI_SERVER_URL'], 'https://gitlab.com') },
    { variable: 'GITEA_TOKEN', site: originOf(gitea, 'https://gitea.com') },
    { variable: 'FORGEJO_TOKEN', site: originOf(forgejo, 'https://codeberg.org') },
  ];
}

function originOf(address: string | undefined, otherwise: string): string | undefined {
  if (!address) return otherwise;
  return URL.canParse(address) ? new URL(address).origin : undefined;
}

function advice(origin: string, own: string, env: Environment): string {
  const others = conventional(env).filter(({ variable }) => Boolean(env[variable]?.trim()));
  const elsewhere = others.map(({ variable, site }) => ` ${variable} is for ${site ?? 'no valid address'}.`).join('');
  const isJobs = Boolean(env['CI_JOB_TOKEN']) && originOf(env['CI_SERVER_URL'], '') === origin;
  const job = isJobs ? ' CI_JOB_TOKEN cannot open merge requests: use a project access token with the scope api.' : '';
  return `Set the environment variable ${own} to one for ${origin}.${elsewhere}${job}`;
}
