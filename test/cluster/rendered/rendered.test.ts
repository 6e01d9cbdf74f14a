import { groupBy } from '../../../src/base/groupBy.ts';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../../../scripts/paths.ts';
import { silentLogger } from '../../../src/base/logger.ts';
import type { KustomizationPrediction } from '../../../src/diff/terms/prediction.ts';
import { parseKey } from '../../../src/flux/object.ts';
import type { Renderer } from '../../../src/render/renderer.ts';
import { createWorkerRenderer } from '../../../src/render/workerRenderer.ts';
import { setup as buildEngine } from '../../render/builtEngine.ts';
import { fewPairCases, singleCases } from '../../render/cases/cases.ts';
import type { RenderCase } from '../../render/cases/renderCase.ts';
import { specialCases } from '../../render/cases/specialCases.ts';
import { requestOf } from '../../render/oracle/requestOf.ts';
import { sharedAccess } from '../sharedAccess.ts';
import { startArtifactServer } from './artifacts.ts';
import { compareBuilds, type Comparison } from './compareBuilds.ts';
import { controllerBuild, home, type ControllerBuild } from './controllerBuilds.ts';
import { fleetBuilds } from './fleetBuilds.ts';
import { predictAgain } from './predictAgain.ts';

/** What source-controller does before; test/render/oracle compares it with its own library. */
const isAboutArtifact = ({ worktree: filtered }: RenderCase): boolean => filtered !== undefined;

/** What the API server does not take, so that it is built only. */
const notTaken: Readonly<Record<string, string>> = {
  substitution: 'a ConfigMap holds numbers',
  'own OpenAPI schema': 'nobody serves the kind Widget',
};

const named = new Map<string, ControllerBuild>();
const applied = new Map<string, ControllerBuild>();
for (const one of [...singleCases, ...fewPairCases, ...specialCases].filter((each) => !isAboutArtifact(each))) {
  named.set(one.name, controllerBuild(requestOf(one), `case-${named.size}`));
}
for (const one of [...singleCases, ...specialCases].filter((each) => !isAboutArtifact(each))) {
  if (!(one.name in notTaken)) applied.set(one.name, appliedBuild(one, `applied-${applied.size}`));
}

const access = sharedAccess();
let renderer: Renderer;
let fleet: ReadonlyMap<string, ControllerBuild>;
let comparisons: ReadonlyMap<ControllerBuild, Comparison>;
let predictions: readonly KustomizationPrediction[];

/** The controller builds everything at once, as that is what takes its time. */
beforeAll(async () => {
  await buildEngine();
  renderer = createWorkerRenderer({ folder: join(root, 'dist'), logger: silentLogger });
  fleet = await fleetBuilds(access);
  await access.apply(
    [...applied.values()].map((one) => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: namespaceOf(one) },
    })),
  );
  const artifacts = await startArtifactServer();
  try {
    const all = [...named.values(), ...applied.values(), ...fleet.values()];
    const compared = await compareBuilds(all, renderer, access, artifacts);
    comparisons = new Map(compared.map((one) => [one.build, one]));
  } finally {
    artifacts.dispose();
  }
  predictions = await predictAgain(access, renderer, [...applied.values()]);
});

afterAll(async () => {
  renderer.dispose();
  const namespaces = [home, ...[...applied.values()].map(namespaceOf)];
  await Promise.all(namespaces.map((name) => access.request('DELETE', `/api/v1/namespaces/${name}`)));
});

describe('the controller builds, byte for byte, what the engine builds, or fails with the same words', () => {
  test.each([...named])('%s', (_, build) => {
    expect(comparisons.get(build)).toMatchObject({ difference: undefined });
  });

  test('for every Kustomization of the sample fleet', () => {
    const differences = [...fleet].flatMap(([name, build]) => {
      const { difference } = comparisons.get(build) ?? { difference: 'it was not compared' };
      return difference === undefined ? [] : [`${name}: ${difference}`];
    });
    expect(differences).toEqual([]);
    expect(fleet.size).toBeGreaterThan(10);
  });

  test('in cases that are built and in cases that fail, and none is left out', () => {
    const counts = groupBy(comparisons.values(), ({ outcome }) => outcome);
    expect(counts.get('rendered')?.length).toBeGreaterThan(90);
    expect(counts.get('failed')?.length).toBeGreaterThan(15);
    expect(counts.get('unknown')).toBeUndefined();
    expect(counts.get('refused')).toBeUndefined();
  });
});

describe('what the controller applied is what the engine built: nothing is left to do', () => {
  test.each([...applied])('%s', (_, build) => {
    const comparison = comparisons.get(build);
    expect(comparison).toMatchObject({ difference: undefined });
    const mine = predictions.find(({ key }) => parseKey(key).name === build.kustomization.metadata.name);
    if (comparison?.outcome === 'failed') {
      expect(mine?.blockers.map(({ kind }) => kind)).toEqual(['build']);
      return;
    }
    expect(comparison?.verdict).toMatchObject({ isApplied: true });
    expect(mine).toMatchObject({ certainty: { level: 'exact' }, blockers: [] });
    const open = mine?.objects.filter(({ action }) => action !== 'unchanged');
    expect(open).toEqual([]);
  });
});

/** The case with its objects in a namespace of its own. */
function appliedBuild(one: RenderCase, name: string): ControllerBuild {
  const spec = { ...one.spec, targetNamespace: `${home}-${name}` };
  return { ...controllerBuild(requestOf({ ...one, spec }), name), isApplied: true };
}

function namespaceOf({ kustomization: { metadata } }: ControllerBuild): string {
  return `${home}-${metadata.name}`;
}
