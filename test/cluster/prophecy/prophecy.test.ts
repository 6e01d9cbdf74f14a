import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { forView } from '../../../src/diff/showing/forView.ts';
import type { Action, KustomizationPrediction, ObjectPrediction } from '../../../src/diff/terms/prediction.ts';
import { without } from '../../../src/diff/values/objects.ts';
import { asObject } from '../../../src/flux/fields.ts';
import { parseKey, type JsonObject, type ObjectKey } from '../../../src/flux/object.ts';
import { setup as buildEngine } from '../../render/builtEngine.ts';
import { sharedAccess } from '../sharedAccess.ts';
import { differences, nameOf, omissions, type Looks } from './compare.ts';
import { look, type Look } from './look.ts';
import { predictScenarios } from './predictScenarios.ts';
import { namespaceOf, placed, type Scenario } from './scenario.ts';
import { basics } from './scenarios/basics.ts';
import { builds } from './scenarios/builds.ts';
import { failures } from './scenarios/failures.ts';
import { managers } from './scenarios/managers.ts';
import { markers } from './scenarios/markers.ts';
import { releases } from './scenarios/releases.ts';
import { rights } from './scenarios/rights.ts';
import { encryption } from './scenarios/encryption.ts';
import { sets } from './scenarios/sets.ts';
import { act, begin, commit, end, reconcileAgain } from './stage.ts';

/** Names of scenarios, to work on these alone: `PROPHECY=move,force`. */
const only = process.env['PROPHECY']?.split(',');
const scenarios = [basics, markers, managers, failures, builds, rights, releases, sets, encryption]
  .flat()
  .filter(({ name }) => only?.includes(name) ?? true);

/** Rights are the same everywhere: a third of the scenarios shows what the lack of them does. */
const isForViewer = (scenario: Scenario): boolean =>
  [basics, rights, failures].some((group) => group.includes(scenario));

type Predictions = ReadonlyMap<Scenario, readonly KustomizationPrediction[]>;

const access = sharedAccess();
let predicted: Predictions;
let predictedByViewer: Predictions;
let predictedAgain: Predictions;
let before: Look;
let after: Look;
let later: Look;

/** Everything happens to all scenarios at once, so that Flux reconciles twice and no more. */
beforeAll(async () => {
  await buildEngine();
  await begin(access, scenarios);
  await Promise.all(scenarios.map((scenario) => act(access, scenario)));
  predicted = await predictScenarios(access, scenarios, 'admin');
  predictedByViewer = await predictScenarios(access, scenarios.filter(isForViewer), 'viewer');
  const predictions = [...predicted.values()].flat();
  before = await look(access, scenarios, predictions);
  await commit(access, scenarios);
  after = await look(access, scenarios, predictions, before);
  predictedAgain = await predictScenarios(access, scenarios, 'admin', 'after');
  await reconcileAgain(access, scenarios);
  later = await look(access, scenarios, predictions, after);
});

afterAll(() => end(access, scenarios));

const looks = (key: ObjectKey): Looks => ({ before: before.objects.get(key), after: after.objects.get(key) });

