/** A schema of OpenAPI 3.0 (or Swagger 2.0), as far as it is looked into. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly nullable?: boolean;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
}

/** One request of an API. */
export interface Operation {
  /** Upper case. */
  readonly method: string;
  /** With `{parameters}`. */
  readonly path: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly in: string;
    readonly required: boolean;
    readonly schema: Schema;
  }[];
  readonly body?: Schema;
  /** By status; null where an answer has no body. */
  readonly responses: Readonly<Record<string, Schema | null>>;
}

/** A description that was cut to what is used; see cut.ts. Its schemas refer to each other by `description#/...`. */
export interface Description {
  readonly source: string;
  readonly operations: readonly Operation[];
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** The schema that a reference leads to. */
export function resolve(schema: Schema, { components }: Description): Schema {
  let current = schema;
  for (let depth = 0; current.$ref !== undefined && depth < 8; depth += 1) {
    current = components.schemas[current.$ref.replace('description#/components/schemas/', '')] ?? {};
  }
  return current;
}
