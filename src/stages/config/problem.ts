import type { Span } from '../../manifests/yaml/node.ts';

/** What is wrong in a `.sluice.yaml`. */
export interface ConfigProblem {
  readonly code:
    'yaml-syntax' | 'unknown-field' | 'missing-field' | 'wrong-type' | 'not-allowed' | 'format' | 'duplicate-key';
  /** One sentence or two: what, where, what is allowed. */
  readonly message: string;
  /** In the file's text. */
  readonly span: Span;
  /** What was probably meant, in place of the text at `span`. */
  readonly instead?: string;
}
