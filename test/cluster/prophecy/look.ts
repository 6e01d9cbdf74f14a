import { createLimiter } from '../../../src/base/limiter.ts';
import { keyOfObject } from '../../../src/diff/values/objects.ts';
import type { KustomizationPrediction } from '../../../src/diff/terms/prediction.ts';
import { inventoryOf } from '../../../src/flux/inventory.ts';
import { parseKey, type JsonObject, type ObjectKey } from '../../../src/flux/object.ts';
import { ApiError } from '../access/rest.ts';
import type { ClusterAccess } from '../cluster.ts';
import type { Scenario } from './scenario.ts';
import { listKustomizations } from './stage.ts';

/** The cluster at one time: objects, and what Kustomizations take for their own. */
export interface Look {
  readonly objects: ReadonlyMap<ObjectKey, JsonObject | undefined>;
  readonly inventories: ReadonlyMap<ObjectKey, ReadonlySet<ObjectKey>>;
}

/** Reads every object that a prediction or an inventory speaks of, or that an earlier look saw. */
export async function look(
  access: ClusterAccess,
  scenarios: readonly Scenario[],
  predictions: readonly KustomizationPrediction[],
  earlier?: Look,
): Promise<Look> {
  const versions = new Map(predictions.flatMap((one) => one.objects).map((one) => [one.key, one.apiVersion]));
  const inventories = new Map<ObjectKey, ReadonlySet<ObjectKey>>();
  for (const listed of await listKustomizations(access, scenarios)) {
    const kustomization = listed as unknown as JsonObject;
    const entries = inventoryOf(kustomization);
    inventories.set(keyOfObject(kustomization), new Set(entries.map(({ key }) => key)));
    for (const { key, address } of entries) versions.set(key, address.apiVersion);
  }
  for (const [key, object] of earlier?.objects ?? []) {
    if (object !== undefined) versions.set(key, object['apiVersion'] as string);
  }
  const limited = createLimiter(8);
  const { signal } = new AbortController();
  const found = [...versions].map(([key, apiVersion]) =>
    limited(async () => [key, await read(access, key, apiVersion)] as const, signal),
  );
  return { objects: new Map(await Promise.all(found)), inventories };
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
