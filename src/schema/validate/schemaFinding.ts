import type { Path, Span } from '../../manifests/yaml/node.ts';

/** What a finding of the schemas is about. */
export type SchemaCode =
  | 'yaml-syntax'
  | 'duplicate-key'
  | 'unknown-field'
  | 'missing-field'
  | 'wrong-type'
  | 'not-allowed'
  | 'pattern'
  | 'format'
  | 'out-of-range'
  | 'size'
  | 'no-alternative'
  | 'duplicate-item'
  | 'metadata'
  | 'rule';

/** What a schema says against a stretch of a document. Spans count from the document's start. */
export interface SchemaFinding {
  readonly code: SchemaCode;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly span: Span;
  /** The way from the object's root to the value, which may be missing. */
  readonly path: Path;
  readonly fixes?: readonly SchemaFix[];
  /** Other places in the same document that belong to it, e.g. where a key was set first. */
  readonly alsoAt?: readonly { readonly span: Span; readonly message: string }[];
}

/** A change that mends a finding. */
export interface SchemaFix {
  readonly title: string;
  readonly edits: readonly { readonly span: Span; readonly text: string }[];
  readonly preferred?: boolean;
}

/** How an object is judged. */
export interface ValidateOptions {
  /** A `patch` is part of an object: known fields and types count, nothing is missing, and patch directives are allowed. */
  readonly mode: 'object' | 'patch';
  /** Whether a scalar's text holds a variable or a template, so that its value is not known here. */
  readonly isOpaque?: (text: string) => boolean;
  /** Whether something else than the document gives a field: a parent's patch, a transformer. */
  readonly isSupplied?: (path: Path) => boolean;
}
