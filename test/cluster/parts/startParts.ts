import { mkdir } from 'node:fs/promises';
import type { ClusterOptions } from '../cluster.ts';
import { untilHealthy } from '../processes/health.ts';
import { portOffsets } from '../processes/ports.ts';
import type { ProcessSpec } from '../processes/protocol.ts';
import type { Supervision } from '../processes/supervision.ts';
import type { Site } from './controlPlane.ts';
import { controllerNames, fluxController, storageFolder, type ControllerName } from './fluxControllers.ts';

/** Starts a process and waits until it is ready. */
export async function startPart(supervision: Supervision, part: ProcessSpec, signal: AbortSignal): Promise<void> {
  await supervision.start(part);
  await untilHealthy(supervision, part.name, part.health, signal);
}

/** Starts Flux controllers, all at once. */
export async function startControllers(
  supervision: Supervision,
  site: Site,
  command: (name: ControllerName) => string,
  { controllers = 'all', controllerFlags = {} }: ClusterOptions,
  signal: AbortSignal,
): Promise<void> {
  const wanted = typeof controllers === 'string' ? { all: controllerNames, none: [] }[controllers] : controllers;
  const notified = wanted.includes('notification-controller');
  await Promise.all(
    wanted.map(async (name) => {
      await mkdir(storageFolder(site.scratch, name), { recursive: true });
      const part = fluxController(name, command(name), site, notified);
      await startPart(supervision, { ...part, args: [...part.args, ...(controllerFlags[name] ?? [])] }, signal);
    }),
  );
}

/**
 * Makes the API server answer at 127.0.0.2 too. Its certificate is good for both addresses. Systems that know only
 * 127.0.0.1 (macOS, unless told otherwise) have no such address: then only the user `certificate` cannot connect.
 */
export async function relaySecondAddress(supervision: Supervision, { firstPort }: Site): Promise<void> {
  const spec = { fromHost: '127.0.0.2', toHost: '127.0.0.1', port: firstPort + portOffsets.api };
  await supervision.forward(spec).catch((error: unknown) => {
    if (process.platform === 'linux') throw error;
  });
}
