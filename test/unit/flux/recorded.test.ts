import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { conditionsOf, observedGeneration } from '../../../src/flux/conditions.ts';
import { healthOf, type Health, type HealthState } from '../../../src/flux/health.ts';
import { groupOf, kindId, type FluxObject, type KubernetesObject, type ObjectKey } from '../../../src/flux/object.ts';
import { suspensionOf } from '../../../src/flux/suspension.ts';
import { trimObject } from '../../../src/flux/trim.ts';
import { fleet } from '../../fixtures/fleet.ts';

/** What the real controllers wrote, value by value (test/cluster/recordFleet.ts). */
const file = new URL('../../fixtures/recorded/fleet.json', import.meta.url);
const recorded = (JSON.parse(readFileSync(file, 'utf8')) as KubernetesObject[]).map(read);
const last = new Map(recorded.map((object) => [object.key, object]));

function read(json: KubernetesObject): FluxObject {
  const group = groupOf(json.apiVersion);
  const version = json.apiVersion.slice(group.length + 1);
  return trimObject(json, { id: kindId(group, json.kind), group, version, kind: json.kind });
}

/** What the conditions that decide say, and of which generation: `Ready=False:BuildFailed of none`. */
function saysOf(object: FluxObject): string {
  const deciding = conditionsOf(object).filter(({ type }) => ['Ready', 'Reconciling', 'Stalled'].includes(type));
  const verdicts = deciding.map(({ type, status, reason }) => `${type}=${status}:${reason ?? ''}`).sort();
  const seen = observedGeneration(object) === object.raw.metadata.generation ? 'observed' : 'not observed';
  return [...verdicts, seen].join(' ');
}

/** Every combination that was recorded of objects that have a status, with the state that a person should see. */
const expected: Readonly<Record<string, HealthState>> = {
  'not observed': 'reconciling',
  'Reconciling=True:Progressing not observed': 'reconciling',
  'Ready=Unknown:Progressing Reconciling=True:Progressing not observed': 'reconciling',
  'Ready=True:Succeeded not observed': 'reconciling',
  'Ready=True:Succeeded observed': 'ready',
  'Ready=True:ChartPackageSucceeded observed': 'ready',
  'Ready=True:InstallSucceeded observed': 'ready',
  'Ready=True:ReconciliationSucceeded observed': 'ready',
  'Ready=False:BucketOperationFailed Reconciling=True:Progressing not observed': 'failed',
  'Ready=False:BucketOperationFailed Reconciling=True:ProgressingWithRetry not observed': 'failed',
  'Ready=False:GitOperationFailed Reconciling=True:Progressing not observed': 'failed',
  'Ready=False:GitOperationFailed Reconciling=True:ProgressingWithRetry not observed': 'failed',
  'Ready=False:InvalidChartReference Stalled=True:InvalidChartReference not observed': 'failed',
  'Ready=False:InvalidChartReference Stalled=True:InvalidChartReference observed': 'failed',
  'Ready=False:BuildFailed Reconciling=True:ProgressingWithRetry not observed': 'failed',
  'Ready=False:ReconciliationFailed Reconciling=True:ProgressingWithRetry not observed': 'failed',
  'Ready=False:DependencyNotReady not observed': 'waiting',
  'Ready=False:ArtifactFailed not observed': 'waiting',
  'Ready=False:SourceNotReady Reconciling=True:Progressing not observed': 'waiting',
};

/** Objects that their conditions alone do not decide. */
const exceptions: Readonly<Record<string, Readonly<Record<string, HealthState>>>> = {
  'ExternalArtifact/shop/theme': { 'Ready=True:Succeeded not observed': 'ready' },
  'HelmRepository/flux-system/stable': { 'not observed': 'noStatus' },
  'Alert/flux-system/on-call': { 'not observed': 'noStatus' },
  'Provider/flux-system/chat': { 'not observed': 'noStatus' },
  'Kustomization/shop/legacy': { 'not observed': 'suspended' },
  // Nobody made its source: that is its own mistake.
  'Kustomization/payments/ledger': { 'Ready=False:ArtifactFailed not observed': 'failed' },
};

const nameOf = (key: ObjectKey): string => key.split('/').slice(1).join('/');

describe('each recorded value', () => {
  const now = new Map<ObjectKey, FluxObject>();
  const before = new Map<ObjectKey, Health>();
  const rows = recorded.map((object, index) => {
    now.set(object.key, object);
    const known = new Map(now);
    const health = healthOf(object, { previous: before.get(object.key), lookup: (key) => known.get(key) });
    before.set(object.key, health);
    return { index, name: nameOf(object.key), says: saysOf(object), health };
  });

  it.each(rows)('$index: $name says $says', ({ name, says, health }) => {
    expect(health.state).toBe(exceptions[name]?.[says] ?? expected[says]);
  });
  it('is all that the tables expect', () => {
    const seen = new Set(rows.map(({ says }) => says));
    expect(Object.keys(expected).filter((says) => !seen.has(says))).toEqual([]);
  });
  it('of a failing source that retries keeps its verdict or repeats it', () => {
    const failing = rows.filter(({ name }) => name === 'GitRepository/shop/shop-config').map(({ health }) => health);
    const first = failing.findIndex(({ state }) => state === 'failed');
    for (const health of failing.slice(first)) {
      expect(health.state === 'failed' || (health.state === 'reconciling' && health.settled === 'failed')).toBe(true);
    }
  });
});

describe('the last recorded value', () => {
  it.each(fleet)('of $kind/$namespace/$name is $health', ({ kind, namespace, name, health, reason }) => {
    const object = [...last.values()].find(({ key }) => nameOf(key) === `${kind}/${namespace}/${name}`);
    const found = object === undefined ? undefined : healthOf(object, { lookup: (key) => last.get(key) });
    expect(found?.state).toBe(health);
    if (found !== undefined && 'reason' in found) expect(found.reason).toBe(reason);
  });
  it('names what is waited for', () => {
    const waiting = [...last.values()].flatMap((object) => {
      const health = healthOf(object, { lookup: (key) => last.get(key) });
      return health.state === 'waiting' ? [[nameOf(object.key), health.on && nameOf(health.on)]] : [];
    });
    expect(Object.fromEntries(waiting)).toEqual({
      'Kustomization/shop/payments': 'Kustomization/flux-system/apps',
      'Kustomization/shop/warehouse': 'Kustomization/shop/legacy',
      'Kustomization/shop/shop-config': 'GitRepository/shop/shop-config',
      'HelmRelease/payments/fraud': 'HelmChart/flux-system/payments-fraud',
    });
  });
  it('has no managedFields, but the owner of a suspend', () => {
    const owners = [...last.values()].filter(({ suspendOwner }) => suspendOwner !== undefined);
    expect(owners.map(({ key }) => nameOf(key))).toEqual(['Kustomization/shop/legacy']);
    expect(owners.map(suspensionOf)).toMatchObject([{ by: 'harness', byManager: true, precision: 'notAfter' }]);
    expect(JSON.stringify([...last.values()])).not.toContain('fieldsV1');
  });
});
