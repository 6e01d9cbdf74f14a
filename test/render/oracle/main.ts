/**
 * Compares the engine with a native build of the same libraries, for every Flux Kustomization in checked-out
 * repositories.
 * usage: npm run oracle:render -- REPOSITORY...
 */
import { join } from 'node:path';
import { root } from '../../../scripts/paths.ts';
import { silentLogger } from '../../../src/base/logger.ts';
import { createWorkerRenderer } from '../../../src/render/workerRenderer.ts';
import { startNativeEngine } from './nativeEngine.ts';
import { agreement, declaredRequests, worktree } from './repository.ts';

const { signal } = new AbortController();
const native = await startNativeEngine(signal);
const renderer = createWorkerRenderer({ folder: join(root, 'dist'), logger: silentLogger });
const counts = new Map<string, number>();
for (const repository of process.argv.slice(2)) {
  const files = await worktree(repository);
  for (const request of declaredRequests(files)) {
    const outcome = await agreement(request, native, renderer, signal);
    counts.set(outcome ?? 'different', (counts.get(outcome ?? 'different') ?? 0) + 1);
    if (outcome === undefined) console.log(`${repository}: ${request.kustomization.metadata.name} differs.`);
  }
}
console.log([...counts].map(([outcome, count]) => `${count} ${outcome}`).join(', '));
renderer.dispose();
native.dispose();
process.exitCode = counts.has('different') ? 1 : 0;
