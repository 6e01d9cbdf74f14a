import { asObjects, asText, valueAt } from './fields.ts';
import { kindId, objectKey, type JsonObject, type ObjectKey } from './object.ts';

/** An object that a Kustomization or HelmRelease remembers as its own. */
export interface InventoryEntry {
  readonly key: ObjectKey;
  /** Enough to ask the cluster for it. */
  readonly address: {
    readonly apiVersion: string;
    readonly kind: string;
    readonly namespace?: string;
    readonly name: string;
  };
}

/**
 * The entries of `status.inventory`. An id is `namespace_name_group_kind`; in the name `__` means `:`. Entries that are none
 * are left out (cli-utils, pkg/object/objmetadata.go).
 */
export function inventoryOf(applier: JsonObject): readonly InventoryEntry[] {
  return asObjects(valueAt(applier, 'status', 'inventory', 'entries')).flatMap((entry) => {
    const match = /^([^_]*)_(.*)_([^_]*)_([^_]*)$/s.exec(asText(entry['id']) ?? '');
    const [, namespace = '', name = '', group = '', kind = ''] = match ?? [];
    const version = asText(entry['v']);
    if (match === null || kind === '' || version === undefined) return [];
    const realName = name.replaceAll('__', ':');
    const apiVersion = group === '' ? version : `${group}/${version}`;
    const address = { apiVersion, kind, name: realName, ...(namespace !== '' && { namespace }) };
    return [{ key: objectKey(kindId(group, kind), namespace, realName), address }];
  });
}
