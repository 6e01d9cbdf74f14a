import { join } from 'node:path';
import { ensureFluxCli } from '../../cluster/build/fluxCli.ts';
import type { Cluster } from '../../cluster/cluster.ts';
import { objectCount, type Rig } from '../rig/rig.ts';
import { runPeer, type PeerCommand } from '../rig/runPeer.ts';

/** What people run in a terminal to see all Flux objects. */
export interface Peers {
  /** Milliseconds of `flux get all -A`, process start and end included. */
  readonly flux: () => Promise<number>;
  /** The same for `kubectl get -A` of the kinds that the cluster holds objects of. */
  readonly kubectl: () => Promise<number>;
}

const kinds = [
  'kustomizations.kustomize.toolkit.fluxcd.io',
  'helmreleases.helm.toolkit.fluxcd.io',
  'gitrepositories.source.toolkit.fluxcd.io',
];

/** Both keep what they discover of an API server below HOME, which they share over all runs, as for a person. */
export async function createPeers(rig: Rig, cluster: Cluster): Promise<Peers> {
  const flux = await ensureFluxCli({ signal: rig.signal, onProgress: rig.onProgress });
  const env = { HOME: join(await rig.scratch(), 'home'), KUBECONFIG: cluster.kubeconfig('admin') };
  const run = (peer: Omit<PeerCommand, 'env'>): Promise<number> => runPeer({ ...peer, env }, objectCount, rig.signal);
  return {
    flux: () => run({ command: flux, args: ['get', 'all', '-A'] }),
    kubectl: () => run({ command: cluster.description.binaries.kubectl, args: ['get', kinds.join(), '-A'] }),
  };
}
