import { failureOf, messageOf } from '../../base/failure.ts';
import type { Way } from '../request/exchange.ts';
import type { ForgePlace } from '../terms/place.ts';
import type { PagePlace } from './pages.ts';
import type { ConfiguredForges } from './configured.ts';
import { configuredFor, knownPlace, placeAt, webOf } from './place.ts';
import { probe } from './probe.ts';
import { readRemote, type Remote } from './remote.ts';

/** What is known of the forge of a remote. */
export type Found =
  | { readonly state: 'forge'; readonly place: ForgePlace }
  /** Its API is not spoken here, and its page to open pull requests is known. */
  | { readonly state: 'page'; readonly place: PagePlace }
  | { readonly state: 'unknown'; /** A sentence that says what to do. */ readonly message: string };

/**
 * The forge of a remote: by hosts that are known or configured, and else by what the server says of itself, which is
 * asked without any token. Rejects with the signal's reason only.
 */
export async function findForge(
  address: string,
  { configured, way }: { readonly configured: ConfiguredForges; readonly way: Way },
  signal: AbortSignal,
): Promise<Found> {
  const remote = readRemote(address);
  if (remote === undefined)
    return unknown('The remote is no repository of a forge, but a folder or an address of no known form.');
  const known = knownForge(address, configured);
  if (known !== undefined) return known;
  if (configuredFor(remote, configured) !== undefined)
    return unknown(`${unplaced(remote)} Correct its "url" in the setting "sluice.forges".`);
  return probed(remote, way, signal);
}

/** The forge of a remote whose host is known or configured; undefined for any other, which must be asked. */
export function knownForge(address: string, configured: ConfiguredForges): Found | undefined {
  const remote = readRemote(address);
  const place = remote && knownPlace(remote, configured);
  if (place !== undefined) return { state: 'forge', place };
  const page = remote && knownPage(remote);
  return page && { state: 'page', place: page };
}

function knownPage({ host, segments }: Remote): PagePlace | undefined {
  if (host === 'bitbucket.org' && segments.length === 2)
    return { kind: 'bitbucketCloud', web: `https://${host}`, project: segments };
  if (host === 'dev.azure.com' && segments.length === 3)
    return { kind: 'azureDevOps', web: `https://${host}`, project: segments };
  return undefined;
}

async function probed(remote: Remote, way: Way, signal: AbortSignal): Promise<Found> {
  const web = webOf(remote);
  const found = await probe(web, remote.segments.slice(0, -2), way, signal);
  if (found.state === 'forge') {
    const place = placeAt(found.kind, found.web, remote);
    return place === undefined ? unknown(unplaced(remote)) : { state: 'forge', place };
  }
  if (found.state === 'bitbucket') {
    return { state: 'page', place: { kind: 'bitbucketServer', web: found.web, project: remote.segments.slice(-2) } };
  }
  const why =
    found.error === undefined
      ? 'nothing there answers as a forge does.'
      : (failureOf(found.error)?.message ?? messageOf(found.error));
  return unknown(`It is not known which forge ${remote.host} is: ${why} Say so in the setting "sluice.forges".`);
}

function unplaced({ host, segments }: Remote): string {
  return `The address of the remote names no owner and repository at ${host}: "${segments.join('/')}".`;
}

function unknown(message: string): Found {
  return { state: 'unknown', message };
}
