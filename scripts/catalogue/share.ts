import type { CatalogueFile } from '../../src/schema/catalogueFile.ts';
import type { Schema } from '../../src/schema/schema.ts';
import { mapSchemas } from './structure.ts';

/** Characters; a smaller schema is written out. */
const worthSharing = 160;

/** Gives schemas that stand in several places a name, so that each is written once. */
export function share(kinds: Readonly<Record<string, Schema>>): CatalogueFile {
  const counts = new Map<string, number>();
  const count = (schema: Schema): Schema => {
    const text = JSON.stringify(schema);
    const before = counts.get(text) ?? 0;
    counts.set(text, before + 1);
    return before > 0 ? schema : mapSchemas(schema, count);
  };
  for (const schema of Object.values(kinds)) mapSchemas(schema, count);

  const names = new Map<string, string>();
  const definitions: Record<string, Schema> = {};
  const shareBelow = (path: string) => (schema: Schema, name: string) => {
    const here = `${path}.${name}`;
    const text = JSON.stringify(schema);
    if (text.length < worthSharing || (counts.get(text) ?? 0) < 2) return mapSchemas(schema, shareBelow(here));
    const known = names.get(text);
    if (known !== undefined) return { $ref: known };
    names.set(text, here);
    definitions[here] = mapSchemas(schema, shareBelow(here));
    return { $ref: here };
  };
  const shared = Object.entries(kinds).map(
    ([key, schema]) => [key, mapSchemas(schema, shareBelow(lastOf(key)))] as const,
  );
  return { kinds: Object.fromEntries(shared), definitions };
}

function lastOf(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1);
}
