import { asMap } from '../../../../src/manifests/yaml/node.ts';
import { parseYaml } from '../../../../src/manifests/yaml/parse.ts';
import type { KindSchema, Schema } from '../../../../src/schema/schema.ts';
import { wholeObject } from '../../../../src/schema/objectMeta.ts';
import type { SchemaFinding, ValidateOptions } from '../../../../src/schema/validate/schemaFinding.ts';
import { validateObject } from '../../../../src/schema/validate/validateObject.ts';
import { marked, withMarks } from '../../fixtures/marked.ts';

/** A kind of a CustomResourceDefinition whose `spec` has the schema. */
export function customKind(spec: Schema, root: Partial<Schema> = {}): KindSchema {
  return kindOf({ type: 'object', properties: { spec }, ...root }, true);
}

/** A kind `Thing` with the schema of its root. */
export function kindOf(
  schema: Schema,
  custom: boolean,
  definitions: Readonly<Record<string, Schema>> = {},
): KindSchema {
  return {
    group: 'example.com',
    version: 'v1',
    kind: 'Thing',
    namespaced: true,
    schema: wholeObject(schema),
    definition: (name) => definitions[name],
    origin: 'catalogue',
    source: 'test',
    custom,
  };
}

/** What is found in a text. */
export function findingsIn(
  text: string,
  kind: KindSchema,
  options: ValidateOptions = { mode: 'object' },
): SchemaFinding[] {
  const root = asMap(parseYaml(text).root);
  if (root === undefined) throw new Error('The text is no map.');
  return validateObject(root, kind, options);
}

/** A text with marks, judged: its own text with marks at what was found. Marks carry `code: message`. */
export function judged(source: string, kind: KindSchema, options?: ValidateOptions): string {
  const { text } = marked(source);
  const found = findingsIn(text, kind, options);
  return withMarks(
    text,
    found.map(({ span, code, message }) => ({ ...span, label: `${code}: ${message}` })),
  );
}

/** The head of an object of {@link customKind}. */
export const head = 'apiVersion: example.com/v1\nkind: Thing\nmetadata:\n  name: one\n';
