import { join } from 'node:path';
import { portOffsets } from '../processes/ports.ts';
import type { ProcessSpec } from '../processes/protocol.ts';
import { kubeconfigFile, type Site } from './controlPlane.ts';

export const controllerNames = [
  'source-controller',
  'kustomize-controller',
  'helm-controller',
  'notification-controller',
  'image-reflector-controller',
  'image-automation-controller',
] as const;

export type ControllerName = (typeof controllerNames)[number];

/**
 * A Flux controller as a local process.
 * @param notified whether notification-controller runs: with events sent to a port at which nobody listens, each
 *   event would hold up its reconcile for 15 seconds
 */
export function fluxController(name: ControllerName, command: string, site: Site, notified: boolean): ProcessSpec {
  const metrics = site.firstPort + portOffsets.controllers + 2 * controllerNames.indexOf(name);
  const health = `127.0.0.1:${metrics + 1}`;
  const events = `127.0.0.1:${site.firstPort + portOffsets.events}`;
  const sendsEvents = notified && name !== 'notification-controller';
  return {
    name,
    command,
    args: [
      `--metrics-addr=127.0.0.1:${metrics}`,
      `--health-addr=${health}`,
      '--enable-leader-election=false',
      '--watch-all-namespaces=true',
      '--log-level=info',
      ...(sendsEvents ? [`--events-addr=http://${events}/`] : []),
      ...ownFlags(name, site, events),
    ],
    // There is no --kubeconfig flag.
    env: { KUBECONFIG: kubeconfigFile(site.scratch, 'flux'), RUNTIME_NAMESPACE: 'flux-system' },
    health: `http://${health}/readyz`,
  };
}

/** The default of --requeue-dependency, 30 s, is what a dependent waits after its dependency is ready. */
const quickRequeue = '--requeue-dependency=2s';
const externalArtifacts = '--feature-gates=ExternalArtifact=true';

function ownFlags(name: ControllerName, { scratch, firstPort }: Site, events: string): readonly string[] {
  switch (name) {
    case 'source-controller': {
      const port = firstPort + portOffsets.artifacts;
      return [
        quickRequeue,
        `--storage-path=${storageFolder(scratch, name)}`,
        `--storage-addr=127.0.0.1:${port}`,
        `--storage-adv-addr=localhost:${port}`,
      ];
    }
    case 'kustomize-controller':
    case 'helm-controller':
      return [quickRequeue, externalArtifacts];
    case 'notification-controller':
      return [`--events-addr=${events}`, `--receiverAddr=127.0.0.1:${firstPort + portOffsets.receivers}`];
    case 'image-reflector-controller':
      return [`--storage-path=${storageFolder(scratch, name)}`];
    case 'image-automation-controller':
      return [];
  }
}

/** Where a controller keeps its artifacts or its database; the folder must exist before it starts. */
export function storageFolder(scratch: string, name: ControllerName): string {
  return join(scratch, 'storage', name);
}
