import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JsonObject } from '../flux/object.ts';

/** What is kept of a cluster for the time when it cannot be reached. */
export interface CachedCluster {
  readonly kubernetesVersion?: string | undefined;
  readonly fluxVersion?: string | undefined;
  readonly definitions: readonly JsonObject[];
}

/** Clusters that are kept; beyond these the one that was written longest ago goes. */
const mostClusters = 12;

/** Reads what was kept of the cluster with this id; undefined if nothing was, or it is broken. */
export async function readCluster(folder: string, id: string): Promise<CachedCluster | undefined> {
  try {
    const read = JSON.parse(await readFile(fileOf(folder, id), 'utf8')) as CachedCluster;
    return Array.isArray(read.definitions) ? read : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps what is known of a cluster. A reader meets the old or the new, never a part. Rejects if it cannot be written. */
export async function writeCluster(folder: string, id: string, cluster: CachedCluster): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = fileOf(folder, id);
  const fresh = `${file}.${process.pid}.new`;
  await writeFile(fresh, JSON.stringify(cluster), { mode: 0o600 });
  await rename(fresh, file);
  await dropOldest(folder);
}

/** An id may be a URL; its digest is a file name everywhere. */
function fileOf(folder: string, id: string): string {
  return join(folder, `cluster-${createHash('sha256').update(id).digest('hex').slice(0, 32)}.json`);
}

async function dropOldest(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => /^cluster-[0-9a-f]{32}\.json$/.test(name));
  const written = await Promise.all(
    names.map(async (name) => ({ name, at: (await stat(join(folder, name)).catch(() => ({ mtimeMs: 0 }))).mtimeMs })),
  );
  const old = written.sort((a, b) => b.at - a.at).slice(mostClusters);
  for (const { name } of old) await rm(join(folder, name), { force: true });
}
