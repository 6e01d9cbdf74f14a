import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { healthOf, settledVerdict, type Health } from '../../../src/flux/health.ts';
import {
  groupOf,
  kindId,
  parseKey,
  type FluxObject,
  type KubernetesObject,
  type ObjectKey,
} from '../../../src/flux/object.ts';
import { trimObject } from '../../../src/flux/trim.ts';

/** What the real controllers wrote in mishaps, in the order in which they did (test/cluster/recordIncidents.ts). */
const file = new URL('../../fixtures/recorded/incidents.json', import.meta.url);
const recorded = (JSON.parse(readFileSync(file, 'utf8')) as KubernetesObject[]).map((json) => {
  const group = groupOf(json.apiVersion);
  const version = json.apiVersion.slice(group.length + 1);
  return trimObject(json, { id: kindId(group, json.kind), group, version, kind: json.kind });
});

/** The health of each object, value by value, as somebody sees it who watches from the beginning. */
function stories(): ReadonlyMap<string, readonly Health[]> {
  const known = new Map<ObjectKey, FluxObject>();
  const told = new Map<string, Health[]>();
  for (const object of recorded) {
    known.set(object.key, object);
    const { kind, namespace, name } = parseKey(object.key);
    const healths = told.get(`${kind}/${namespace}/${name}`) ?? [];
    told.set(`${kind}/${namespace}/${name}`, healths);
    healths.push(healthOf(object, { lookup: (key) => known.get(key), previous: healths.at(-1) }));
  }
  return told;
}

/** The states that an object settles in, one after the other; runs in progress are left out. */
const settles: Readonly<Record<string, readonly string[]>> = {
  'GitRepository/shop/incidents': ['ready Succeeded'],
  'OCIRepository/shop/no-match': ['failed ReadOperationFailed'],
  'Kustomization/shop/no-path': ['waiting ArtifactFailed', 'failed ArtifactFailed'],
  'Kustomization/payments/foreign': ['failed AccessDenied'],
  'Kustomization/shop/no-rights': ['waiting ArtifactFailed', 'failed ReconciliationFailed'],
  'Kustomization/shop/unhealthy': ['waiting ArtifactFailed', 'failed HealthCheckFailed'],
  'Kustomization/shop/breaks': ['waiting ArtifactFailed', 'ready ReconciliationSucceeded', 'failed BuildFailed'],
  'Kustomization/shop/suspended-failing': ['waiting ArtifactFailed', 'failed BuildFailed', 'suspended'],
  'Kustomization/shop/held': ['waiting ArtifactFailed', 'ready ReconciliationSucceeded', 'terminating'],
  'HelmRelease/shop/refused': ['waiting SourceNotReady', 'failed InstallFailed'],
  'HelmRelease/shop/sessions': [
    'waiting SourceNotReady',
    'ready InstallSucceeded',
    'failed UpgradeFailed',
    'failed RollbackSucceeded',
    'failed UpgradeFailed',
    'failed RollbackSucceeded',
  ],
  'ImageRepository/shop/web': ['ready Succeeded'],
  'ImagePolicy/shop/no-match': ['waiting DependencyNotReady', 'failed Failure'],
  'Receiver/shop/no-secret': ['failed TokenNotFound'],
  'HelmChart/shop/shop-refused': ['ready ChartPackageSucceeded'],
  'HelmChart/shop/shop-sessions': ['ready ChartPackageSucceeded'],
};

describe('recorded mishaps', () => {
  it('are all told of here', () => {
    expect([...stories().keys()].sort()).toEqual(Object.keys(settles).sort());
  });

  it.each(Object.entries(settles))('%s settles as %j', (name, expected) => {
    const words = (stories().get(name) ?? [])
      .filter(({ state }) => state !== 'reconciling')
      .map((health) => ('reason' in health ? `${health.state} ${health.reason}` : health.state));
    expect(words.filter((word, index) => word !== words[index - 1])).toEqual(expected);
  });

  it('keep their verdict while a controller tries again, so that nothing flickers', () => {
    for (const healths of stories().values()) {
      const first = healths.findIndex((health) => settledVerdict(health) !== undefined);
      const after = first < 0 ? [] : healths.slice(first);
      const lost = after.filter(({ state }) => state === 'reconciling').filter((health) => !settledVerdict(health));
      expect(lost).toEqual([]);
    }
  });

  it('say of a stalled object that it is', () => {
    const stalled = stories().get('Kustomization/payments/foreign')?.at(-1);
    expect(stalled).toMatchObject({ state: 'failed', stalled: true });
  });
});
