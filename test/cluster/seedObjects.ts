import type { ClusterAccess } from './cluster.ts';
import { reporter, type OnProgress } from './progress.ts';
import { makeSeed, namespaceCount, seedNamespace, type Seed } from './seed/shapes.ts';

export interface SeedOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: OnProgress;
}

/** Enough to keep the API server busy on a small machine. */
const writers = 24;

/**
 * Makes `count` Flux objects in 300 namespaces (Kustomizations, HelmReleases and GitRepositories, 5 : 3 : 2), with
 * statuses as if their controllers had settled; one in 25 fails, one in 50 is suspended. Meant for a cluster started
 * with `controllers: 'none'`: controllers would take the statuses for their own.
 */
export async function seedObjects(access: ClusterAccess, count: number, options: SeedOptions = {}): Promise<void> {
  const signal = options.signal ?? new AbortController().signal;
  const step = reporter('objects', options.onProgress);
  const namespaces = Array.from({ length: Math.min(count, namespaceCount) }, (_, index) => seedNamespace(index));
  await eachOf(namespaces.length, signal, async (index) => {
    const metadata = { name: namespaces[index] ?? '' };
    await access.apply([{ apiVersion: 'v1', kind: 'Namespace', metadata }], { signal });
  });
  await eachOf(count, signal, async (index) => {
    await write(access, makeSeed(index), signal);
    if (index % 500 === 0) step(`making ${count}, at ${index}`);
  });
  step(`made ${count}`);
}

/** A status is no part of what is created: it takes a request of its own. */
async function write(access: ClusterAccess, { api, plural, object, status }: Seed, signal: AbortSignal): Promise<void> {
  const { namespace = '', name } = object.metadata;
  const path = `/apis/${api}/namespaces/${namespace}/${plural}`;
  await access.request('POST', `${path}?fieldManager=kustomize-controller`, object, { signal });
  await access.request('PATCH', `${path}/${name}/status?fieldManager=gotk-controller`, { status }, { signal });
}

/** Runs `work` for 0 to `count - 1`, a few at a time. */
async function eachOf(count: number, signal: AbortSignal, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const write = async (): Promise<void> => {
    for (let index = next++; index < count; index = next++) {
      signal.throwIfAborted();
      await work(index);
    }
  };
  await Promise.all(Array.from({ length: writers }, write));
}
