/**
 * Lists the kinds that the cluster holds most of, all at once, in one way, and prints a {@link ListResult}.
 * usage: node listOnce.ts KUBECONFIG gzip|plain WAY|nothing
 */
import { createCredentials } from '../../../src/cluster/credentials/credentials.ts';
import { discoverFluxKinds } from '../../../src/cluster/watch/discovery.ts';
import { loadKubeconfig, resolveContext } from '../../../src/cluster/kubeconfig/kubeconfig.ts';
import { createTransport } from '../../../src/cluster/transport/transport.ts';
import { listers, type Way } from './ways.ts';

export interface ListResult {
  /** Milliseconds from the request to the last object, trimmed as the store keeps it. */
  readonly elapsed: number;
  /** The most memory that the process ever had, in bytes. */
  readonly peak: number;
  readonly objects: number;
}

const kinds = ['Kustomization', 'HelmRelease', 'GitRepository'];
const [kubeconfig = '', packing = '', way = ''] = process.argv.slice(2);
const { signal } = new AbortController();
const logger = { debug: () => undefined, info: () => undefined, warn: console.warn, error: console.error };

const loaded = await loadKubeconfig([kubeconfig], signal, { env: {} });
const resolution = resolveContext(loaded, loaded.currentContext ?? '');
if (!resolution.ok) throw new Error(resolution.failure.message);
const { context } = resolution;
const cluster = { ...context.cluster, disableCompression: packing !== 'gzip' };
const credentials = createCredentials(context, { logger });
const transport = createTransport({ cluster }, credentials, { logger });

const served = (await discoverFluxKinds(transport, signal)).filter(({ kind }) => kinds.includes(kind));
const begun = performance.now();
const lists =
  way === 'nothing' ? [] : await Promise.all(served.map((one) => listers[way as Way](transport, one, signal)));
const elapsed = performance.now() - begun;
const peak = process.resourceUsage().maxRSS * 1024;
console.log(JSON.stringify({ elapsed, peak, objects: lists.flat().length } satisfies ListResult));
transport.dispose();
credentials.dispose();
