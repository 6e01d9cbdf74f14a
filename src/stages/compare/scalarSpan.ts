import { scalarSource } from '../../manifests/yaml/scalarSource.ts';
import type { Span } from '../../manifests/yaml/node.ts';
import type { PlacedScalar } from '../applications/placed.ts';

/** Where a part of a scalar's text stands in its document. */
export function scalarSpan({ at }: PlacedScalar, from: number, to: number): Span {
  const { source, node, skipped = 0 } = at;
  if (node.type !== 'scalar') return node.span;
  const isWhole = skipped === 0 && from === 0 && to === node.text.length;
  return isWhole
    ? node.span
    : scalarSource(source.content.text, node).spanOf({ start: from + skipped, end: to + skipped });
}