describe.each(scenarios)('$name', (scenario) => {
  const expected = placed(scenario, namespaceOf(scenario));
  const predictions = (): readonly KustomizationPrediction[] => predicted.get(scenario) ?? [];

  test('says what matters', () => {
    const said = Object.keys(expected.expect).map((name) => [
      name,
      find(predictions(), name).map(nameOf).join(' and '),
    ]);
    expect(Object.fromEntries(said)).toEqual(expected.expect);
    const dangers = Object.keys(expected.dangers ?? {}).map((name) => [name, dangersOf(find(predictions(), name))]);
    expect(Object.fromEntries(dangers)).toEqual(expected.dangers ?? {});
  });

  test('says what then happens', () => {
    const unknown = predictions().flatMap((one) => one.objects.filter(({ action }) => action === 'unknown'));
    const allowed = new Set(Object.keys(expected.expect).flatMap((name) => find(predictions(), name)));
    expect(unknown.filter((one) => !allowed.has(one))).toEqual([]);
    expect(differences(predictions(), looks, forView)).toEqual([]);
  });

  test('says it of all objects', () => {
    const inventories = { before: before.inventories, after: after.inventories };
    expect(omissions(predictions(), inventories, looks, forView)).toEqual([]);
  });

  test('proves its builds by the digests that the controller recorded', () => {
    const unproven = predictions().flatMap(({ key, certainty }) =>
      certainty.level === 'exact' || beyondProof.includes(certainty.reason) ? [] : [[key, certainty.reason]],
    );
    expect(unproven).toEqual([]);
  });

  test('has nothing to say once it has happened', () => {
    const again = predictedAgain.get(scenario) ?? [];
    const looksLater = (key: ObjectKey): Looks => ({ before: after.objects.get(key), after: later.objects.get(key) });
    expect(differences(again, looksLater, withoutRequest)).toEqual([]);
    const isHeld = scenario.fails !== undefined || again.some(({ blockers }) => blockers.length > 0);
    const changes = again.flatMap(({ objects }) => objects).filter(({ action }) => !isStill.includes(action));
    expect(isHeld ? [] : changes.map((one) => [one.key, nameOf(one), one.message])).toEqual([]);
  });

  test('tells no secrets', () => {
    const told = JSON.stringify([
      predicted.get(scenario),
      predictedByViewer.get(scenario),
      predictedAgain.get(scenario),
    ]);
    const leaked = (scenario.secrets ?? []).filter((text) => told.includes(text) || told.includes(btoa(text)));
    expect(leaked).toEqual([]);
  });
});

test.each(scenarios.filter(isForViewer))(
  '$name: does not say that Flux fails to somebody without rights',
  (scenario) => {
    const objects = (predictedByViewer.get(scenario) ?? []).flatMap((one) => one.objects);
    const really = new Map(
      (predicted.get(scenario) ?? []).flatMap((one) => one.objects).map((one) => [one.key, one.action]),
    );
    const wrong = objects.filter(
      ({ key, action }) => action === 'error' && really.get(key) !== 'error' && really.get(key) !== 'deleteOnly',
    );
    expect(wrong).toEqual([]);
    const sure = objects.filter(
      ({ action, isBlocked }) => action === 'change' || (action === 'create' && isBlocked !== true),
    );
    expect(sure.filter(({ key }) => !isOfMissing(key, predicted.get(scenario) ?? []))).toEqual([]);
  },
);

/** Without what this test wrote to have Flux reconcile once more. */
function withoutRequest(object: JsonObject): JsonObject {
  const { annotations, ...metadata } = asObject(object['metadata']) ?? {};
  const rest = without(asObject(annotations) ?? {}, ['reconcile.fluxcd.io/requestedAt']);
  return forView({ ...object, metadata: { ...metadata, ...(Object.keys(rest).length > 0 && { annotations: rest }) } });
}

const isStill: readonly Action[] = ['unchanged', 'skip'];

/** Why there may be no proof of a build. */
const beyondProof: readonly string[] = [
  'it is not built',
  'the controller has recorded no build of it',
  'its encrypted values are not decrypted here',
];

/** Objects by `Kind/name`, or `kustomization:Kind/name` where several speak of it. */
function find(predictions: readonly KustomizationPrediction[], name: string): readonly ObjectPrediction[] {
  const [, by, kind, object] = /^(?:([^:]+):)?([^/]+)\/(.+)$/.exec(name) ?? [];
  return predictions
    .filter(({ key }) => by === undefined || parseKey(key).name === by)
    .flatMap(({ objects }) => objects)
    .filter(({ key }) => parseKey(key).kind === kind && parseKey(key).name === object);
}

function dangersOf(objects: readonly ObjectPrediction[]): readonly string[] {
  return objects.flatMap(({ dangers }) => dangers.map(({ code }) => code));
}

/** Whether an object is declared only, as what it needs is not there yet: anybody can say so. */
function isOfMissing(key: ObjectKey, predictions: readonly KustomizationPrediction[]): boolean {
  return predictions.flatMap((one) => one.objects).some((one) => one.key === key && one.isDeclaredOnly === true);
}
