import type { Json } from '../flux/object.ts';
import type { LifecycleLookup } from './lifecycle.ts';

/**
 * A schema as a CustomResourceDefinition (openAPIV3Schema) or Kubernetes' OpenAPI writes it, used as it is: nothing is
 * compiled. `$ref` names a definition of the schema file that it stands in.
 */
export interface Schema {
  readonly $ref?: string;
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';
  readonly format?: string;
  readonly nullable?: boolean;
  readonly enum?: readonly Json[];
  readonly default?: Json;
  readonly description?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: boolean;
  readonly exclusiveMaximum?: boolean;
  readonly multipleOf?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly not?: Schema;
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
  readonly 'x-kubernetes-embedded-resource'?: boolean;
  readonly 'x-kubernetes-list-type'?: 'atomic' | 'set' | 'map';
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  readonly 'x-kubernetes-map-type'?: 'atomic' | 'granular';
  readonly 'x-kubernetes-validations'?: readonly ValidationRule[];
}

/** A CEL rule of `x-kubernetes-validations`. */
export interface ValidationRule {
  readonly rule: string;
  readonly message?: string;
  readonly messageExpression?: string;
  readonly reason?: string;
  /** Where the failure belongs, relative to the rule's place: `.spec.name`. */
  readonly fieldPath?: string;
  /** With it, `oldSelf` is optional and the rule counts for new objects too. */
  readonly optionalOldSelf?: boolean;
}

/** Where a schema is from; the first that knows a kind wins. */
export type SchemaOrigin = 'cluster' | 'workspace' | 'user' | 'catalogue';

/** The schema of one kind in one version. */
export interface KindSchema {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly schema: Schema;
  /** The definition that a `$ref` within `schema` names. */
  readonly definition: (name: string) => Schema | undefined;
  readonly origin: SchemaOrigin;
  /** What it is from, for a person: `Kubernetes 1.36`, `Flux 2.9`, `cluster staging`, a file's path. */
  readonly source: string;
  /** Whether the kind is a CustomResourceDefinition's: strict structural rules, CEL, and defaults apply. */
  readonly custom: boolean;
  readonly deprecated?: string;
}

/** A kind that can be found, without its schema: cheap to list. */
export interface KindEntry {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly namespaced: boolean;
  /** As in URLs and `kubectl get`: `gitrepositories`. Empty where it is not known. */
  readonly plural: string;
  readonly shortNames: readonly string[];
}

/** All schemas that count in a place, in the order of lookup. */
export interface SchemaSet {
  /** The schema of a kind in a version. */
  find(group: string, version: string, kind: string): KindSchema | undefined;
  /** The versions in which a kind is served, the preferred first. Empty for an unknown kind. */
  versions(group: string, kind: string): readonly string[];
  /** The kinds known in a group, sorted. Empty for an unknown group. */
  kinds(group: string): readonly string[];
  /** What is known of a kind besides its schema, in its preferred version. */
  entry(group: string, kind: string): KindEntry | undefined;
  /** All groups with known kinds, sorted; the core group is the empty text. */
  groups(): readonly string[];
  /** What became of a version of a kind in the product's version that counts; absent where nothing is recorded. */
  readonly lifecycle?: LifecycleLookup;
  /**
   * The description of a place: field names from the kind's root, e.g. `['spec', 'interval']`. List indexes and the keys
   * of a map may stand in it. An empty path: the kind's own.
   */
  describe?(kind: KindSchema, path: readonly string[]): string | undefined;
}
