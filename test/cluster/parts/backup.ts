import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProcessSpec } from '../processes/protocol.ts';
import type { Supervision } from '../processes/supervision.ts';
import { etcdFolder, type Site } from './controlPlane.ts';
import { startPart } from './startParts.ts';

/** The storage of a running cluster. */
export interface Storage {
  readonly api: ProcessSpec;
  readonly store: ProcessSpec;
  readonly site: Site;
  readonly supervision: Supervision;
}

/** Copies etcd's files and resolves with what puts them back. Each restarts etcd and the API server. */
export async function backUpEtcd(
  storage: Storage,
  signal: AbortSignal,
): Promise<(signal?: AbortSignal) => Promise<void>> {
  const folder = etcdFolder(storage.site);
  const backup = join(storage.site.scratch, 'backup');
  await whileDown(storage, signal, () => cp(folder, backup, { recursive: true }));
  return (restoring = new AbortController().signal) =>
    whileDown(storage, restoring, async () => {
      await rm(folder, { recursive: true });
      await cp(backup, folder, { recursive: true });
    });
}

async function whileDown(
  { api, store, supervision }: Storage,
  signal: AbortSignal,
  work: () => Promise<void>,
): Promise<void> {
  await supervision.stop(api.name);
  await supervision.stop(store.name);
  await work();
  await startPart(supervision, store, signal);
  await startPart(supervision, api, signal);
}
