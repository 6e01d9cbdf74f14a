import type { JsonObject, ObjectKey } from '../../../../src/flux/object.ts';
import type { KustomizationPrediction, ObjectPrediction } from '../../../../src/diff/terms/prediction.ts';
import { reportOf, type Report } from '../../../../src/diff/report/report.ts';

/** A Kustomization `flux-system/<name>`. */
export function kustomization(
  name: string,
  objects: readonly ObjectPrediction[],
  more: Partial<KustomizationPrediction> = {},
): KustomizationPrediction {
  const key: ObjectKey = `kustomize.toolkit.fluxcd.io/Kustomization/flux-system/${name}`;
  return { key, certainty: { level: 'exact' }, status: 'existing', blockers: [], objects, assumptions: [], ...more };
}

/** A ConfigMap `shop/<name>`. */
export function configMap(
  name: string,
  action: ObjectPrediction['action'],
  more: Partial<ObjectPrediction> = {},
): ObjectPrediction {
  return { key: `/ConfigMap/shop/${name}`, apiVersion: 'v1', action, dangers: [], ...more };
}

/** What a ConfigMap holds. */
export function state(data: JsonObject): JsonObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web', namespace: 'shop' }, data };
}

/** A report of the context `staging`. */
export function report(...predictions: readonly KustomizationPrediction[]): Report {
  return reportOf('staging', predictions);
}

export const changed = configMap('web', 'change', {
  before: state({ a: '1', b: '1', c: '1', d: '1', e: '1', f: '1' }),
  after: state({ a: '1', b: '1', c: '1', d: '1', e: '1', f: '2' }),
  origin: { path: 'apps/web.yaml', line: 3 },
});

export const dangerous = configMap('data', 'prune', {
  key: '/PersistentVolumeClaim/shop/data',
  before: { apiVersion: 'v1', kind: 'PersistentVolumeClaim' },
  dangers: [{ code: 'dataDeleted', message: 'deletes PersistentVolumeClaim/data: its data goes with it' }],
});
