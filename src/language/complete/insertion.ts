import type { Span } from '../../manifests/yaml/node.ts';
import type { CompletionItem } from './item.ts';
import type { Place } from './placeType.ts';
import { escapeSnippet } from './snippet.ts';
import { quotedText, scalarText } from '../../manifests/edits/scalarText.ts';

/** A place that something can be inserted at. */
export type OpenPlace = Exclude<Place, { readonly at: 'block' }>;

/** What an item is besides its text. */
export type ItemFacts = Omit<CompletionItem, 'insertText' | 'snippet' | 'span'>;

/** A scalar written at a place, with the quotes that are there or that it needs. */
export function scalarItem(place: OpenPlace, value: string | number | boolean, facts: ItemFacts): CompletionItem {
  const text = place.quote === '' ? scalarText(value) : quotedText(String(value), place.quote);
  return { ...facts, insertText: `${place.lead}${text}`, snippet: false, span: place.span };
}

/** A snippet written at a place. */
export function snippetItem(place: OpenPlace, snippet: string, facts: ItemFacts): CompletionItem {
  const isSnippet = /[\\$]/.test(snippet);
  const text = `${escapeIf(isSnippet, place.lead)}${snippet}`;
  return { ...facts, insertText: text, snippet: isSnippet, span: place.span };
}

function escapeIf(isSnippet: boolean, text: string): string {
  return isSnippet ? escapeSnippet(text) : text;
}

/** A place in a value on its key's line, moved to a line of its own below the key. */
export function belowKey(text: string, place: OpenPlace & { readonly at: 'value' }): OpenPlace {
  const start = startOfBlanks(text, place.span.start);
  const span: Span = { start, end: place.span.end };
  const column = place.column + 2;
  return { ...place, span, lead: `\n${' '.repeat(column)}`, column };
}

function startOfBlanks(text: string, at: number): number {
  let start = at;
  while (start > 0 && ' \t'.includes(text.charAt(start - 1))) start--;
  return start;
}
