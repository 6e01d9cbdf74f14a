/**
 * Renders 50 objects so many times in the built worker, each time with other content, and prints {@link MemorySample}s.
 * usage: node renderMany.ts RENDERS
 */
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { root } from '../../../scripts/paths.ts';
import { engineFiles, loadEngine } from '../../../src/render/engine.ts';
import { goRequest } from '../../../src/render/goRequest.ts';
import { createKnownSets } from '../../../src/render/knownSets.ts';
import type { WorkerAnswer, WorkerRequest } from '../../../src/render/messages.ts';
import { appFiles, appsKustomization } from './apps.ts';

/** Bytes, of the whole process and of the WebAssembly in it. */
export interface MemorySample {
  readonly process: number;
  readonly engine: number;
}

export const sampleEvery = 50;

async function renderMany(renders: number): Promise<readonly MemorySample[]> {
  const folder = join(root, 'dist');
  const worker = new Worker(join(folder, engineFiles.worker), { workerData: await loadEngine(folder) });
  const sets = createKnownSets();
  const samples: MemorySample[] = [];
  for (let count = 1; count <= renders; count += 1) {
    const files = appFiles(50, `1.${count}`);
    const request: WorkerRequest = {
      ...sets.select(files),
      render: goRequest({
        files,
        kustomization: appsKustomization({ postBuild: { substitute: { region: 'south' } } }),
      }),
    };
    worker.postMessage(request);
    const [{ answer, memory }] = (await once(worker, 'message')) as [WorkerAnswer];
    if (answer.startsWith('{"error"')) throw new Error(answer);
    if (count % sampleEvery === 0) samples.push({ process: process.memoryUsage.rss(), engine: memory });
  }
  await worker.terminate();
  return samples;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  console.log(JSON.stringify(await renderMany(Number(process.argv[2]))));
}
