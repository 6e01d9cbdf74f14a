import { kindName } from '../../flux/object.ts';
import type { BuiltObject } from './built.ts';
import { itemsAt, placedAt, textAt, type Placed } from './placed.ts';

const scaled: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController']);

/** Objects with what a kustomization's `replicas:` says of them, by their names as written or as they are by then. */
export function withReplicas(objects: readonly BuiltObject[], root: Placed | undefined): BuiltObject[] {
  const counts = new Map(
    itemsAt(root, 'replicas').map((item) => [textAt(item, 'name') ?? '', placedAt(item, 'count')]),
  );
  if (counts.size === 0) return [...objects];
  return objects.map((object) => {
    const { name, kindId, value } = object;
    const count = counts.get(name) ?? counts.get(textAt(value, 'metadata', 'name') ?? '');
    const spec = placedAt(value, 'spec');
    if (count === undefined || !scaled.has(kindName(kindId)) || value.type !== 'map' || spec?.type !== 'map')
      return object;
    const inner: Placed = { ...spec, entries: new Map([...spec.entries, ['replicas', count] as const]) };
    return { ...object, value: { ...value, entries: new Map([...value.entries, ['spec', inner] as const]) } };
  });
}
