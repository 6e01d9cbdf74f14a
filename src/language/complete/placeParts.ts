import type { Path, Span } from '../../manifests/yaml/node.ts';
import { entriesAround, pathOf, type Ancestor } from './ancestors.ts';
import type { Region } from './lines.ts';
import type { MapAround } from './placeType.ts';

/** The block maps among containers, outermost first; their entries but for the one that begins at `except`. */
export function mapsOf(region: Region, ancestors: readonly Ancestor[], except: number): MapAround[] {
  return ancestors
    .map(({ container }, index): MapAround | undefined => {
      if (container.type !== 'map') return undefined;
      return { path: pathOf(ancestors.slice(index)), entries: () => entriesAround(region, container, except) };
    })
    .filter((map) => map !== undefined)
    .reverse();
}

/** The step from the innermost container inwards, if there is one. */
export function stepOf(ancestors: readonly Ancestor[]): Path {
  const step = ancestors[0]?.step;
  return step === undefined ? [] : [step];
}

/** The way to what begins in the innermost container: with its index in a sequence. */
export function valuePath(ancestors: readonly Ancestor[]): Path {
  return [...pathOf(ancestors), ...(ancestors[0]?.container.type === 'sequence' ? stepOf(ancestors) : [])];
}

/** The replaced stretch of a token and what is typed of it, within its quotes if it has some. */
export function tokenOf(
  text: string,
  token: Span,
  offset: number,
): { span: Span; prefix: string; quote: '' | "'" | '"' } {
  const first = text.charAt(token.start);
  const quote = token.start < token.end && (first === '"' || first === "'") ? first : '';
  if (quote === '')
    return { span: { start: token.start, end: token.end }, prefix: text.slice(token.start, offset), quote };
  const closed = token.end - token.start > 1 && text.charAt(token.end - 1) === quote;
  const span = { start: Math.min(token.start + 1, offset), end: Math.max(closed ? token.end - 1 : token.end, offset) };
  return { span, prefix: text.slice(span.start, offset), quote };
}
