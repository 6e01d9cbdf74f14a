import { asScalar, asSequence, entryOf, type Span, type YamlMap, type YamlNode } from '../yaml/node.ts';
import type { Place, PlacedText } from './fileSummary.ts';

/** Where a node of a document stands in its file. */
export type Placing = (node: YamlNode | Span) => Place;

/** Places the nodes of a document that starts at an offset of its file. */
export function placing(path: string, start: number): Placing {
  return (node) => {
    const span = 'span' in node ? node.span : node;
    return { path, span: { start: start + span.start, end: start + span.end } };
  };
}

/** The items of a list field. */
export function itemsOf(map: YamlMap | undefined, key: string): readonly YamlNode[] {
  return asSequence(entryOf(map, key)?.value)?.items ?? [];
}

/** A scalar's text and where it is written; numbers count as the text that they are written as. */
export function placedText(node: YamlNode | undefined, place: Placing): PlacedText | undefined {
  const scalar = asScalar(node);
  if (node === undefined || scalar === undefined || scalar.value === null) return undefined;
  return { text: scalar.text, ...place(node) };
}
