import type { ForgeKind } from '../terms/forge.ts';
import type { ForgePlace } from '../terms/place.ts';
import type { ConfiguredForge, ConfiguredForges } from './configured.ts';
import type { Remote } from './remote.ts';

/** Hosts that everybody knows. */
const known: ReadonlyMap<string, ForgeKind> = new Map([
  ['github.com', 'github'],
  ['gitlab.com', 'gitlab'],
  ['gitea.com', 'gitea'],
  ['codeberg.org', 'gitea'],
]);

/** The place of a remote whose host is known or configured; undefined for any other, which must be asked. */
export function knownPlace(remote: Remote, configured: ConfiguredForges): ForgePlace | undefined {
  const named = configuredFor(remote, configured);
  if (named !== undefined) return placeAt(named.kind, named.url ?? webOf(remote), remote);
  const kind = known.get(remote.host) ?? (isDataResidency(remote.host) ? 'github' : undefined);
  // By http or another port it is not the host that everybody knows.
  const origin = `https://${remote.host}`;
  return kind !== undefined && (remote.origin ?? origin) === origin ? placeAt(kind, origin, remote) : undefined;
}

/** What is configured for a remote: by its host and port, or by its host. */
export function configuredFor(remote: Remote, configured: ConfiguredForges): ConfiguredForge | undefined {
  const withPort = remote.origin === undefined ? remote.host : new URL(remote.origin).host;
  return [withPort, remote.host]
    .map((name) => (Object.hasOwn(configured, name) ? configured[name] : undefined))
    .find(Boolean);
}

/** Where the pages of a remote's forge are; one by ssh does not say, and most have them by https at the same host. */
export function webOf(remote: Remote): string {
  return remote.origin ?? `https://${remote.host}`;
}

/**
 * The place of a repository at the forge whose pages are at `web`. A forge below a path is named in addresses by http,
 * and not in those by ssh. Undefined where the address names no owner and no repository.
 */
export function placeAt(kind: ForgeKind, web: string, { segments }: Remote): ForgePlace | undefined {
  const below = new URL(web).pathname.split('/').filter((part) => part !== '');
  const isBelow = below.length > 0 && below.every((part, index) => segments[index] === part);
  const project = isBelow ? segments.slice(below.length) : segments;
  if (kind === 'gitlab' ? project.length < 2 : project.length !== 2) return undefined;
  return { kind, web, api: apiOf(kind, web), project };
}

function apiOf(kind: ForgeKind, web: string): string {
  if (kind === 'gitlab') return `${web}/api/v4`;
  if (kind === 'gitea') return `${web}/api/v1`;
  const { origin, hostname } = new URL(web);
  if (origin === 'https://github.com' || isDataResidency(hostname)) return `https://api.${hostname}`;
  return `${web}/api/v3`;
}

/** GitHub Enterprise Cloud with data residency: a company's own host, its API at another. */
function isDataResidency(host: string): boolean {
  return /^[a-z0-9-]+\.ghe\.com$/.test(host);
}
