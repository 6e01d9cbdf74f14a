import type { TextFile, TextNode } from '../../src/schema/catalogueFile.ts';
import type { Schema } from '../../src/schema/schema.ts';

/** Collects the descriptions of schemas; a text that repeats is kept once. */
export interface TextCollector {
  add(table: 'kinds' | 'definitions', key: string, schema: Schema): void;
  result(): TextFile;
}

/** An empty collector. */
export function textCollector(): TextCollector {
  const places = new Map<string, number>();
  const tables: Record<'kinds' | 'definitions', Record<string, TextNode>> = { kinds: {}, definitions: {} };

  function placeOf(text: string | undefined): number {
    if (text === undefined || text === '') return -1;
    const place = places.get(text) ?? places.size;
    places.set(text, place);
    return place;
  }

  function nodeOf(schema: Schema): TextNode {
    const own = placeOf(schema.description === undefined ? undefined : unwrap(schema.description));
    const fields: [string, TextNode][] = [];
    const holder = fieldHolder(schema);
    for (const [name, field] of Object.entries(holder.properties ?? {})) fields.push([name, nodeOf(field)]);
    if (typeof holder.additionalProperties === 'object') fields.push(['*', nodeOf(holder.additionalProperties)]);
    const told = fields.filter(([, node]) => node !== -1);
    return told.length === 0 ? own : [own, Object.fromEntries(told)];
  }

  return {
    add(table, key, schema) {
      tables[table][key] = nodeOf(schema);
    },
    result: () => ({ texts: [...places.keys()], ...tables }),
  };
}

/** Items of a list stand as the list itself does. */
function fieldHolder(schema: Schema): Schema {
  return schema.items === undefined ? schema : fieldHolder(schema.items);
}

/** Joins the lines of a paragraph, which upstream breaks as its source files are wide; lists and tables keep theirs. */
function unwrap(text: string): string {
  return text.trim().replaceAll(/(?<=\S)[ \t]*\n(?![\s\-*+|`#]|\d+[.)])/g, ' ');
}
