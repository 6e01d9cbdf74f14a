import type { Connection } from 'vscode-languageserver/node';
import {
  clusterFacts,
  clusterSchemas,
  factsFromJson,
  type ClusterFactsParams,
  type ClusterSchemasParams,
} from '../protocol/protocol.ts';
import type { ClusterSchemas } from './clusterSchemas.ts';
import type { Facts } from './facts.ts';
import { readSettings } from './settings.ts';
import type { ServerSettings } from '../protocol/protocol.ts';

/** What is told of what the client says. */
export interface Hearers {
  readonly facts: Facts;
  readonly schemas: ClusterSchemas;
  readonly onSettings: (settings: ServerSettings) => void;
}

/** Hears what a client says of its settings and its cluster. */
export function hearClient(connection: Connection, { facts, schemas, onSettings }: Hearers): void {
  connection.onDidChangeConfiguration(({ settings }: { settings: unknown }) => {
    // Clients that say only that something changed send null, or leave our section out: nothing changes then.
    const section =
      typeof settings === 'object' && settings !== null && 'sluice' in settings ? settings.sluice : undefined;
    if (section !== undefined) onSettings(readSettings(section));
  });
  connection.onNotification(clusterFacts, (params: ClusterFactsParams) =>
    facts.setCluster(params.facts === null ? undefined : factsFromJson(params.facts)),
  );
  connection.onNotification(clusterSchemas, (params: ClusterSchemasParams) => schemas.take(params));
}
