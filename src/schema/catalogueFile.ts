import type { Schema } from './schema.ts';

/** `schemas/index.json`: what each file of the catalogue holds, so that only those that are needed are read. */
export interface CatalogueIndex {
  readonly files: readonly CatalogueFileEntry[];
}

/** What a file of the catalogue is about. Products without `version` have one file. */
export interface CatalogueFileEntry {
  /** Its name in `schemas/`, and in the folder of texts. */
  readonly file: string;
  readonly product: string;
  /** Minor version: `1.36`. */
  readonly version?: string;
  /** For a person: `Kubernetes 1.36`. */
  readonly title: string;
  /** Whether its kinds are CustomResourceDefinitions'. */
  readonly custom: boolean;
  /** Kinds that it lacks are as in the next newer version. */
  readonly partial?: true;
  readonly kinds: readonly CatalogueKind[];
}

/** A kind in all its versions, the preferred first. */
export interface CatalogueKind {
  readonly group: string;
  readonly kind: string;
  readonly versions: readonly string[];
  readonly plural: string;
  readonly shortNames?: readonly string[];
  /** Absent: namespaced. */
  readonly cluster?: true;
  /** By version, the sentence of the API server. */
  readonly deprecated?: Readonly<Record<string, string>>;
}

/** A file of schemas: those of kinds by `group/version/Kind`, and the definitions that their `$ref`s name. */
export interface CatalogueFile {
  readonly kinds: Readonly<Record<string, Schema>>;
  readonly definitions: Readonly<Record<string, Schema>>;
}

/** Texts that repeat stand once in `texts`; elsewhere a number is the place of a text among them. */
export interface TextFile {
  readonly texts: readonly string[];
  readonly kinds: Readonly<Record<string, TextNode>>;
  readonly definitions: Readonly<Record<string, TextNode>>;
}

/**
 * The text of a place and of the fields below it: a number where only it has one. `-1`: none. Items of a list stand as
 * the list itself does, the values of a map as its field `*`.
 */
export type TextNode = number | readonly [number, Readonly<Record<string, TextNode>>];
