import type { ClusterIdentity } from '../protocol/protocol.ts';
import { readSettings } from './settings.ts';
import type { ServerSettings } from '../protocol/protocol.ts';

/** The initialization options of a client, with nothing left out. */
export interface Options {
  readonly clientCommands: ReadonlySet<string>;
  readonly cacheFolder: string | undefined;
  readonly cluster: ClusterIdentity | null;
  readonly settings: ServerSettings;
}

/** Reads initialization options; what is no such thing counts as absent. */
export function readOptions(sent: unknown): Options {
  const given = (typeof sent === 'object' && sent !== null ? sent : {}) as Readonly<Record<string, unknown>>;
  const { clientCommands, cacheFolder, cluster, settings } = given;
  return {
    clientCommands: new Set(
      Array.isArray(clientCommands) ? clientCommands.filter((one) => typeof one === 'string') : [],
    ),
    cacheFolder: typeof cacheFolder === 'string' && cacheFolder !== '' ? cacheFolder : undefined,
    cluster: isIdentity(cluster) ? cluster : null,
    settings: readSettings(settings),
  };
}

function isIdentity(value: unknown): value is ClusterIdentity {
  if (typeof value !== 'object' || value === null || !('id' in value) || !('name' in value)) return false;
  return typeof value.id === 'string' && typeof value.name === 'string';
}
