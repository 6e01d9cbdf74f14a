import { asObjects, valueAt } from '../../flux/fields.ts';
import type { JsonObject } from '../../flux/object.ts';

/**
 * Whether the controller, with its feature gate MigrateAPIVersion, rewrites managedFields of an object before it asks the API
 * server anything: entries of another version than the one it applies. It then applies in any case (pkg/ssa,
 * manager_apply.go migrateAPIVersion).
 */
export function isMigrated(desired: JsonObject, live: JsonObject): boolean {
  const entries = asObjects(valueAt(live, 'metadata', 'managedFields'));
  return entries.some((entry) => entry['apiVersion'] !== desired['apiVersion']);
}
