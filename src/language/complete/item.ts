import type { Path, Span } from '../../manifests/yaml/node.ts';
import type { Edit } from '../finding.ts';

/** Which picture goes with an item. */
export type CompletionKind =
  'field' | 'value' | 'kind' | 'reference' | 'namespace' | 'variable' | 'file' | 'folder' | 'annotation' | 'object';

/** Where the text about an item is found when it is looked at: see describeItem. */
export interface DescriptionKey {
  readonly apiVersion: string;
  readonly kind: string;
  readonly path: Path;
}

/** Something that can be written at a place. Spans count from the start of the file. */
export interface CompletionItem {
  readonly label: string;
  readonly kind: CompletionKind;
  /** A few words beside the label. */
  readonly detail?: string;
  /**
   * What replaces `span`, with its own line ends and full indentation: clients must not indent it again
   * (`InsertTextMode.asIs`). In the snippet syntax of the Language Server Protocol if `snippet` is set.
   */
  readonly insertText: string;
  readonly snippet: boolean;
  readonly span: Span;
  readonly sortText: string;
  /** What is compared with the text in `span`; the label if absent. */
  readonly filterText?: string;
  readonly deprecated?: boolean;
  /** Whether the next thing to write can be completed at once. */
  readonly again?: boolean;
  /** Changes elsewhere in the file that go with it. */
  readonly edits?: readonly Edit[];
  readonly description?: DescriptionKey;
  /** What it is, in a sentence, where that is at hand. Plain text. */
  readonly documentation?: string;
}

/** What can be written at a place; `incomplete` if typing on may bring other items. */
export interface CompletionResult {
  readonly items: readonly CompletionItem[];
  readonly incomplete: boolean;
}
