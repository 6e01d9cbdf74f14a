import { fleet } from '../fixtures/fleet.ts';
import type { ClusterAccess, Forge } from './cluster.ts';
import { clusterFailure } from './failures.ts';
import { publishExternalArtifact } from './fleet/externalArtifact.ts';
import { fixtureFolder, pushFleet, readTree } from './fleet/pushFleet.ts';
import { fleetSecrets } from './fleet/secrets.ts';
import { untilSettled } from './fleet/settle.ts';
import { reporter, type OnProgress } from './progress.ts';

export interface FleetOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: OnProgress;
}

/**
 * Loads the sample fleet (test/fixtures/) and waits until each of its objects has reached the state that
 * test/fixtures/fleet.ts names. Needs the forge and all controllers. Loading it again restores it.
 */
export async function loadFleet(access: ClusterAccess, options: FleetOptions = {}): Promise<void> {
  const signal = options.signal ?? new AbortController().signal;
  const step = reporter('fleet', options.onProgress);
  const forge = forgeOf(access);
  step('pushing repositories and images');
  await pushFleet(forge, signal);
  step('applying Flux objects');
  await access.apply(fleetSecrets(forge), { signal });
  const variables = {
    FORGE: `${forge.url}/${forge.user}`,
    REGISTRY: `${forge.registry}/${forge.user}`,
    CLOSED_PORT: String(access.closedPort),
  };
  for (const text of Object.values(await readTree(fixtureFolder('flux')))) {
    await access.apply(text, { signal, variables });
  }
  await publishExternalArtifact(access, signal);
  await untilSettled(access, fleet, signal, (names) => step(`waiting for ${names.length}: ${names.join(', ')}`));
  step('settled');
}

function forgeOf({ forge }: ClusterAccess): Forge {
  if (forge !== undefined) return forge;
  throw clusterFailure('noForge', 'The sample fleet needs the forge: start the cluster with it.');
}
