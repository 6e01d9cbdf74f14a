/** Where a repository is, without the user who reaches it. */
export interface RepositoryAddress {
  readonly transport: 'ssh' | 'http' | 'git' | 'file';
  /** Lower case; empty for a path of this machine. */
  readonly host: string;
  /** Undefined for the transport's own. */
  readonly port: string | undefined;
  /** Without slashes and `.git` at its ends. */
  readonly path: string;
}

/**
 * Whether two addresses are of one repository, in whichever form they are written: `https://host/group/name.git`,
 * `ssh://git@host:22/group/name`, `git@host:group/name` (gitremote's "scp-like syntax", git-fetch(1)). Users are not
 * compared, nor case, as no forge tells repositories apart by it. Ports are compared only within one transport: a forge
 * answers ssh and https on different ones. Addresses that are none are equal to nothing.
 */
export function sameRepository(one: string, other: string): boolean {
  const [a, b] = [repositoryAddress(one), repositoryAddress(other)];
  if (a === undefined || b === undefined) return false;
  if (a.transport === 'file' || b.transport === 'file') return a.transport === b.transport && a.path === b.path;
  if (a.host !== b.host || a.path.toLowerCase() !== b.path.toLowerCase()) return false;
  return a.transport !== b.transport || a.port === b.port;
}

const transports: ReadonlyMap<string, { readonly transport: RepositoryAddress['transport']; readonly port: string }> =
  new Map([
    ['ssh', { transport: 'ssh', port: '22' }],
    ['git+ssh', { transport: 'ssh', port: '22' }],
    ['ssh+git', { transport: 'ssh', port: '22' }],
    ['https', { transport: 'http', port: '443' }],
    ['http', { transport: 'http', port: '80' }],
    ['git', { transport: 'git', port: '9418' }],
  ]);

/**
 * Reads an address in any form that Git knows; undefined for a text that is none. Other names of one host are made one
 * (`ssh.github.com`), and the several forms of Azure DevOps `organisation/project/name` at dev.azure.com.
 */
export function repositoryAddress(written: string): RepositoryAddress | undefined {
  const text = written.trim();
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1];
  if (scheme !== undefined) return fromUrl(scheme.toLowerCase(), text.slice(scheme.length + 3));
  if (/^([a-z]:)?[\\/]/i.test(text)) return local(text.replaceAll('\\', '/'));
  const colon = text.indexOf(':');
  const slash = text.indexOf('/');
  // A colon behind a slash belongs to a path.
  if (colon <= 0 || (slash >= 0 && slash < colon) || text.startsWith('[')) return undefined;
  return placed('ssh', withoutUser(text.slice(0, colon)), undefined, text.slice(colon + 1));
}

function fromUrl(scheme: string, rest: string): RepositoryAddress | undefined {
  if (scheme === 'file') return local(rest);
  const known = transports.get(scheme);
  const slash = rest.indexOf('/');
  if (known === undefined || slash < 0) return undefined;
  const [, host, port] = /^(\[[^\]]*\]|[^:]*)(?::(\d*))?$/.exec(withoutUser(rest.slice(0, slash))) ?? [];
  if (host === undefined) return undefined;
  const isOwn = port === undefined || port === '' || port === known.port;
  return placed(known.transport, host, isOwn ? undefined : port, rest.slice(slash).replace(/[?#].*$/, ''));
}

function withoutUser(authority: string): string {
  return authority.slice(authority.lastIndexOf('@') + 1);
}

function local(path: string): RepositoryAddress | undefined {
  const trimmed = trimmedPath(path);
  return trimmed === '' ? undefined : { transport: 'file', host: '', port: undefined, path: trimmed };
}

/** Forges that answer ssh on port 443 by another name: their documentation on firewalls. */
const aliases: ReadonlyMap<string, string> = new Map([
  ['ssh.github.com', 'github.com'],
  ['altssh.gitlab.com', 'gitlab.com'],
  ['altssh.bitbucket.org', 'bitbucket.org'],
]);

function placed(
  transport: RepositoryAddress['transport'],
  written: string,
  port: string | undefined,
  path: string,
): RepositoryAddress | undefined {
  const host = written.toLowerCase().replace(/\.$/, '');
  const trimmed = trimmedPath(decoded(path));
  if (host === '' || trimmed === '') return undefined;
  const azure = azureDevOps(host, trimmed);
  if (azure !== undefined) return { transport, host: 'dev.azure.com', port: undefined, path: azure };
  const alias = aliases.get(host);
  if (alias !== undefined) return { transport, host: alias, port: undefined, path: trimmed };
  return { transport, host, port, path: transport === 'http' ? withoutScm(trimmed) : trimmed };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function trimmedPath(path: string): string {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  return parts.join('/').replace(/\.git$/i, '');
}

/** Bitbucket Server serves `https://host/scm/PROJECT/name` and `ssh://git@host:7999/PROJECT/name`. */
function withoutScm(path: string): string {
  const parts = path.split('/');
  return parts.length === 3 && parts[0]?.toLowerCase() === 'scm' ? parts.slice(1).join('/') : path;
}

/**
 * `organisation/project/name` of an address at Azure DevOps, of which there are four: `dev.azure.com/o/p/_git/n`,
 * `o.visualstudio.com/[DefaultCollection/]p/_git/n`, `ssh.dev.azure.com:v3/o/p/n`, `vs-ssh.visualstudio.com:v3/o/p/n`. A
 * project's repository of the same name is also written without the project.
 */
function azureDevOps(host: string, path: string): string | undefined {
  const parts = path.split('/');
  if (host === 'ssh.dev.azure.com' || host === 'vs-ssh.visualstudio.com') {
    return parts.length === 4 && parts[0]?.toLowerCase() === 'v3' ? parts.slice(1).join('/') : undefined;
  }
  const isOld = host.endsWith('.visualstudio.com');
  if (!isOld && host !== 'dev.azure.com') return undefined;
  const [organisation = '', ...rest] = isOld ? [host.slice(0, host.indexOf('.')), ...parts] : parts;
  const inProject = rest[0]?.toLowerCase() === 'defaultcollection' ? rest.slice(1) : rest;
  const mark = inProject.findIndex((part) => part.toLowerCase() === '_git');
  const name = inProject[mark + 1];
  if (mark < 0 || name === undefined) return undefined;
  return [organisation, inProject[mark - 1] ?? name, name].join('/');
}
