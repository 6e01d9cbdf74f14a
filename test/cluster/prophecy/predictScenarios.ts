import { join } from 'node:path';
import { root } from '../../../scripts/paths.ts';
import { createLimiter } from '../../../src/base/limiter.ts';
import { silentLogger } from '../../../src/base/logger.ts';
import { predictChange, type DiffPorts } from '../../../src/diff/predictChange.ts';
import type { KustomizationPrediction } from '../../../src/diff/terms/prediction.ts';
import { kindId, objectKey, type ObjectKey } from '../../../src/flux/object.ts';
import type { Renderer } from '../../../src/render/renderer.ts';
import { createWorkerRenderer } from '../../../src/render/workerRenderer.ts';
import type { ClusterAccess, UserName } from '../cluster.ts';
import { openSession, type TestSession } from '../session/openSession.ts';
import { namespaceOf, type Scenario } from './scenario.ts';
import { sessionPorts } from './sessionPorts.ts';
import { repositoryFiles } from './stage.ts';

const { signal } = new AbortController();

/**
 * What a person with these rights is told of each scenario's commit, by the real renderer and the real API server.
 * @param now which of the two states is applied at the moment
 */
export async function predictScenarios(
  access: ClusterAccess,
  scenarios: readonly Scenario[],
  user: UserName,
  now: 'before' | 'after' = 'before',
): Promise<ReadonlyMap<Scenario, readonly KustomizationPrediction[]>> {
  const session = openSession({ kubeconfig: access.kubeconfig(user) });
  const renderer = createWorkerRenderer({ folder: join(root, 'dist'), logger: silentLogger });
  try {
    session.session.start();
    await session.settled();
    const ports = portsOf(session, renderer, scenarios, now);
    const limited = createLimiter(3);
    const predict = async (scenario: Scenario): Promise<readonly [Scenario, readonly KustomizationPrediction[]]> => [
      scenario,
      await predictChange(rootsOf(scenario), ports, () => undefined, signal),
    ];
    return new Map(await Promise.all(scenarios.map((scenario) => limited(() => predict(scenario), signal))));
  } finally {
    renderer.dispose();
    session.dispose();
  }
}

function portsOf(
  session: TestSession,
  renderer: Renderer,
  scenarios: readonly Scenario[],
  now: 'before' | 'after',
): DiffPorts {
  const before = repositoryFiles(scenarios, 'before');
  const changed = { files: filesOf({ ...before, ...repositoryFiles(scenarios, 'after') }) };
  const applied = now === 'after' ? changed : { files: filesOf(before) };
  const appliedFilesFor = (): Promise<typeof applied> => Promise.resolve(applied);
  return sessionPorts(session, renderer, { filesFor: () => Promise.resolve(changed), appliedFilesFor });
}

function rootsOf(scenario: Scenario): ObjectKey[] {
  const id = kindId('kustomize.toolkit.fluxcd.io', 'Kustomization');
  return Object.keys(scenario.kustomizations ?? { main: {} }).map((name) => objectKey(id, namespaceOf(scenario), name));
}

function filesOf(files: Readonly<Record<string, string | null>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(files).flatMap(([path, text]) => (text === null ? [] : [[path, text] as const])));
}
