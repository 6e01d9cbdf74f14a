import { asObject, asObjects, valueAt } from '../../flux/fields.ts';
import type { Json, JsonObject } from '../../flux/object.ts';
import type { Answer, DiffCluster, Identity } from '../terms/ports.ts';
import { asList } from '../values/json.ts';
import { kindIdOfObject, without } from '../values/objects.ts';

/**
 * What creating an object answers once the live one is deleted. While a Service is there, the API server refuses another
 * one with its ports and addresses as allocated already (registry/core/service/storage/alloc.go): these are asked without.
 */
export async function createAnew(
  desired: JsonObject,
  live: JsonObject,
  cluster: DiffCluster,
  identity: Identity,
  signal: AbortSignal,
): Promise<Answer> {
  const answer = await cluster.dryRunCreate(desired, identity, signal);
  if ('object' in answer || !/already allocated/.test(answer.refusal.message)) return answer;
  const rest = withoutHeld(desired, live);
  return rest === undefined ? answer : cluster.dryRunCreate(rest, identity, signal);
}

/** A Service without the ports of nodes and the addresses that the live one holds; undefined if it declares none of them. */
function withoutHeld(desired: JsonObject, live: JsonObject): JsonObject | undefined {
  const [spec, held] = [asObject(desired['spec']), asObject(live['spec'])];
  if (kindIdOfObject(desired) !== '/Service' || spec === undefined || held === undefined) return undefined;
  const addresses = new Set([held['clusterIP'], ...(asList(held['clusterIPs']) ?? [])]);
  const nodePorts = new Set(asObjects(held['ports']).map((port) => port['nodePort']));
  const isFreed = (value: Json | undefined, among: ReadonlySet<Json | undefined>): boolean =>
    value !== undefined && among.has(value);
  const first = asList(spec['clusterIPs'])?.[0];
  const fields = [
    ...(isFreed(spec['clusterIP'], addresses) || isFreed(first, addresses) ? ['clusterIP', 'clusterIPs'] : []),
    ...(isFreed(spec['healthCheckNodePort'], new Set([held['healthCheckNodePort']])) ? ['healthCheckNodePort'] : []),
  ];
  const ports = asObjects(valueAt(spec, 'ports'));
  const isAnyFreed = ports.some((port) => isFreed(port['nodePort'], nodePorts));
  if (fields.length === 0 && !isAnyFreed) return undefined;
  const freed = ports.map((port) => (isFreed(port['nodePort'], nodePorts) ? without(port, ['nodePort']) : port));
  return { ...desired, spec: { ...without(spec, fields), ...(isAnyFreed && { ports: freed }) } };
}
