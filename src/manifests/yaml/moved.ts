import type { Span, YamlEntry, YamlNode } from './node.ts';

/** The node with its spans moved by so many characters. For trees without aliases, which would be copied at each place. */
export function moved(node: YamlNode, by: number): YamlNode {
  const span = movedSpan(node.span, by);
  switch (node.type) {
    case 'scalar':
    case 'alias':
      return { ...node, span };
    case 'map':
      return { ...node, span, entries: node.entries.map((entry) => movedEntry(entry, by)) };
    case 'sequence':
      return { ...node, span, items: node.items.map((item) => moved(item, by)) };
  }
}

/** The entry with its spans moved. */
export function movedEntry({ span, key, value }: YamlEntry, by: number): YamlEntry {
  return {
    span: movedSpan(span, by),
    key: { ...key, span: movedSpan(key.span, by) },
    value: value && moved(value, by),
  };
}

/** The span, moved. */
export function movedSpan({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}
