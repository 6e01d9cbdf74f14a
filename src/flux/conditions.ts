import { asNumber, asObject, asObjects, asText, asTime, statusOf } from './fields.ts';
import type { Condition, FluxObject, JsonObject } from './object.ts';

/**
 * The conditions of an object in the controller's order. What has no type or no valid status is left out, and a
 * type that occurs twice counts once, as apimachinery's FindStatusCondition takes the first.
 */
export function conditionsOf(object: FluxObject): readonly Condition[] {
  const seen = new Set<string>();
  const conditions: Condition[] = [];
  for (const item of asObjects(statusOf(object)['conditions'])) {
    const parsed = toCondition(item);
    if (parsed === undefined || seen.has(parsed.type)) continue;
    seen.add(parsed.type);
    conditions.push(parsed);
  }
  return conditions;
}

/** The condition of that type, never by position: `Drifted=False` may come last and is good news. */
export function condition(object: FluxObject, type: string): Condition | undefined {
  const list = statusOf(object)['conditions'];
  if (!Array.isArray(list)) return undefined;
  for (const value of list as readonly unknown[]) {
    const item = asObject(value);
    if (item?.['type'] !== type) continue;
    const parsed = toCondition(item);
    if (parsed !== undefined) return parsed;
  }
  return undefined;
}

/** Whether the condition of that type is True; absent is no. */
export function isTrue(object: FluxObject, type: string): boolean {
  return condition(object, type)?.status === 'True';
}

/** status.observedGeneration; undefined where the kind has none. -1 is the CRDs' default: nothing observed. */
export function observedGeneration(object: FluxObject): number | undefined {
  return asNumber(statusOf(object)['observedGeneration']);
}

function toCondition(item: JsonObject): Condition | undefined {
  const type = asText(item['type']);
  const status = item['status'];
  if (type === undefined || (status !== 'True' && status !== 'False' && status !== 'Unknown')) return undefined;
  const reason = asText(item['reason']);
  const message = asText(item['message']);
  const lastTransitionTime = asTime(item['lastTransitionTime']);
  const generation = asNumber(item['observedGeneration']);
  return {
    type,
    status,
    ...(reason !== undefined && { reason }),
    ...(message !== undefined && { message }),
    ...(lastTransitionTime !== undefined && { lastTransitionTime }),
    ...(generation !== undefined && { observedGeneration: generation }),
  };
}
