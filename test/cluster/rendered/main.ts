/**
 * Compares the engine with a running kustomize-controller, for every Flux Kustomization in checked-out repositories, or
 * for all constructed cases. Nothing of it is applied.
 * usage: npm run oracle:controller -- cases|REPOSITORY...
 */
import { join } from 'node:path';
import { root } from '../../../scripts/paths.ts';
import { silentLogger } from '../../../src/base/logger.ts';
import type { RenderRequest } from '../../../src/render/renderer.ts';
import { createWorkerRenderer } from '../../../src/render/workerRenderer.ts';
import { allCases } from '../../render/cases/cases.ts';
import { worktree } from '../../render/oracle/repository.ts';
import { requestOf } from '../../render/oracle/requestOf.ts';
import { printProgress } from '../progress.ts';
import { startCluster } from '../startCluster.ts';
import { startArtifactServer } from './artifacts.ts';
import { compareBuilds } from './compareBuilds.ts';
import { controllerBuild } from './controllerBuilds.ts';
import { declaredWithVariables } from './declaredWithVariables.ts';

const cluster = await startCluster({
  forge: false,
  controllers: ['kustomize-controller'],
  onProgress: printProgress(process.stderr),
});
const artifacts = await startArtifactServer();
const renderer = createWorkerRenderer({ folder: join(root, 'dist'), logger: silentLogger });
const counts = new Map<string, number>();
try {
  for (const [set, what] of process.argv.slice(2).entries()) {
    const requests = what === 'cases' ? constructed() : declaredWithVariables(await worktree(what));
    const builds = requests.map((request, index) => controllerBuild(request, `build-${set}-${index}`));
    for (const { outcome, difference, build } of await compareBuilds(builds, renderer, cluster, artifacts)) {
      const word = difference === undefined ? outcome : 'different';
      counts.set(word, (counts.get(word) ?? 0) + 1);
      const path = build.kustomization.spec?.['path'];
      if (difference !== undefined) console.log(`${what}: ${typeof path === 'string' ? path : './'}: ${difference}`);
    }
  }
  console.log([...counts].map(([outcome, count]) => `${count} ${outcome}`).join(', '));
} finally {
  renderer.dispose();
  artifacts.dispose();
  await cluster.stop();
}
process.exitCode = counts.has('different') ? 1 : 0;

function constructed(): readonly RenderRequest[] {
  return allCases.filter(({ worktree: filtered }) => filtered === undefined).map(requestOf);
}
