import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ensureControlPlane } from '../../cluster/build/binaries.ts';
import { cached } from '../../../scripts/go/cacheFolder.ts';
import type { Cluster } from '../../cluster/cluster.ts';
import type { OnProgress } from '../../cluster/progress.ts';
import { seedObjects } from '../../cluster/seedObjects.ts';
import { makeSeed } from '../../cluster/seed/shapes.ts';
import { startCluster } from '../../cluster/startCluster.ts';

interface SeedingOptions {
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
}

/**
 * Starts a cluster without controllers that holds `count` Flux objects. They are made through the API once, which
 * takes minutes; what etcd then stored is kept in the cache folder, and later clusters begin with a copy of it.
 */
export async function startSeededCluster(count: number, options: SeedingOptions): Promise<Cluster> {
  const base = { ...options, forge: false, controllers: 'none' } as const;
  const folder = await cached(await cacheName(count, options), async (unfinished) => {
    const cluster = await startCluster(base);
    try {
      await seedObjects(cluster, count, options);
      await cluster.keepEtcd(join(unfinished, 'etcd'), options.signal);
    } finally {
      await cluster.stop();
    }
  });
  return startCluster({ ...base, etcd: join(folder, 'etcd') });
}

/** Another name for anything else that would be stored: other objects, or another way of making them. */
async function cacheName(count: number, options: SeedingOptions): Promise<string> {
  const { crds } = await ensureControlPlane(options);
  const hash = createHash('sha256').update(basename(join(crds, '..')));
  hash.update(await readFile(new URL('../../cluster/seedObjects.ts', import.meta.url)));
  for (let index = 0; index < count; index += 1) hash.update(JSON.stringify(makeSeed(index)));
  return `etcd-${count}-objects-${hash.digest('hex').slice(0, 16)}`;
}
