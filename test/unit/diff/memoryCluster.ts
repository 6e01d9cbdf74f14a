import { keyOfObject, without } from '../../../src/diff/values/objects.ts';
import type { Answer, Build, Builder, ControllerSettings, DiffCluster } from '../../../src/diff/terms/ports.ts';
import type { DiffPorts } from '../../../src/diff/predictChange.ts';
import { controllerFlags } from '../../../src/flux/controllerFlags.ts';
import { groupOf, kindId, objectKey, type JsonObject, type ObjectKey } from '../../../src/flux/object.ts';

const notFound: Answer = { refusal: { code: 404, reason: 'NotFound', message: 'not found' } };

/** How a cluster in memory answers; what is not given is as in one where everything is allowed and nothing fails. */
export interface MemoryOptions {
  readonly live?: readonly JsonObject[];
  readonly controller?: Partial<ControllerSettings>;
  /** Answers instead of the cluster; undefined where the cluster answers. May throw. */
  readonly dryRun?: (object: JsonObject) => Answer | undefined;
}

/** A cluster that stores what is applied as it is: enough for the order of things, not for what an API server makes. */
export function memoryCluster({ live = [], controller = {}, dryRun }: MemoryOptions): DiffCluster {
  const stored = new Map(live.map((object) => [keyOfObject(object), object]));
  const answer = async (object: JsonObject): Promise<Answer> => {
    await Promise.resolve();
    const before = stored.get(keyOfObject(object));
    const metadata = {
      ...(before?.['metadata'] as JsonObject),
      ...(object['metadata'] as JsonObject),
      resourceVersion: '1',
    };
    return dryRun?.(object) ?? { object: { ...before, ...object, metadata } };
  };
  return {
    read: async ({ apiVersion, kind, namespace, name }) => {
      await Promise.resolve();
      const object = stored.get(objectKey(kindId(groupOf(apiVersion), kind), namespace, name));
      return object === undefined ? notFound : { object };
    },
    list: async ({ apiVersion, kind, namespace, labels }) => {
      await Promise.resolve();
      const isWanted = (object: JsonObject): boolean => {
        const { namespace: own, labels: has = {} } = object['metadata'] as Record<string, JsonObject | string>;
        const isThere = object['apiVersion'] === apiVersion && object['kind'] === kind && own === namespace;
        return isThere && Object.entries(labels).every(([name, value]) => (has as JsonObject)[name] === value);
      };
      return [...stored.values()].filter(isWanted);
    },
    dryRunApply: answer,
    dryRunCreate: answer,
    mayImpersonate: () => Promise.resolve(true),
    scopeOf: () => Promise.resolve('namespaced'),
    controller: () => Promise.resolve({ ...controllerFlags([], undefined), assumptions: [], ...controller }),
  };
}

/** Builds by `spec.path`: the objects that stand there, with the owner's labels. */
export function folders(byPath: Readonly<Record<string, readonly JsonObject[]>>): Builder {
  return ({ kustomization }) => {
    const { path } = kustomization['spec'] as { path: string };
    const { name, namespace } = kustomization['metadata'] as { name: string; namespace: string };
    const labels = { 'kustomize.toolkit.fluxcd.io/name': name, 'kustomize.toolkit.fluxcd.io/namespace': namespace };
    const objects = (byPath[path] ?? []).map((object) => ({
      object: { ...object, metadata: { ...(object['metadata'] as JsonObject), labels } },
    }));
    const build: Build = { outcome: 'built', objects, certainty: { level: 'exact' } };
    return Promise.resolve(build);
  };
}

/** Ports over a cluster in memory. */
export function memoryPorts(
  byPath: Readonly<Record<string, readonly JsonObject[]>>,
  options: MemoryOptions,
): DiffPorts {
  return { cluster: memoryCluster(options), build: folders(byPath), facts: new Map(), schema: () => undefined };
}

/** A Kustomization as the cluster has it, ready, with what it applied. */
export function kustomization(name: string, spec: JsonObject = {}, inventory: readonly string[] = []): JsonObject {
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { namespace: 'flux', name, resourceVersion: '1', generation: 1 },
    spec: { path: name, prune: true, ...spec },
    status: {
      observedGeneration: 1,
      conditions: [{ type: 'Ready', status: 'True' }],
      inventory: { entries: inventory.map((id) => ({ id, v: 'v1' })) },
    },
  };
}

/** The same as it stands in Git. */
export function declared(name: string, spec: JsonObject = {}): JsonObject {
  return { ...without(kustomization(name, spec), ['status']), metadata: { namespace: 'flux', name } };
}

export function keyOf(name: string): ObjectKey {
  return objectKey('kustomize.toolkit.fluxcd.io/Kustomization', 'flux', name);
}
