import type { Json } from '../flux/object.ts';
import { schemaOfJsonSchema } from './fromJsonSchema.ts';
import type { SchemaLayer } from './layer.ts';
import type { KindSchema } from './schema.ts';

/** What a `.sluice.yaml` counts as. It is no object and names no kind: this is for who looks up schemas alone. */
export const stagesKind = { apiVersion: 'sluice/v1', kind: 'Stages' } as const;

/** A layer that finds the schema of `.sluice.yaml` and lists nothing: nobody writes this kind. */
export function stagesLayer(file: Json | undefined): SchemaLayer {
  const read = schemaOfJsonSchema(file);
  const schema: KindSchema | undefined = read && {
    ...read,
    group: 'sluice',
    version: 'v1',
    kind: stagesKind.kind,
    namespaced: false,
    origin: 'catalogue',
    source: '.sluice.yaml',
    custom: true,
  };
  return {
    entries: [],
    exclusive: false,
    find: (group, version, kind) =>
      group === 'sluice' && version === 'v1' && kind === stagesKind.kind ? schema : undefined,
  };
}
