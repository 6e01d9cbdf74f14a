import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../../../scripts/paths.ts';
import { silentLogger } from '../../../src/base/logger.ts';
import { forView } from '../../../src/diff/forView.ts';
import { predictChange } from '../../../src/diff/predictChange.ts';
import { keyOfObject } from '../../../src/diff/objects.ts';
import { inventoryOf } from '../../../src/diff/prune.ts';
import type { KustomizationPrediction } from '../../../src/diff/prediction.ts';
import { catalogueFiles } from '../../../src/files/catalogueFiles.ts';
import { groupOf, kindId, objectKey, parseKey, type JsonObject, type ObjectKey } from '../../../src/flux/object.ts';
import { createBuilder } from '../../../src/render/builder.ts';
import { createWorkerRenderer } from '../../../src/render/workerRenderer.ts';
import { catalogueLayer } from '../../../src/schema/catalogue.ts';
import { ApiError } from '../access/rest.ts';
import type { ClusterAccess } from '../cluster.ts';
import { openSession } from '../session/openSession.ts';
import { sharedAccess } from '../sharedAccess.ts';
import { differences, nameOf, omissions, type Looks } from './compare.ts';
import { namespaceOf, placed, type Scenario } from './scenario.ts';
import { basics } from './scenarios/basics.ts';
import { failures } from './scenarios/failures.ts';
import { managers } from './scenarios/managers.ts';
import { markers } from './scenarios/markers.ts';
import { builds } from './scenarios/builds.ts';
import { sets } from './scenarios/sets.ts';
import { act, begin, commit, end, listKustomizations, repositoryFiles } from './stage.ts';

const only = process.env['PROPHECY'];
const scenarios = [...basics, ...markers, ...managers, ...failures, ...builds, ...sets].filter(
  ({ name }) => only === undefined || only.split(',').includes(name),
);

const { signal } = new AbortController();
const catalogue = catalogueLayer(catalogueFiles, {});
const access = sharedAccess();
const predicted = new Map<Scenario, readonly KustomizationPrediction[]>();
const addresses = new Map<ObjectKey, string>();
const before = newLook();
const after = newLook();

/** The cluster at one time: objects, and what Kustomizations take for their own. */
interface Look {
  readonly objects: Map<ObjectKey, JsonObject | undefined>;
  readonly inventories: Map<ObjectKey, ReadonlySet<ObjectKey>>;
}

function newLook(): Look {
  return { objects: new Map(), inventories: new Map() };
}

/** Everything happens to all scenarios at once, so that Flux reconciles twice and no more. */
beforeAll(async () => {
  await begin(access, scenarios);
  for (const scenario of scenarios) await act(access, scenario);
  await predictAll();
  await look(before);
  await commit(access, scenarios);
  await look(after);
});

afterAll(() => end(access, scenarios));

async function predictAll(): Promise<void> {
  const session = openSession({ kubeconfig: access.kubeconfig('admin') });
  const renderer = createWorkerRenderer({ folder: join(root, 'dist'), logger: silentLogger });
  try {
    session.session.start();
    await session.settled();
    const applied = filesOf(repositoryFiles(scenarios, 'before'));
    const changed = filesOf({ ...repositoryFiles(scenarios, 'before'), ...repositoryFiles(scenarios, 'after') });
    const build = createBuilder(renderer, {
      filesFor: () => Promise.resolve({ files: changed }),
      appliedFilesFor: () => Promise.resolve({ files: applied }),
    });
    const buildApplied = createBuilder(renderer, { filesFor: () => Promise.resolve({ files: applied }) });
    const facts = new Map(
      [...session.session.snapshot.kinds.values()].flatMap((kind) =>
        [...kind.objects.values()].map(({ key, raw }) => [key, raw as unknown as JsonObject] as const),
      ),
    );
    for (const scenario of scenarios) {
      const roots = Object.keys(scenario.kustomizations ?? { main: {} }).map((name) =>
        objectKey(kindId('kustomize.toolkit.fluxcd.io', 'Kustomization'), namespaceOf(scenario), name),
      );
      const ports = {
        cluster: session.client.diff,
        build,
        buildApplied,
        facts,
        schema: (apiVersion: string, kind: string) =>
          catalogue.find(groupOf(apiVersion), apiVersion.slice(apiVersion.lastIndexOf('/') + 1), kind),
      };
      predicted.set(scenario, await predictChange(roots, ports, () => undefined, signal));
    }
  } finally {
    renderer.dispose();
    session.dispose();
  }
}

function filesOf(files: Readonly<Record<string, string | null>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(files).flatMap(([path, text]) => (text === null ? [] : [[path, text] as const])));
}

/** Reads every object that a prediction or an inventory speaks of. */
async function look(into: Look): Promise<void> {
  for (const kustomization of await listKustomizations(access, scenarios)) {
    const entries = inventoryOf(kustomization as unknown as JsonObject);
    into.inventories.set(keyOfObject(kustomization as unknown as JsonObject), new Set(entries.map(({ key }) => key)));
    for (const { key, address } of entries) addresses.set(key, address.apiVersion);
  }
  for (const { key, apiVersion } of allPredictions().flatMap((one) => one.objects)) addresses.set(key, apiVersion);
  for (const [key, apiVersion] of addresses) into.objects.set(key, await read(access, key, apiVersion));
}

function allPredictions(): readonly KustomizationPrediction[] {
  return [...predicted.values()].flat();
}

async function read(
  { pathOf, request }: ClusterAccess,
  key: ObjectKey,
  apiVersion: string,
): Promise<JsonObject | undefined> {
  const { kind, namespace, name } = parseKey(key);
  try {
    return await request<JsonObject>('GET', await pathOf({ apiVersion, kind, metadata: { name, namespace } }));
  } catch (error) {
    if (error instanceof ApiError ? error.status === 404 : /serves no/.test(String(error))) return undefined;
    throw error;
  }
}

describe.each(scenarios)('$name', (scenario) => {
  test('says what matters', () => {
    const predictions = predicted.get(scenario) ?? [];
    const said = Object.fromEntries(
      Object.keys(placed(scenario.expect, namespaceOf(scenario))).map((name) => [name, saidOf(predictions, name)]),
    );
    expect(said).toEqual(placed(scenario.expect, namespaceOf(scenario)));
  });

  test('says what then happens', () => {
    const looks = (key: ObjectKey): Looks => ({ before: before.objects.get(key), after: after.objects.get(key) });
    expect(differences(predicted.get(scenario) ?? [], looks, forView)).toEqual([]);
  });

  test('says it of all objects', () => {
    const inventories = { before: before.inventories, after: after.inventories };
    const looks = (key: ObjectKey): Looks => ({ before: before.objects.get(key), after: after.objects.get(key) });
    expect(omissions(predicted.get(scenario) ?? [], inventories, looks, forView)).toEqual([]);
  });
});

/** The action predicted for `Kind/name`, or `kustomization:Kind/name`. */
function saidOf(predictions: readonly KustomizationPrediction[], name: string): string | undefined {
  const [, by, kind, object] = /^(?:([^:]+):)?([^/]+)\/(.+)$/.exec(name) ?? [];
  const found = predictions
    .filter(({ key }) => by === undefined || parseKey(key).name === by)
    .flatMap(({ objects }) => objects)
    .filter(({ key }) => parseKey(key).kind === kind && parseKey(key).name === object);
  return found.map(nameOf).join(' and ') || undefined;
}
