import type { Place } from '../manifests/workspace/fileSummary.ts';
import type { Path, Span } from '../manifests/yaml/node.ts';
import type { Code, Severity } from './codes.ts';

export type { Severity };

/** What is said about a stretch of a document. Spans count from the start of the document until it is placed in a file. */
export interface Finding {
  /** Its page in docs/diagnostics.md. */
  readonly code: Code;
  readonly severity: Severity;
  /** One or two sentences: what, where, what is allowed, what to do. */
  readonly message: string;
  readonly span: Span;
  /** The way from the root of the object that it is about to the value, for what a schema says; also where the value is missing. */
  readonly path?: Path;
  readonly fixes?: readonly Fix[];
  readonly tags?: readonly ('deprecated' | 'unnecessary')[];
  readonly related?: readonly RelatedPlace[];
}

/** A change that mends a finding. */
export interface Fix {
  /** What it does, as a command: `Change to "prune"`. */
  readonly title: string;
  /** In the document of the finding. */
  readonly edits: readonly Edit[];
  /** In other documents, of this file or of others. */
  readonly distant?: readonly DistantEdit[];
  /** Whether it is the one to apply without choosing. */
  readonly preferred?: boolean;
}

export interface Edit {
  readonly span: Span;
  readonly text: string;
}

/** A stretch of any file and what to write there; the span counts from the start of that file. */
export interface FileEdit extends Place {
  readonly text: string;
}

/** An edit far from its finding: the file may have changed since it was read. */
export interface DistantEdit extends FileEdit {
  /** What stands right before the span, on its line, in the text that the edit is for. */
  readonly before: string;
}

/** Another place that a finding is about; the span counts from the start of the file. */
export interface RelatedPlace {
  readonly path: string;
  readonly span: Span;
  readonly message: string;
}
