import type { Document } from 'yaml';
import type { Span } from './node.ts';

/** What keeps a text from being YAML. `code` is the YAML library's, e.g. `BAD_INDENT`, or ours: `TOO_DEEP`. */
export interface YamlProblem {
  readonly code: string;
  readonly message: string;
  readonly span: Span;
  /** Whether parsers differ on it, rather than all refusing. */
  readonly warning: boolean;
}

/** What the YAML library finds wrong with a document, what all parsers refuse first. Spans count from its text's start. */
export function problemsOf(document: Document.Parsed): YamlProblem[] {
  const read = (warning: boolean) => (error: { code: string; message: string; pos: [number, number] }) => ({
    code: error.code,
    message: error.message,
    span: { start: error.pos[0], end: error.pos[1] },
    warning,
  });
  // Tags of other tools (!reference, !Ref) are theirs to judge.
  const warnings = document.warnings.filter(({ code }) => code !== 'TAG_RESOLVE_FAILED');
  const errors = document.errors.filter(({ code }) => code !== 'TAG_RESOLVE_FAILED');
  return [...errors.map(read(false)), ...warnings.map(read(true))];
}
