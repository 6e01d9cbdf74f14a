import type { Disposable } from '../../base/disposable.ts';
import type { Logger } from '../../base/logger.ts';
import { createForge, type ForgeOptions } from '../../forges/createForge.ts';
import { commitPage, comparePage } from '../../forges/places/pages.ts';
import type { ConfiguredForges } from '../../forges/places/configured.ts';
import { findForge, knownForge, type Found } from '../../forges/places/findForge.ts';
import { configuredFor } from '../../forges/places/place.ts';
import { readRemote } from '../../forges/places/remote.ts';
import { readAuthorities } from '../../forges/request/authorities.ts';
import type { Forge } from '../../forges/terms/forge.ts';
import type { ForgePlace } from '../../forges/terms/place.ts';
import type { TokenSource } from '../../forges/terms/token.ts';
import { noneOn, runGit } from '../../git/runGit.ts';
import type { Destination, Published } from './publishChange.ts';

/** How forges are found and reached. */
export interface ForgesOptions {
  /** Of the repository: its own certificates count. */
  readonly root: string;
  /** What a person says of their forges; it counts before what the repository says. */
  readonly configured: ConfiguredForges;
  readonly proxies: ForgeOptions['way']['proxies'];
}

/** How a change's pull request is opened. */
export interface Review extends Disposable {
  /** Absent where no API is known. */
  readonly forge: Forge | undefined;
  /** Absent where no API is known. */
  readonly place: ForgePlace | undefined;
  /** Where a person opens it, if no API does. */
  page(published: Pick<Published, 'branch' | 'title'>): string | undefined;
  /** The page of a commit; absent where the forge is not known. */
  readonly commitPage: ((commit: string) => string) | undefined;
  /** Why a person has to, as a sentence each. */
  readonly notes: readonly string[];
}

/**
 * Finds how a change is proposed; undefined where it is committed directly. Its owner disposes of it. Throws a
 * FailureError with a sentence, or the signal's reason.
 */
export async function reviewOf(
  { remote, branch, way, config }: Destination,
  options: ForgesOptions & { readonly tokens: (place: ForgePlace) => TokenSource; readonly logger: Logger },
  signal: AbortSignal,
): Promise<Review | undefined> {
  if (way === 'commit' || remote === undefined) return undefined;
  const configured = { ...namedForges(config), ...options.configured };
  const { found, way: reach } = await forgeAt(remote.url, { ...options, configured }, signal);
  const pages = { page: pageOf(found, branch ?? ''), commitPage: commitPageOf(found) };
  if (found.state !== 'forge') {
    const why = found.state === 'page' ? 'Its pull requests are opened by hand.' : found.message;
    return { forge: undefined, place: undefined, ...pages, notes: [why], dispose: () => undefined };
  }
  const { place } = found;
  const forge = createForge(place, { tokens: options.tokens(place), way: reach, logger: options.logger });
  return { forge, place, ...pages, notes: [], dispose: () => forge.dispose() };
}

/** The forge at the address of a remote, and the way to it. Throws a FailureError for certificates that cannot be read. */
export async function forgeAt(
  address: string,
  { root, configured, proxies }: ForgesOptions,
  signal: AbortSignal,
): Promise<{ readonly found: Found; readonly way: ForgeOptions['way'] }> {
  const way = await wayTo(address, { root, configured, proxies }, signal);
  return { found: await findForge(address, { configured, way }, signal), way };
}

/** The way to the forge at an address. Throws a FailureError for certificates that cannot be read. */
export async function wayTo(
  address: string,
  { root, configured, proxies }: ForgesOptions,
  signal: AbortSignal,
): Promise<ForgeOptions['way']> {
  const remote = readRemote(address);
  const own = remote && configuredFor(remote, configured)?.caFile;
  const origin = remote?.origin ?? (remote && `https://${remote.host}`);
  const files = [await trustedByGit(root, origin, signal), own].filter((file) => file !== undefined);
  return { proxies, authorities: await readAuthorities(files, signal) };
}

/** `git.example.org/shop/fleet` of a remote's address, without who signs in there; undefined for a folder. */
export function remotePlace(address: string): string | undefined {
  const remote = readRemote(address);
  if (remote === undefined) return undefined;
  const host = remote.origin === undefined ? remote.host : new URL(remote.origin).host;
  return [host, ...remote.segments].join('/');
}

/** The pages of a remote's commits, as far as nobody has to be asked which forge it is. */
export function knownCommitPage({ remote, config }: Pick<Destination, 'remote' | 'config'>): Review['commitPage'] {
  const found = remote && knownForge(remote.url, namedForges(config));
  return found && commitPageOf(found);
}

function namedForges({ forges }: Destination['config']): ConfiguredForges {
  const kinds = [...forges].map(
    ([host, kind]) => [host, { kind: kind === 'forgejo' ? ('gitea' as const) : kind }] as const,
  );
  return Object.fromEntries(kinds);
}

function commitPageOf(found: Found): Review['commitPage'] {
  return found.state === 'unknown' ? undefined : (commit) => commitPage(found.place, commit);
}

function pageOf(found: Found, base: string): Review['page'] {
  return ({ branch, title }) =>
    found.state === 'unknown' ? undefined : comparePage(found.place, { base, head: branch, title });
}

/** The file of certificates that git is told to trust at an address. */
async function trustedByGit(
  root: string,
  origin: string | undefined,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (origin === undefined) return undefined;
  const args = ['config', '--type=path', '--get-urlmatch', 'http.sslCAInfo', origin];
  return (await runGit({ folder: root, args, signal }).catch(noneOn(1))).trim() || undefined;
}
