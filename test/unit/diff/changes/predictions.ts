import type { KustomizationPrediction, ObjectPrediction } from '../../../../src/diff/terms/prediction.ts';
import { kinds } from '../../../../src/flux/kinds.ts';
import { kindId, objectKey, type JsonObject, type ObjectKey } from '../../../../src/flux/object.ts';

/** The key of a Kustomization, in namespace `flux-system` unless told. */
export function kustomizationKey(name: string, namespace = 'flux-system'): ObjectKey {
  return objectKey(kinds.kustomization, namespace, name);
}

/** An object of the core group unless `group` says so, in namespace `shop`. */
export function object(
  kind: string,
  name: string,
  rest: Partial<ObjectPrediction> & { readonly group?: string } = {},
): ObjectPrediction {
  const { group = '', ...fields } = rest;
  const key = objectKey(kindId(group, kind), 'shop', name);
  return { key, apiVersion: group === '' ? 'v1' : `${group}/v1`, action: 'change', dangers: [], ...fields };
}

/** A prediction that is sure and free of anything else. */
export function prediction(
  name: string,
  objects: readonly ObjectPrediction[],
  rest: Partial<KustomizationPrediction> = {},
): KustomizationPrediction {
  return {
    key: kustomizationKey(name),
    certainty: { level: 'exact' },
    status: 'existing',
    blockers: [],
    objects,
    assumptions: [],
    ...rest,
  };
}

/** A ConfigMap with a value. */
export function configMap(value: string): JsonObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' }, data: { value } };
}
