import type { Path, Span } from '../../manifests/yaml/node.ts';
import type { Entries } from './flow.ts';
import type { Region } from './lines.ts';

/** A map around a place; its entries are read when they are asked for. */
export interface MapAround {
  readonly path: Path;
  readonly entries: () => Entries;
}

interface Common {
  /** The way from the region's root: to the map of a key, to a value, to the sequence of an item. */
  readonly path: Path;
  /** The maps around the place, outermost first. A key's own map is the last, without the entry at the cursor. */
  readonly maps: readonly MapAround[];
  /** What is replaced; counts from the file's start and never spans lines. */
  readonly span: Span;
  /** What is typed of it before the cursor, without a quote. */
  readonly prefix: string;
  /** Text to put before what is inserted: a space behind `:` or `-`, or indentation. */
  readonly lead: string;
  /** Where what is inserted begins; nested lines are indented further than this. */
  readonly column: number;
  /** In braces or brackets: all must stay on this line. */
  readonly flow: boolean;
  /** The quote that the span lies in; empty for none. */
  readonly quote: '' | "'" | '"';
}

/**
 * What can be written at an offset. A `value` on the line of its key (`inline`) must begin a new line to become a map; a
 * `key` of a map that does not exist yet begins it. Between one and three places come together where the text leaves open
 * what follows.
 */
export type Place =
  | (Common & {
      readonly at: 'key';
      /** Whether a colon follows the span already. */
      readonly colon: boolean;
      /** Whether the map has other entries, or is the root. */
      readonly exists: boolean;
    })
  | (Common & { readonly at: 'value'; readonly inline: boolean })
  | (Common & { readonly at: 'item'; readonly exists: boolean })
  /** In a block scalar: its text is a region of its own. */
  | { readonly at: 'block'; readonly path: Path; readonly maps: readonly MapAround[]; readonly region: Region };
